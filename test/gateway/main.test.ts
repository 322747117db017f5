import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { SUBGRAPH_NAMES } from '../../platform/config/subgraph-urls.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { post, type GraphQLAnswer } from './support/running-gateway.ts';
import { AUDIENCE, createTokenMaker, ISSUER, TENANT, type TokenMaker } from './support/tokens.ts';

/*
 * The programs themselves, as `npm run build` left them: a gateway with its subgraphs, a gateway without them and the
 * process that serves them.
 */
interface Program {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly output: string[];
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
}

const PATIENCE_MS = 30_000;
const programs: Program[] = [];
let database: TestDatabase;
let tokens: TokenMaker;
let issuer: Server;
let environment: Record<string, string>;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  return port;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Starts a built program and waits until it is ready. */
async function start(program: string, more: Record<string, string> = {}): Promise<Program> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist', program)], {
    env: { ...environment, ...more, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const started: Program = { url: `http://127.0.0.1:${port}`, child, output, ended };
  programs.push(started);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isReady(started.url))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${program}: ${output.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return started;
}

async function ask({ url }: Program, query: string, scopes: string): Promise<GraphQLAnswer> {
  const headers = { authorization: `Bearer ${await tokens.make(scopes)}`, 'content-type': 'application/json' };
  return post(url, JSON.stringify({ query }), headers);
}

beforeAll(async () => {
  database = await createTestDatabase();
  tokens = await createTokenMaker();
  issuer = createServer((_request, response) => response.end(JSON.stringify(tokens.jwks)));
  environment = {
    DATABASE_URL: database.url,
    PARTNERGRAPH_SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    PARTNERGRAPH_CONTEXT_KEY: Buffer.alloc(32, 4).toString('base64'),
    PARTNERGRAPH_JWKS_URL: `http://127.0.0.1:${await listening(issuer)}/jwks.json`,
    PARTNERGRAPH_JWT_ISSUER: ISSUER,
    PARTNERGRAPH_JWT_AUDIENCE: AUDIENCE,
    PARTNERGRAPH_LOG_LEVEL: 'info',
  };
});
afterAll(async () => {
  for (const { child, ended } of programs) {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  }
  issuer.closeAllConnections();
  issuer.close();
  await database.drop();
});

describe('the gateway as a process of its own', () => {
  test(
    'brings the database up to date and answers; on SIGTERM it finishes what is under way and ends with code 0',
    async () => {
      const gateway = await start('gateway/main.js');
      const empty = await ask(gateway, '{ deals { totalCount } }', 'deals:read');
      expect(empty.body).toMatchObject({ data: { deals: { totalCount: 0 } } });

      const locker = new pg.Client({ connectionString: database.url });
      await locker.connect();
      await locker.query('begin; lock table deal in access exclusive mode');
      const slow = ask(gateway, '{ deals { totalCount } }', 'deals:read');
      await untilWaiting(locker);
      gateway.child.kill('SIGTERM');
      while (await isReady(gateway.url)) await new Promise((resolve) => setTimeout(resolve, 20));
      await locker.query('commit');
      await locker.end();

      expect((await slow).body).toMatchObject({ data: { deals: { totalCount: 0 } } });
      expect(await gateway.ended).toBe(0);
      expect(gateway.output.join('')).toContain('the process was told to stop');
      expect(gateway.output.join('')).not.toMatch(/127\.0\.0\.1|localhost/);
    },
    2 * PATIENCE_MS,
  );

  test(
    'gives the same answer with its subgraphs in another process, and then needs no database',
    async () => {
      const subgraphs = await start('subgraphs/main.js');
      const urls = SUBGRAPH_NAMES.map((name) => `${name}=${subgraphs.url}/${name}/graphql`).join(',');
      const gateway = await start('gateway/main.js', { PARTNERGRAPH_SUBGRAPH_URLS: urls, DATABASE_URL: '' });
      const query = '{ deals { totalCount nodes { id partner { name } } } vendor(id: "aws") { name } }';
      const answer = await ask(gateway, query, 'deals:read programs:read');
      expect(answer.body).toMatchObject({
        data: { deals: { totalCount: 0, nodes: [] }, vendor: { name: expect.any(String) } },
      });
      expect((await fetch(`${subgraphs.url}/deals/graphql`, { method: 'POST' })).status).toBe(401);

      subgraphs.child.kill('SIGTERM');
      expect(await subgraphs.ended).toBe(0);
      const alone = await ask(gateway, '{ deals { totalCount } }', 'deals:read');
      expect(alone.body.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
      expect(alone.text).not.toContain('127.0.0.1');
    },
    2 * PATIENCE_MS,
  );

  test(
    'tells the call budgets that it is configured with, as the process that calls keeps them',
    async () => {
      const overrides = { aws: { 'selling-read': { limit: 123, periodMs: 1_000 } } };
      const gateway = await start('gateway/main.js', { PARTNERGRAPH_QUOTA_OVERRIDES: JSON.stringify(overrides) });
      await addConnection('aws');
      const { body } = await ask(gateway, '{ connections { quotas { bucket limit } } }', 'connections:read');
      expect(body).toMatchObject({
        data: { connections: [{ quotas: expect.arrayContaining([{ bucket: 'selling-read', limit: 123 }]) }] },
      });
    },
    2 * PATIENCE_MS,
  );

  test('does not start without an address of keys: it makes no tokens and trusts none of the demonstration', async () => {
    const missing = { PARTNERGRAPH_JWKS_URL: '', PARTNERGRAPH_JWT_ISSUER: '', PARTNERGRAPH_JWT_AUDIENCE: '' };
    await expect(start('gateway/main.js', missing)).rejects.toThrow('PARTNERGRAPH_JWKS_URL');
    await expect(start('gateway/main.js', { ...missing, PARTNERGRAPH_DEMO: 'true' })).rejects.toThrow(
      'PARTNERGRAPH_JWKS_URL',
    );
  }, 120_000);
});

/** Gives the tenant of the tokens a connection, in a database that a gateway has made its tables in. */
async function addConnection(vendor: string): Promise<void> {
  const { kysely, close } = openDatabase({ url: database.url, max: 1, log: pino({ level: 'silent' }) });
  const now = new Date();
  const scope = { role: 'partnergraph_sync', partnerId: TENANT, now, statementTimeoutMs: 10_000 } as const;
  try {
    await inTenantTransaction(kysely, scope, async (trx) => {
      await trx
        .insertInto('partner')
        .values({ id: TENANT, name: 'One', roles: [], countries: [], industries: [], services: [] })
        .execute();
      await sql`insert into connection (id, partner_id, vendor_id, next_attempt_at)
        values (${randomUUID()}, ${TENANT}, ${vendor}, ${now})`.execute(trx);
    });
  } finally {
    await close();
  }
}

/** Waits until some statement waits for the lock. */
async function untilWaiting(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ waiting: string }>(
      "select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    if (rows[0]?.waiting !== '0') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
