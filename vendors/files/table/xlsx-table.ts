import { on } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FileRefused, tooLarge } from '../file-refused.ts';
import { withHeader } from './header-row.ts';
import type { Table, TableOptions, TableRow } from './table.ts';
import { checkDirectory } from './workbook-directory.ts';
import type { XlsxMessage, XlsxTask } from './xlsx-worker.ts';

/** The worker's file, beside this one: TypeScript where this is, JavaScript where it was built. */
const WORKER = new URL(`./xlsx-worker${extname(import.meta.url)}`, import.meta.url);
/** Memory of one workbook's thread, in mebibytes: enough for the bounds, and an end of it for what gets around them. */
const WORKER_MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

async function* rowsOf(task: XlsxTask): AsyncGenerator<TableRow, void, undefined> {
  const worker = new Worker(WORKER, { workerData: task, resourceLimits: WORKER_MEMORY, execArgv: [], env: {} });
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[XlsxMessage]>) {
      if ('refused' in message) {
        const { fault, code, message: why, row } = message.refused;
        throw new FileRefused(fault, code, why, row);
      }
      if ('end' in message) return;
      yield* message.rows;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage('more');
    }
    throw new Error('the thread that reads a workbook ended before the workbook did');
  } catch (error) {
    throw isOutOfMemory(error) ? tooLarge('The workbook takes more memory than is given to one.') : error;
  } finally {
    await worker.terminate();
  }
}

/**
 * A sheet of a workbook as a table.
 * @throws FileRefused when it can't be unpacked within the bounds, has no such sheet, or no header
 */
export async function openXlsx(content: Uint8Array, { sheet }: TableOptions): Promise<Table> {
  checkDirectory(content);
  return withHeader(rowsOf({ content, sheet }));
}
