import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentId } from '../../../../gateway/limits/persisted/manifest.ts';
import type { PersistedMode } from '../../../../platform/limits/persisted-mode.ts';
import { captureLog, type CapturedLog } from '../../support/capture-log.ts';
import { post, runGateway, type GraphQLAnswer, type RunningGateway } from '../../support/running-gateway.ts';

const KNOWN = 'query Orders($n: Int) { orders(first: $n) { id } }';
const UNKNOWN = '{ orders(first: 1) { id } }';
const ONE = { data: { orders: [{ id: '0' }] } };

let folder: string;
let captured: CapturedLog;
const gateways = new Map<PersistedMode, RunningGateway>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-persisted-'));
  const persistedManifest = join(folder, 'documents.json');
  await writeFile(persistedManifest, JSON.stringify({ [documentId(KNOWN)]: KNOWN }));
  captured = captureLog();
  for (const persistedMode of ['off', 'log', 'enforce'] as const) {
    gateways.set(persistedMode, await runGateway({ limits: { persistedMode, persistedManifest }, log: captured.log }));
  }
});
afterAll(async () => {
  await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function send(mode: PersistedMode, body: object, id = 'r'): Promise<GraphQLAnswer> {
  const gateway = gateways.get(mode);
  if (!gateway) throw new Error(`there is no gateway with ${mode}`);
  const authorization = `Bearer ${await gateway.tokens.make()}`;
  const headers = { authorization, 'content-type': 'application/json', 'x-request-id': id };
  return post(gateway.url, JSON.stringify(body), headers);
}

async function get(mode: PersistedMode, parameters: Record<string, string>): Promise<Response> {
  const gateway = gateways.get(mode);
  const headers = { authorization: `Bearer ${await gateway?.tokens.make()}`, 'content-type': 'application/json' };
  return fetch(`${gateway?.url}/graphql?${new URLSearchParams(parameters).toString()}`, { headers });
}

const variables = { n: 1 };
const sha256Hash = documentId(KNOWN).slice('sha256:'.length);

describe.each(['log', 'enforce'] as const)('a document of the manifest (%s)', (mode) => {
  test.each([
    ['by its id', { documentId: documentId(KNOWN), variables }],
    ['by its hash, as many clients send it', { extensions: { persistedQuery: { version: 1, sha256Hash } }, variables }],
    ['by its text', { query: KNOWN, variables }],
    ['by its id, beside other extensions', { documentId: documentId(KNOWN), variables, extensions: { trace: 1 } }],
  ])('is carried out %s', async (_title, body) => {
    expect((await send(mode, body)).body).toMatchObject(ONE);
  });

  test('is carried out by GET too', async () => {
    const given = { documentId: documentId(KNOWN), variables: JSON.stringify(variables) };
    expect(await (await get(mode, given)).json()).toMatchObject(ONE);
  });

  test('whose id nobody knows is answered 400', async () => {
    for (const id of [`sha256:${'0'.repeat(64)}`, 'orders', '', '__proto__']) {
      const { status, body } = await send(mode, { documentId: id });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions['code']).toBe('PERSISTED_DOCUMENT_NOT_FOUND');
    }
  });

  test('is held to scopes and limits like any other', async () => {
    const { status, body } = await send(mode, { documentId: documentId(KNOWN), variables: { n: 1_000_000 } });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions['code']).toBe('COST_LIMIT');
  });
});

describe('a document that is not in the manifest', () => {
  test('is carried out and written to the log with its id in the mode log', async () => {
    expect((await send('log', { query: UNKNOWN }, 'unknown-1')).body).toMatchObject(ONE);
    expect(captured.ofRequest('unknown-1')).toContainEqual(
      expect.objectContaining({ documentId: documentId(UNKNOWN), level: 'info' }),
    );
    await send('log', { query: KNOWN, variables }, 'known-1');
    expect(captured.ofRequest('known-1').filter((line) => 'documentId' in line)).toEqual([]);
  });

  test('is refused in the mode enforce, by POST and by GET, also beside the id of another', async () => {
    const answers = [
      await send('enforce', { query: UNKNOWN }),
      await send('enforce', { query: UNKNOWN, documentId: documentId(KNOWN) }),
      await send('enforce', { query: `${KNOWN} ` }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions['code']).toBe('PERSISTED_DOCUMENT_REQUIRED');
    }
    expect((await get('enforce', { query: UNKNOWN })).status).toBe(400);
  });

  test('is carried out where persisted documents are off, and ids are not', async () => {
    expect((await send('off', { query: UNKNOWN })).body).toMatchObject(ONE);
    expect((await send('off', { documentId: documentId(KNOWN) })).status).toBe(400);
  });
});

describe('a gateway', () => {
  test('does not start in a mode that needs a manifest without one', async () => {
    await expect(runGateway({ limits: { persistedMode: 'enforce' } })).rejects.toThrow('manifest');
    const persistedManifest = join(folder, 'missing.json');
    await expect(runGateway({ limits: { persistedMode: 'log', persistedManifest } })).rejects.toThrow('missing.json');
  });

  test('answers a body that is no operation as it always does', async () => {
    for (const body of [[], { variables }, { query: 5 }, { query: '' }]) {
      expect((await send('enforce', body)).status).toBe(400);
    }
  });
});
