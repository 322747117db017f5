import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { childSettings } from './run-program.ts';
import { openServerLog } from './server-log.ts';
import { serverArguments, type ServerSettings } from './settings.ts';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 15;

/** A start that failed. `message` carries the last lines of PostgreSQL's log. */
export class LaunchError extends Error {
  /** The last lines of PostgreSQL's log. */
  readonly lastWords: string;

  constructor(what: string, lastWords: string) {
    super(`PostgreSQL did not start: ${what}${lastWords && `. Its log ends with:\n${lastWords}`}`);
    this.name = 'LaunchError';
    this.lastWords = lastWords;
  }
}

export interface LaunchRequest {
  /** Folder of PostgreSQL's programs. */
  readonly programs: string;
  readonly account: Account | null;
  /** Where the log goes. */
  readonly logFolder: string;
  readonly settings: ServerSettings;
}

/** Resolves when the postmaster says so in its file; with a reason when it ended or could not be started. */
async function whyNotReady(child: ChildProcess, dataFolder: string): Promise<string | null> {
  let over: string | null = null;
  child.once('error', (error) => (over = error.message));
  child.once('exit', (code, signal) => (over = `it ended with ${signal ?? `exit code ${code}`}`));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    // Read before the look at `over`: a file that an ended process left behind does not count.
    const file = await readPostmasterFile(dataFolder);
    if (over !== null) return over;
    if (file?.ready && file.pid === child.pid) return null;
    if (Date.now() > deadline) return `not ready within ${READY_WITHIN_MS / 1000} s`;
    await sleep(POLL_MS);
  }
}

/**
 * Starts a postmaster and waits until it takes connections. In a session of its own, so that Ctrl-C in a terminal
 * reaches only us, who then stop it in order; and it does not keep our process alive.
 * @throws LaunchError when it does not come up
 */
export async function launch(request: LaunchRequest): Promise<ChildProcess> {
  const log = await openServerLog(request.logFolder);
  try {
    const child = spawn(join(request.programs, 'bin', 'postgres'), serverArguments(request.settings), {
      ...childSettings(request.account),
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    });
    const reason = await whyNotReady(child, request.settings.dataFolder);
    if (reason === null) {
      child.unref();
      return child;
    }
    child.kill('SIGKILL');
    throw new LaunchError(reason, await log.tail());
  } finally {
    await log.handle.close();
  }
}
