import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './small-files.ts';

/** Lines of `postmaster.pid`, which the postmaster writes into its data folder and removes when it ends well. */
const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

export interface PostmasterFile {
  readonly pid: number;
  /** Null while it has not got so far. */
  readonly port: number | null;
  /** True once it takes connections. */
  readonly ready: boolean;
}

/** What the data folder says of its postmaster, dead or alive; null when nothing. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | null> {
  const text = await readIfThere(join(dataFolder, 'postmaster.pid'));
  const lines = (text ?? '').split('\n').map((line) => line.trim());
  // A server of one process writes its number with a minus.
  const pid = Math.abs(Number.parseInt(lines[PID_LINE] ?? '', 10));
  if (!Number.isInteger(pid) || pid === 0) return null;
  const port = Number.parseInt(lines[PORT_LINE] ?? '', 10);
  return { pid, port: port > 0 ? port : null, ready: lines[STATUS_LINE] === 'ready' };
}

/** For a file whose process is gone or is a stranger: PostgreSQL would refuse to start beside a living stranger. */
export async function removePostmasterFile(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, 'postmaster.pid'), { force: true });
}
