import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId, seedDemo } from '../../../demo/seed.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { connectionById } from '../../../sync/pull/connection-store.ts';
import { runConnection } from '../../../sync/pull/run-connection.ts';
import { AUDIENCE, createTokenMaker, ISSUER, type TokenMaker } from '../../gateway/support/tokens.ts';
import { openMirrorHouse, SANDBOX_SEED, type MirrorHouse } from '../../support/mirror.ts';
import { until } from '../../sync/support/until.ts';
import { demoSecrets } from './demo-secrets.ts';

/*
 * The gateway's program with its subgraphs in it, as `npm run build` left it, over a mirror that another process (here:
 * the test) fills. It holds sealed credentials in its database and the master key in its hands.
 */
const PATIENCE_MS = 120_000;
const MASTER_KEY = randomBytes(32).toString('base64');
const SCOPES = 'deals:read raw:read connections:read programs:read people:read';
const QUERY = `{
  deals(first: 50) { nodes { name raw } pageInfo { endCursor } }
  connections { connectionStatus vendor { name } runs { id } }
  viewer { partner { name } }
}`;

let house: MirrorHouse;
let folder: string;
let tokens: TokenMaker;
let issuer: Server;
let gateway: ChildProcess;
let url: string;
let output = '';

async function startGateway(): Promise<void> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const keyFile = join(folder, 'master.key');
  await writeFile(keyFile, MASTER_KEY, { mode: 0o600 });
  gateway = spawn(
    process.execPath,
    ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`, join(PROJECT_ROOT, 'dist/gateway/main.js')],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PORT: String(port),
        DATABASE_URL: house.db.url,
        PARTNERGRAPH_SECRET_KEY_FILE: keyFile,
        PARTNERGRAPH_JWKS_URL: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`,
        PARTNERGRAPH_JWT_ISSUER: ISSUER,
        PARTNERGRAPH_JWT_AUDIENCE: AUDIENCE,
      },
    },
  );
  for (const stream of [gateway.stdout, gateway.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (gateway.exitCode !== null) throw new Error(output);
    return fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
}

/** Everything that is alive in the gateway's heap, as its runtime writes it down. */
async function heapOfGateway(): Promise<Buffer> {
  gateway.kill('SIGUSR2');
  let path = '';
  await until(async () => {
    const name = (await readdir(folder)).find((file) => file.endsWith('.heapsnapshot'));
    if (name === undefined) return false;
    path = join(folder, name);
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, Math.max(0, size - 8));
      return buffer.subarray(0, bytesRead).toString('latin1').trimEnd().endsWith('"]}');
    } finally {
      await file.close();
    }
  });
  return readFile(path);
}

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 4 });
  const secrets = new SecretBox(readMasterKeys(MASTER_KEY));
  await seedDemo(house.db.database, { secrets, sandboxSeed: SANDBOX_SEED, now: new Date() });
  const connection = await connectionById(house.db.database.kysely, demoConnectionId(1, 'aws'));
  if (connection) await runConnection({ ...house.runOptions, secrets }, connection);
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-memory-'));
  tokens = await createTokenMaker();
  issuer = createServer((_request, response) => response.end(JSON.stringify(tokens.jwks))).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  await startGateway();
}, PATIENCE_MS);
afterAll(async () => {
  if (gateway?.exitCode === null) {
    gateway.kill('SIGKILL');
    await once(gateway, 'exit');
  }
  issuer?.closeAllConnections();
  issuer?.close();
  await house.close();
  await rm(folder, { recursive: true });
});

describe('the memory of a gateway process that has served queries', () => {
  test(
    "holds no vendor's credential in the clear, and no text of the master key",
    async () => {
      const token = await tokens.make(SCOPES, { tenant: demoPartnerId(1) });
      for (let count = 0; count < 3; count += 1) {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: QUERY }),
        });
        const { data } = (await response.json()) as { data: { deals: { nodes: unknown[] } } };
        expect(data.deals.nodes.length).toBeGreaterThan(0);
      }
      const heap = await heapOfGateway();
      // It is the heap of that process: what its check of tokens holds on to is in it.
      expect(heap.includes(ISSUER)).toBe(true);
      const bytes = Buffer.from(MASTER_KEY, 'base64');
      const looked = [...demoSecrets(), MASTER_KEY, bytes.toString('hex'), bytes.toString('base64url')];
      expect(looked.length).toBeGreaterThan(20);
      expect(looked.filter((secret) => heap.includes(secret)).length).toBe(0);
    },
    PATIENCE_MS,
  );
});
