import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** A process beyond its number: numbers are used again, number and start time together are not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Short hash of boot and start time; null when the system would not tell. */
  readonly start: string | null;
}

const STATE_FIELD = 0;
const START_FIELD = 19;

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Whether the number is taken, by a process of whichever user. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** From /proc: the fields after the command's name, which may itself hold spaces and brackets. */
async function identifyOnLinux(pid: number): Promise<ProcessIdentity | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // A mount option can hide other users' processes: then only the number is known.
  if (stat === null) return exists(pid) ? { pid, start: null } : null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; in a container its parent may never collect it.
  if (fields[STATE_FIELD] === 'Z' || fields[STATE_FIELD] === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return { pid, start: hash(`${boot.trim()} ${fields[START_FIELD]}`) };
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | null> {
  if (!exists(pid)) return null;
  const { code, output } = await runProgram('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { as: null });
  if (code !== 0) return exists(pid) ? { pid, start: null } : null;
  const [state = '', ...started] = output.trim().split(/\s+/);
  return state.startsWith('Z') ? null : { pid, start: hash(started.join(' ')) };
}

/** The process that has this number now; null when there is none, or only its zombie. */
export function identify(pid: number): Promise<ProcessIdentity | null> {
  return process.platform === 'linux' ? identifyOnLinux(pid) : identifyByPs(pid);
}

/** Whether that very process still runs. In doubt it does. */
export async function isRunning(wanted: ProcessIdentity): Promise<boolean> {
  const now = await identify(wanted.pid);
  if (now === null) return false;
  return now.start === null || wanted.start === null || now.start === wanted.start;
}
