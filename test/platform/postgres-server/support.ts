import { test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../../platform/postgres-server/embedded-postgres.ts';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import type { OwnerOrders } from './owner-program.ts';

/** Whether these tests can change users. */
export const asRoot = process.getuid?.() === 0;

/** For what can be seen only through /proc. */
export const onLinux = process.platform === 'linux' ? test : test.skip;

/** For what needs a change of users. */
export const whenRoot = asRoot ? test : test.skip;

/** Temp folders of one test file, and the processes started in it; all are cleared away at its end. */
export class Workshop {
  private readonly folders: string[] = [];
  private readonly used = new Set<string>();
  private readonly owners: OwnerProcess[] = [];
  private readonly servers: EmbeddedPostgres[] = [];

  /** A folder that other users may enter, unless told otherwise. */
  async folder(mode = 0o755): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'partnergraph-server-'));
    await chmod(folder, mode);
    this.folders.push(folder);
    return folder;
  }

  /** Starts a server in this process. */
  async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    this.used.add(options.folder);
    const server = await startEmbeddedPostgres(options);
    this.servers.push(server);
    return server;
  }

  /** Starts one in another process, by `owner-program.ts` of this tree or of another copy of it. */
  owner(orders: OwnerOrders, program = join(import.meta.dirname, 'owner-program.ts')): OwnerProcess {
    this.used.add(orders.folder);
    const args = ['--no-warnings', program, JSON.stringify(orders)];
    const owner = new OwnerProcess(spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
    this.owners.push(owner);
    return owner;
  }

  /** Ends what still runs, then removes every folder with the data that belong to it. */
  async clear(): Promise<void> {
    for (const owner of this.owners) await owner.kill();
    for (const server of this.servers) await server.stop();
    for (const folder of this.used) await eraseEmbeddedPostgres(folder);
    for (const folder of this.folders) await rm(folder, { recursive: true, force: true });
  }
}

/** What `owner-program.ts` answers. */
export interface OwnerAnswer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly reused: boolean;
  readonly error?: string;
}

export class OwnerProcess {
  private readonly child: ChildProcess;

  constructor(child: ChildProcess) {
    this.child = child;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Its one line. */
  async answer(): Promise<OwnerAnswer> {
    if (!this.child.stdout) throw new Error('the program has no output');
    for await (const line of createInterface({ input: this.child.stdout })) return JSON.parse(line) as OwnerAnswer;
    throw new Error('the program ended without an answer');
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.end(() => this.child.kill('SIGKILL'));
  }

  /** Lets it stop its server and end. */
  async stop(): Promise<void> {
    await this.end(() => this.child.stdin?.end());
  }

  private async end(how: () => void): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const over = once(this.child, 'exit');
    how();
    await over;
  }
}

/** Runs one statement over a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until something holds; the test's own time limit ends it otherwise. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}

/** The one setting or value a statement returns. */
export async function value(url: string, sql: string): Promise<unknown> {
  const [row] = await query(url, sql);
  return Object.values(row ?? {})[0];
}
