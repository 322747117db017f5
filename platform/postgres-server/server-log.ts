import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const LARGEST_BYTES = 1_000_000;
const TAIL_BYTES = 4_000;
const TAIL_LINES = 12;

/** PostgreSQL's log of one run. */
export interface ServerLog {
  /** For the child's output. It is ours, so the child needs no right to the file. */
  readonly handle: FileHandle;
  /** The last lines of this run. */
  tail(): Promise<string>;
}

/** Opens `postgres.log` in the folder for one run; it is begun anew when it has grown large. */
export async function openServerLog(folder: string): Promise<ServerLog> {
  const path = join(folder, 'postgres.log');
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  const start = size > LARGEST_BYTES ? 0 : size;
  const handle = await open(path, 'a+', 0o600);
  if (start === 0) await handle.truncate(0);
  return {
    handle,
    tail: async () => {
      const end = (await handle.stat()).size;
      const from = Math.max(start, end - TAIL_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - from), 0, end - from, from);
      return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-TAIL_LINES).join('\n');
    },
  };
}
