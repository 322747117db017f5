import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { REFUSALS_AUDIENCE } from '../../../platform/audit/refusals-route.ts';
import { CONTEXT_HEADER } from '../../../platform/identity/context-form.ts';
import type { GraphServices } from '../../../platform/graph/context.ts';
import type { SubgraphServer } from '../../../subgraphs/server.ts';
import { runSubgraphs } from '../../gateway/support/running-gateway.ts';
import { openTestServices } from '../../gateway/support/services.ts';
import { signTestContext } from '../../support/contexts.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addTenant, entriesOf } from './support.ts';

let db: MigratedDatabase;
let services: GraphServices;
let server: SubgraphServer;
let tenant: string;
beforeAll(async () => {
  db = await openMigratedDatabase();
  tenant = await addTenant(db);
  services = await openTestServices(db.url);
  server = await runSubgraphs(0, services);
});
afterAll(async () => {
  await server.stop();
  await services.database.close();
  await db.close();
});

const REFUSAL = { action: 'deals', detail: { code: 'FORBIDDEN' } };

interface Call {
  readonly body?: unknown;
  readonly audience?: string;
  /** What is sent in place of what was signed. */
  readonly sent?: unknown;
  readonly isChange?: boolean;
}

function signedCall({ body = REFUSAL, audience = REFUSALS_AUDIENCE, sent, isChange = true }: Call): RequestInit {
  const requestId = randomUUID();
  const viewer = { partnerId: tenant, subject: 'user:one', scopes: new Set<string>() };
  const bytes = Buffer.from(JSON.stringify(body));
  const signed = signTestContext({ audience, viewer, requestId, isChange, body: bytes });
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': requestId, [CONTEXT_HEADER]: signed },
    body: sent === undefined ? bytes : JSON.stringify(sent),
  };
}

const send = async (init: RequestInit): Promise<number> => (await fetch(`${server.url}/refusals`, init)).status;

describe('what a gateway without a database refused', () => {
  test('is written to the log of the tenant that the call is signed for, as refused', async () => {
    expect(await send(signedCall({}))).toBe(204);
    expect(await entriesOf(db, tenant)).toMatchObject([
      { ...REFUSAL, outcome: 'REFUSED', actor: 'user:one', actor_partner: tenant, target: null },
    ]);
  });

  test('is taken once: the same call again is none', async () => {
    const before = (await entriesOf(db, tenant)).length;
    const call = signedCall({});
    expect(await send(call)).toBe(204);
    expect(await send(call)).toBe(401);
    expect(await entriesOf(db, tenant)).toHaveLength(before + 1);
  });

  test.each<[string, () => RequestInit, number]>([
    ['is not signed', () => ({ ...signedCall({}), headers: { 'content-type': 'application/json' } }), 401],
    ['is signed as something that may be said twice', () => signedCall({ isChange: false }), 401],
    ['is signed for a subgraph', () => signedCall({ audience: 'orders' }), 401],
    ['was signed for another body', () => signedCall({ sent: { ...REFUSAL, action: 'other' } }), 401],
    ['says how it ended', () => signedCall({ body: { ...REFUSAL, outcome: 'DONE' } }), 400],
    ['says whose it is', () => signedCall({ body: { ...REFUSAL, partnerId: randomUUID() } }), 400],
    ['says nothing', () => signedCall({ body: {} }), 400],
    ['has an action of 300 letters', () => signedCall({ body: { ...REFUSAL, action: 'x'.repeat(300) } }), 400],
  ])('is not taken where it %s', async (_title, make, status) => {
    const before = await entriesOf(db, tenant);
    expect(await send(make())).toBe(status);
    expect(await entriesOf(db, tenant)).toEqual(before);
  });
});
