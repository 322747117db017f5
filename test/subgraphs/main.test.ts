import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { systemClock } from '../../platform/clock/clock.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { CONTEXT_HEADER } from '../../platform/identity/context-form.ts';
import { createContextSigner } from '../../platform/identity/context-signer.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { fixedKeyRing } from '../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import { TENANT } from '../gateway/support/tokens.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../sync/support/until.ts';

/* The program itself, as `npm run build` left it. */
const [OLD, NEW] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString('base64')) as [string, string];

let database: TestDatabase;
let folder: string;
let keyFile: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-subgraphs-'));
  keyFile = join(folder, 'context.key');
  await writeFile(keyFile, OLD);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function start(
  more: Record<string, string>,
): Promise<{ port: number; child: ChildProcess; output: () => string }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/subgraphs/main.js')], {
    env: {
      PORT: String(port),
      DATABASE_URL: database.url,
      PARTNERGRAPH_DEMO: 'true',
      PARTNERGRAPH_SECRET_KEY: randomBytes(32).toString('base64'),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  return { port, child, output: () => output };
}

async function startReady(more: Record<string, string> = {}): Promise<number> {
  const { port, child, output } = await start({ PARTNERGRAPH_CONTEXT_KEY_FILE: keyFile, ...more });
  await until(() => {
    if (child.exitCode !== null) throw new Error(output());
    return accepts('127.0.0.1', port);
  });
  return port;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Sends a query to a subgraph as a gateway that signs with a key. */
function send(key: string, port: number, { audience, body, scope }: Record<'audience' | 'body' | 'scope', string>) {
  const sign = createContextSigner({ keys: fixedKeyRing(readMasterKeys(key)), clock: systemClock });
  const viewer = { partnerId: TENANT, subject: 'user:one', scopes: new Set([scope]) };
  const context = sign({ audience, viewer, requestId: 'one', body: Buffer.from(body), isChange: false });
  return fetch(`http://127.0.0.1:${port}/${audience}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'one', [CONTEXT_HEADER]: context },
    body,
  });
}

/** Asks as a gateway that signs with a key. @returns the status */
async function askWith(key: string, port: number): Promise<number> {
  const body = JSON.stringify({ query: '{ deals { totalCount } }' });
  return (await send(key, port, { audience: 'deals', body, scope: 'deals:read' })).status;
}

/** Gives the tenant a connection, in a database that the process has made its tables in. */
async function addConnection(vendor: string): Promise<void> {
  const { kysely, close } = openDatabase({ url: database.url, max: 1, log: pino({ level: 'silent' }) });
  const now = new Date();
  const scope = { role: 'partnergraph_sync', partnerId: TENANT, now, statementTimeoutMs: 10_000 } as const;
  try {
    await inTenantTransaction(kysely, scope, async (trx) => {
      await sql`insert into partner (id, name) values (${TENANT}, 'One')`.execute(trx);
      await sql`insert into connection (id, partner_id, vendor_id, next_attempt_at)
        values (${randomUUID()}, ${TENANT}, ${vendor}, ${now})`.execute(trx);
    });
  } finally {
    await close();
  }
}

describe('the process that serves subgraphs', () => {
  test('does not start without a key that gateways sign with: nobody is trusted by default', async () => {
    const { child, output } = await start({});
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(output()).toContain('PARTNERGRAPH_CONTEXT_KEY or PARTNERGRAPH_CONTEXT_KEY_FILE is required here');
  });

  test('can be reached from this machine alone, unless it is told otherwise', async () => {
    const port = await startReady();
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const hosts = others.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
    // On Linux every address of 127.0.0.0/8 is this machine's, and would be answered by who listens to all.
    if (process.platform === 'linux') hosts.push('127.0.0.2');
    for (const host of hosts) expect({ host, accepts: await accepts(host, port) }).toEqual({ host, accepts: false });
  }, 60_000);

  test('takes a new key from its file, and gives the old one up, without a restart', async () => {
    const port = await startReady();
    expect(await askWith(OLD, port)).toBe(200);
    expect(await askWith(NEW, port)).toBe(401);
    await replaceKeys(`${OLD}\n${NEW}`);
    await until(async () => (await askWith(NEW, port)) === 200);
    expect(await askWith(OLD, port)).toBe(200);
    await replaceKeys(NEW);
    await until(async () => (await askWith(OLD, port)) === 401);
    expect(await askWith(NEW, port)).toBe(200);
  }, 60_000);

  test('tells the call budgets that it is configured with, as the process that calls keeps them', async () => {
    await replaceKeys(OLD);
    const overrides = { aws: { 'selling-read': { limit: 123, periodMs: 1_000 } } };
    const port = await startReady({ PARTNERGRAPH_QUOTA_OVERRIDES: JSON.stringify(overrides) });
    await addConnection('aws');
    const body = JSON.stringify({ query: '{ connections { quotas { bucket limit } } }' });
    const answer = await send(OLD, port, { audience: 'connections', body, scope: 'connections:read' });
    const { data } = (await answer.json()) as { data: { connections: Array<{ quotas: object[] }> } };
    expect(data.connections[0]?.quotas).toContainEqual({ bucket: 'selling-read', limit: 123 });
  }, 60_000);
});

async function replaceKeys(text: string): Promise<void> {
  await writeFile(`${keyFile}.next`, text);
  await rename(`${keyFile}.next`, keyFile);
}
