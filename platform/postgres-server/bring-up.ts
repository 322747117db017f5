import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { launch, LaunchError, type LaunchRequest } from './launch.ts';
import type { StartLog } from './options.ts';
import { findOrphan } from './orphan.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import { stopPostmaster } from './shutdown.ts';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 100;

const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/;
/** Children of a postmaster that was killed live a moment longer; a postmaster started a moment ago has no file yet. */
const FOLDER_BUSY = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

export interface BringUpRequest extends Omit<LaunchRequest, 'settings'> {
  readonly dataFolder: string;
  readonly password: string;
  readonly durable: boolean;
  /** Null is any free one. */
  readonly port: number | null;
  readonly log: StartLog | undefined;
}

export interface RunningServer {
  readonly process: ProcessIdentity;
  readonly port: number;
  readonly reused: boolean;
}

/** The server that an owner who died left running, if it runs as asked for; otherwise it is stopped. */
async function takeOver(request: BringUpRequest): Promise<RunningServer | null> {
  const orphan = await findOrphan(request.dataFolder, request.password);
  if (!orphan) return null;
  const fits = orphan.durable === request.durable && (request.port === null || request.port === orphan.port);
  if (fits) return { process: orphan.process, port: orphan.port, reused: true };
  await stopPostmaster(orphan.process);
  return null;
}

async function startNew(request: BringUpRequest): Promise<RunningServer> {
  const { dataFolder, durable, log } = request;
  const port = request.port ?? (await findFreePort());
  const child = await launch({ ...request, settings: { dataFolder, port, durable } });
  const started = child.pid === undefined ? null : await identify(child.pid);
  if (!started) throw new LaunchError('it ended as soon as it was ready', '');
  child.once('exit', (code, signal) => {
    // Signals that we stop it by lead to exit code 0 or to no surprise.
    if (code !== 0) log?.warn({ pid: child.pid, code, signal }, 'PostgreSQL has ended');
  });
  return { process: started, port, reused: false };
}

/**
 * Gets a server running on existing data: an orphan if there is one, else a new one. Passing obstacles are waited for.
 * @throws LaunchError with the last lines of PostgreSQL's log
 */
export async function bringUp(request: BringUpRequest): Promise<RunningServer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const orphan = await takeOver(request);
    if (orphan) return orphan;
    try {
      return await startNew(request);
    } catch (error) {
      if (!(error instanceof LaunchError) || Date.now() > deadline) throw error;
      const passes = FOLDER_BUSY.test(error.lastWords) || (request.port === null && PORT_TAKEN.test(error.lastWords));
      if (!passes) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
