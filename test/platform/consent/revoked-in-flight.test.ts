import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { addGrantee, addReseller, openConsentRoom } from './consent-room.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openConsentRoom();
});
afterAll(() => room.close());

const QUERY = '{ deals { totalCount nodes { name history { kind } } } }';

interface Deals {
  readonly deals: { readonly totalCount: number; readonly nodes: ReadonlyArray<{ readonly history: unknown[] }> };
}

const revoke = (from: TestPartner): Promise<unknown> =>
  room.tenants.as(from, 'partnergraph_app', (trx) =>
    sql`update access_grant set revoked_at = now() where grantor_id = ${from.uuid}`.execute(trx),
  );

/** Until a statement of a request waits for the table that somebody keeps to himself. */
async function untilItWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::integer as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(room.database.kysely);
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}

describe('a grant that is revoked while a request is in flight', () => {
  test('is seen by that request as it was when it began, to the end, and by the next not at all', async () => {
    const { partner: reseller } = await addReseller(room);
    const distributor = await addGrantee(room, reseller);
    const before = await room.read<Deals>({ as: distributor, query: QUERY });
    expect(before.deals.nodes.map(({ history }) => history.length)).toEqual([1, 1, 1, 1]);

    let inFlight: Promise<Deals> | undefined;
    await room.database.kysely.transaction().execute(async (trx) => {
      await sql`lock table deal_event in access exclusive mode`.execute(trx);
      inFlight = room.read<Deals>({ as: distributor, query: QUERY });
      // It has read the deals, and waits for their history.
      await untilItWaits();
      await revoke(reseller);
      const { deals } = await room.read<Deals>({ as: distributor, query: '{ deals { totalCount nodes { name } } }' });
      expect(deals).toEqual({ totalCount: 0, nodes: [] });
    });
    expect(await inFlight).toEqual(before);
    expect(await room.read({ as: distributor, query: QUERY })).toEqual({ deals: { totalCount: 0, nodes: [] } });
  });

  test('ends counts and notices with the next request too', async () => {
    const { partner: reseller } = await addReseller(room);
    const distributor = await addGrantee(room, reseller, { level: 'COUNTS_ONLY' });
    const query = '{ deals { totalCount notices { code } } }';
    expect(await room.read({ as: distributor, query })).toEqual({
      deals: { totalCount: 4, notices: [{ code: 'CONSENT_LIMITED' }] },
    });
    await revoke(reseller);
    expect(await room.read({ as: distributor, query })).toEqual({ deals: { totalCount: 0, notices: [] } });
  });

  test('ends by the clock alone: nothing has to run for it', async () => {
    const { partner: reseller } = await addReseller(room);
    const today = room.clock.now().toISOString().slice(0, 10);
    for (const level of ['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL'] as const) {
      const distributor = await addGrantee(room, reseller, { level, expiresOn: today });
      const seen = async (): Promise<number> =>
        (await room.read<Deals>({ as: distributor, query: '{ deals { totalCount } }' })).deals.totalCount;
      expect(await seen()).toBe(4);
      room.clock.advance(86_400_000);
      expect(await seen()).toBe(0);
      room.clock.advance(-86_400_000);
    }
  });
});
