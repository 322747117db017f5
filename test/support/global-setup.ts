import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../platform/postgres-server/embedded-postgres.ts';
import { eraseEmbeddedPostgres } from '../../platform/postgres-server/erase.ts';
import { findFreePort } from '../../platform/postgres-server/free-port.ts';
import { claimOwnership, type OwnerClaim } from '../../platform/postgres-server/owner-lock.ts';
import { identify, isRunning, type ProcessIdentity } from '../../platform/postgres-server/process-identity.ts';

const FOLDER_PREFIX = 'partnergraph-tests-';
const POSTGRES_FOLDER = 'postgres';
const REDIS_FILE = 'redis.json';
const YOUNG_MS = 60_000;
const REDIS_TRIES = 5;

/** The servers of one run of the tests. */
export interface TestServers {
  readonly folder: string;
  /** Tells other runs that this one is alive. */
  readonly claim: OwnerClaim;
  readonly postgres: EmbeddedPostgres | null;
  readonly redis: ProcessIdentity | null;
}

/** Where the setup leaves them for the teardown, which Jest may load apart from it. */
export const TEST_SERVERS: unique symbol = Symbol.for('partnergraph.test-servers');
export type WithTestServers = typeof globalThis & { [TEST_SERVERS]?: TestServers | undefined };

/** Ends a process, if it is still the one that was meant. */
async function endProcess(target: ProcessIdentity): Promise<void> {
  if (await isRunning(target)) process.kill(target.pid, 'SIGKILL');
}

/** Stops the servers and removes their folder with all data. */
export async function stopTestServers({ folder, claim, postgres, redis }: TestServers): Promise<void> {
  if (redis) await endProcess(redis);
  await postgres?.stop();
  await eraseEmbeddedPostgres(join(folder, POSTGRES_FOLDER));
  await claim.release();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Clears away one folder of an earlier run, with the servers that go on without it. */
async function sweep(folder: string): Promise<void> {
  const { uid, mtimeMs } = await stat(folder);
  // A young one may be about to get its owner; another user's is that user's business.
  if (uid !== process.getuid?.() || Date.now() - mtimeMs < YOUNG_MS) return;
  const claim = await claimOwnership(folder);
  const redis = await readFile(join(folder, REDIS_FILE), 'utf8').catch(() => 'null');
  await stopTestServers({ folder, claim, postgres: null, redis: JSON.parse(redis) as ProcessIdentity | null });
}

/** Clears away what runs that were killed left behind. */
async function sweepForgotten(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    // Refused when that run is still going on, or when another run sweeps it at the same time.
    if (name.startsWith(FOLDER_PREFIX)) await sweep(join(tmpdir(), name)).catch(() => undefined);
  }
}

/** The first program of that name on the PATH. */
function findOnPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** Whether a Redis answers on the port. */
function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('data', (data) => {
      resolve(data.toString('utf8').startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** One try to start a Redis that keeps nothing; null when the port was taken in between, or it ended for another reason. */
async function tryRedis(program: string, folder: string, port: number): Promise<ProcessIdentity | null> {
  const log = await open(join(folder, 'redis.log'), 'a');
  const flags = { port: String(port), bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', daemonize: 'no' };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(program, args, { stdio: ['ignore', log.fd, log.fd] });
  child.unref();
  await log.close();
  while (!hasEnded(child)) {
    if (await answersPing(port)) return child.pid === undefined ? null : identify(child.pid);
    await sleep(15);
  }
  return null;
}

async function startRedis(program: string, folder: string): Promise<ProcessIdentity> {
  for (let attempt = 1; attempt <= REDIS_TRIES; attempt += 1) {
    const port = await findFreePort();
    const redis = await tryRedis(program, folder, port);
    if (!redis) continue;
    await writeFile(join(folder, REDIS_FILE), JSON.stringify(redis));
    process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
    return redis;
  }
  throw new Error(`redis-server did not start: ${await readFile(join(folder, 'redis.log'), 'utf8')}`);
}

async function startPostgres(folder: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, POSTGRES_FOLDER), durable: false });
  process.env.TEST_DATABASE_URL = postgres.url;
  return postgres;
}

/**
 * Starts what the tests share, once for the whole run, and tells the workers by environment variables:
 * - TEST_DATABASE_URL: a PostgreSQL where databases can be made; started unless it is set already
 * - TEST_REDIS_URL: a Redis; started unless it is set already, where redis-server is installed, else REDIS_URL if set.
 *   With TESTS_NEED_REDIS=true a run without one fails rather than skips.
 */
export default async function globalSetup(): Promise<void> {
  await sweepForgotten();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  // PostgreSQL runs as another user when we are root, and has to get in.
  await chmod(folder, 0o755);
  const claim = await claimOwnership(folder);
  const program = process.env.TEST_REDIS_URL ? null : findOnPath('redis-server');
  if (!program && process.env.REDIS_URL) process.env.TEST_REDIS_URL ??= process.env.REDIS_URL;
  const [postgres, redis] = await Promise.allSettled([
    process.env.TEST_DATABASE_URL ? null : startPostgres(folder),
    program ? startRedis(program, folder) : null,
  ]);
  const servers: TestServers = {
    folder,
    claim,
    postgres: postgres.status === 'fulfilled' ? postgres.value : null,
    redis: redis.status === 'fulfilled' ? redis.value : null,
  };
  for (const outcome of [postgres, redis]) {
    if (outcome.status === 'fulfilled') continue;
    await stopTestServers(servers);
    throw outcome.reason;
  }
  if (process.env.TESTS_NEED_REDIS === 'true' && !process.env.TEST_REDIS_URL) {
    await stopTestServers(servers);
    throw new Error('the Redis suites must run here, but there is neither a redis-server on the PATH nor a REDIS_URL');
  }
  (globalThis as WithTestServers)[TEST_SERVERS] = servers;
}
