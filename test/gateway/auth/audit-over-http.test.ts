import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { entriesOf, verify, type WrittenEntry } from '../../platform/audit/support.ts';
import { capturingLogger } from '../../platform/log/capture.ts';
import { addressesOf, post, runGateway, runSubgraphs, type RunningGateway } from '../support/running-gateway.ts';
import { openTestServices } from '../support/services.ts';
import { createTokenMaker, TENANT, type TokenMaker } from '../support/tokens.ts';

let db: MigratedDatabase;
let services: GraphServices;
let gateway: RunningGateway;
beforeAll(async () => {
  db = await openMigratedDatabase();
  await db.addPartner(TENANT, 'A partner');
  services = await openTestServices(db.url);
  gateway = await runGateway({ services, introspection: false });
});
afterAll(async () => {
  await gateway.stop();
  await services.database.close();
  await db.close();
});

const cleanups: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function newEntries(work: () => Promise<unknown>): Promise<WrittenEntry[]> {
  const before = await entriesOf(db, TENANT);
  await work();
  return (await entriesOf(db, TENANT)).slice(before.length);
}

describe('an operation that is refused whole for want of a scope', () => {
  test('is one entry: under the names of its root fields, with the places and the scopes', async () => {
    const query = '{ a: orders { id mail: raw } buyers { email } b: orders { raw } }';
    const entries = await newEntries(async () => expect((await gateway.ask(query)).status).toBe(403));
    expect(entries).toMatchObject([
      {
        action: 'orders,buyers',
        actor: 'user:one',
        actor_partner: TENANT,
        outcome: 'REFUSED',
        target: null,
        detail: {
          code: 'FORBIDDEN',
          operation: 'query',
          requiredScopes: ['people:read', 'raw:read'],
          places: ['Order.raw', 'Buyer.email'],
        },
      },
    ]);
  });

  test('is one for a mutation too, under its name, and nothing the caller named or sent is in it', async () => {
    const query = 'mutation Jane($name: String!) { jane_example_com: placeOrder(name: $name) { id } }';
    const entries = await newEntries(() => gateway.ask(query, { variables: { name: 'jane@example.com' } }));
    expect(entries).toMatchObject([
      { action: 'placeOrder', outcome: 'REFUSED', detail: { operation: 'mutation', requiredScopes: ['orders:write'] } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/jane/i);
  });

  test('is one for introspection without its scope', async () => {
    const entries = await newEntries(() => gateway.ask('{ __schema { types { name } } }'));
    expect(entries).toMatchObject([{ action: '__schema', detail: { requiredScopes: ['schema:read'], places: [] } }]);
  });

  test('is none where nothing was denied: what is wrong in itself, what costs too much, what is answered', async () => {
    const entries = await newEntries(async () => {
      for (const query of [
        '{ nothing }',
        '{',
        '{ orders { id } }',
        '{ orders(first: 100000) { id } }',
        '{ refused }',
      ]) {
        await gateway.ask(query);
      }
    });
    expect(entries).toEqual([]);
  });
});

describe('a token that is refused', () => {
  const send = async (token: string): Promise<number> =>
    (await post(gateway.url, '{}', { authorization: `Bearer ${token}`, 'content-type': 'application/json' })).status;
  const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

  test('is an entry where its signature tells whose it is: one that has expired, or is not valid yet', async () => {
    const { tokens } = gateway;
    const entries = await newEntries(async () => {
      expect(await send(await tokens.make('', { exp: inSeconds(-60) }))).toBe(401);
      expect(await send(await tokens.make('', { nbf: inSeconds(3_600) }))).toBe(401);
    });
    expect(entries).toMatchObject([
      { action: 'authenticate', outcome: 'REFUSED', actor: 'user:one', detail: { reason: 'the token has expired' } },
      { action: 'authenticate', outcome: 'REFUSED', detail: { reason: expect.stringContaining('"nbf"') } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('eyJ');
  });

  test.each<[string, (tokens: TokenMaker) => Promise<string>]>([
    ['signed by somebody else', async () => (await createTokenMaker()).make('', { exp: inSeconds(-60) })],
    ['for another audience', (tokens) => tokens.make('', { aud: 'billing', exp: inSeconds(-60) })],
    ['of another issuer', (tokens) => tokens.make('', { iss: 'urn:evil', exp: inSeconds(-60) })],
    ['whose tenant is no uuid', (tokens) => tokens.make('', { tenant: 'x', exp: inSeconds(-60) })],
    [
      'of a tenant that is not known here',
      (tokens) => tokens.make('', { tenant: crypto.randomUUID(), exp: inSeconds(-60) }),
    ],
    ['that is no token', async () => 'abc'],
  ])('is none where nobody vouches for the tenant: %s', async (_title, make) => {
    const entries = await newEntries(async () => expect(await send(await make(gateway.tokens))).toBe(401));
    expect(entries).toEqual([]);
  });
});

describe('a flood of refused requests', () => {
  test('is bounded in the log, whatever it is in requests, and each is refused', async () => {
    const authorization = `Bearer ${await gateway.tokens.make('', { sub: 'user:flood' })}`;
    const entries = await newEntries(async () => {
      for (let n = 0; n < 90; n += 1) {
        expect((await gateway.ask('{ orders { raw } }', { headers: { authorization } })).status).toBe(403);
      }
    });
    expect(entries.length).toBe(60);
    expect(entries.every(({ actor }) => actor === 'user:flood')).toBe(true);
    expect((await verify(db, TENANT)).faults).toEqual([]);
  });
});

describe('a gateway whose subgraphs all run elsewhere', () => {
  async function apartOver(
    remote: Record<string, string>,
  ): Promise<{ gateway: RunningGateway; records: () => object[] }> {
    const { log, records } = capturingLogger('warn');
    const apart = await runGateway({ remote, log, introspection: false });
    cleanups.push(() => apart.stop());
    return { gateway: apart, records };
  }

  test('has what it refuses itself written by one of them', async () => {
    const remote = await runSubgraphs(0, services);
    cleanups.push(() => remote.stop());
    const { gateway: apart, records } = await apartOver(addressesOf(remote));
    const expired = await apart.tokens.make('', { exp: Math.floor(Date.now() / 1_000) - 60 });
    const entries = await newEntries(async () => {
      expect((await apart.ask('{ orders { raw } }')).status).toBe(403);
      expect((await apart.ask('{ __schema { types { name } } }')).status).toBe(403);
      expect((await apart.ask('{ orders { id } }', { headers: { authorization: `Bearer ${expired}` } })).status).toBe(
        401,
      );
    });
    expect(entries).toMatchObject([
      { action: 'orders', actor: 'user:one', outcome: 'REFUSED', detail: { requiredScopes: ['raw:read'] } },
      { action: '__schema', outcome: 'REFUSED', detail: { requiredScopes: ['schema:read'] } },
      { action: 'authenticate', outcome: 'REFUSED', detail: { reason: 'the token has expired' } },
    ]);
    expect(records()).toEqual([]);
  });

  test('refuses in the same words when none of them can be reached, and says so in its own log', async () => {
    const { gateway: apart, records } = await apartOver({
      orders: 'http://127.0.0.1:9/orders/graphql',
      buyers: 'http://127.0.0.1:9/buyers/graphql',
    });
    const expected = await gateway.ask('{ orders { raw } }');
    const { status, body } = await apart.ask('{ orders { raw } }');
    expect([status, body.errors]).toEqual([expected.status, expected.body.errors]);
    expect(records()).toMatchObject([{ msg: 'an entry of the audit log could not be written', action: 'orders' }]);
  });
});

describe('while the database is gone', () => {
  test('a refusal stays the same refusal', async () => {
    const nowhere = await runGateway();
    cleanups.push(() => nowhere.stop());
    const expected = await gateway.ask('{ orders { raw } }');
    const { status, body } = await nowhere.ask('{ orders { raw } }');
    expect([status, body.errors]).toEqual([expected.status, expected.body.errors]);
  });
});
