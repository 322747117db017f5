import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { isFileRefused, type FileRefused } from '../file-refused.ts';
import type { TableRow } from './table.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** What a worker is started with. */
export interface XlsxTask {
  readonly content: Uint8Array;
  readonly sheet: string | null;
}

/** What a worker says: some rows, after which it waits to be asked for more; that there are no more; or why not. */
export type XlsxMessage =
  | { readonly rows: readonly TableRow[] }
  | { readonly end: true }
  | { readonly refused: Pick<FileRefused, 'fault' | 'code' | 'message' | 'row'> };

const ROWS_AT_ONCE = 500;

async function readAll(port: MessagePort, { content, sheet }: XlsxTask): Promise<void> {
  const say = (message: XlsxMessage): void => port.postMessage(message);
  let rows: TableRow[] = [];
  try {
    for await (const row of xlsxRows(content, sheet)) {
      rows.push(row);
      if (rows.length < ROWS_AT_ONCE) continue;
      say({ rows });
      rows = [];
      await once(port, 'message');
    }
    say({ rows });
    say({ end: true });
  } catch (error) {
    if (!isFileRefused(error)) throw error;
    const { fault, code, message, row } = error;
    say({ refused: { fault, code, message, row } });
  }
}

/*
 * Reads one workbook in a thread of its own, so that neither its length nor its memory is felt by the process that serves
 * everyone.
 */
if (parentPort) {
  await readAll(parentPort, workerData as XlsxTask);
  parentPort.close();
}
