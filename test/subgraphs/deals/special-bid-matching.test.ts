import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DealRecord, SpecialBidRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { customer, dealRecord } from './records.ts';
import { bidRecord } from './special-bid-records.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
afterAll(() => room.close());

const ACME = customer({ name: 'Acme Ltd.', country: 'GB' });

/** A bid on alpha's goods. */
const bid = (told: Partial<SpecialBidRecord>): SpecialBidRecord =>
  bidRecord({ number: 'none', vendorCode: 'alpha', customer: ACME, ...told });

const deal = (told: Partial<DealRecord>): DealRecord => dealRecord({ customer: ACME, status: 'APPROVED', ...told });

interface Sides {
  /** Deals by the bid that names them. */
  readonly ofBids: Record<string, string | null>;
  /** Bids by the deal that lists them. */
  readonly ofDeals: Record<string, string[]>;
}

async function sidesSeenBy(as: TestPartner): Promise<Sides> {
  const named = (list: Array<{ source: { remoteId: string } }>): string[] => list.map(({ source }) => source.remoteId);
  const data = await room.read<{
    specialBids: {
      nodes: Array<{ source: { remoteId: string }; matchedDeal: { source: { remoteId: string } } | null }>;
    };
    deals: {
      nodes: Array<{ source: { remoteId: string }; specialBids: Array<{ source: { remoteId: string } }> }>;
    };
  }>({
    as,
    query: `{
      specialBids { nodes { source { remoteId } matchedDeal { source { remoteId } } } }
      deals { nodes { source { remoteId } specialBids { source { remoteId } } } }
    }`,
  });
  return {
    ofBids: Object.fromEntries(
      data.specialBids.nodes.map((node) => [node.source.remoteId, node.matchedDeal?.source.remoteId ?? null]),
    ),
    ofDeals: Object.fromEntries(data.deals.nodes.map((node) => [node.source.remoteId, named(node.specialBids)])),
  };
}

async function sides(
  bids: readonly SpecialBidRecord[],
  deals: Readonly<Record<string, readonly DealRecord[]>>,
): Promise<Sides & { partner: TestPartner }> {
  const { tenants, feeder } = room;
  const partner = await tenants.addPartner();
  await feeder.feed(await tenants.connect(partner, 'gamma'), bids, { area: 'SPECIAL_BID' });
  for (const [vendor, records] of Object.entries(deals)) {
    await feeder.feed(await tenants.connect(partner, vendor), records, { area: 'DEAL' });
  }
  return { ...(await sidesSeenBy(partner)), partner };
}

describe('the deal that a special bid belongs to', () => {
  test('is the one of the same vendor with its number, however either is written', async () => {
    const { ofBids, ofDeals } = await sides(
      [bid({ remoteId: 'b1', number: 'dl 12-34', customer: customer({ name: 'Somebody else' }) })],
      { alpha: [deal({ remoteId: 'DL1234' }), deal({ remoteId: 'DL12345' })], beta: [deal({ remoteId: 'DL-1234' })] },
    );
    expect(ofBids).toEqual({ b1: 'DL1234' });
    expect(ofDeals).toEqual({ DL1234: ['b1'], DL12345: [], 'DL-1234': [] });
  });

  test('is, without such a number, the only living deal for the same customer and vendor', async () => {
    const { ofBids, ofDeals } = await sides(
      [bid({ remoteId: 'b1', customer: customer({ name: 'ACME Limited' }) }), bid({ remoteId: 'b2' })],
      {
        alpha: [deal({ remoteId: 'alive' }), deal({ remoteId: 'lost', status: 'LOST' })],
        beta: [deal({ remoteId: 'of beta' })],
      },
    );
    expect(ofBids).toEqual({ b1: 'alive', b2: 'alive' });
    expect(ofDeals['alive']?.toSorted()).toEqual(['b1', 'b2']);
    expect(ofDeals['of beta']).toEqual([]);
  });

  test('is not guessed among several of one customer', async () => {
    const deals = { alpha: [deal({ remoteId: 'one' }), deal({ remoteId: 'other' })] };
    const { ofBids, ofDeals } = await sides([bid({ remoteId: 'b1' }), bid({ remoteId: 'b2', number: 'other' })], deals);
    expect(ofBids).toEqual({ b1: null, b2: 'other' });
    expect(ofDeals).toEqual({ one: [], other: ['b2'] });
  });

  test('is none of a customer of the same name in another country', async () => {
    const { ofBids } = await sides([bid({ remoteId: 'b1' })], {
      alpha: [deal({ remoteId: 'd1', customer: customer({ name: 'Acme', country: 'FR' }) })],
    });
    expect(ofBids).toEqual({ b1: null });
  });

  test('is none where the maker is no vendor of ours, or the number says nothing', async () => {
    const { ofBids } = await sides(
      [
        bid({ remoteId: 'b1', vendorCode: null, number: 'd1' }),
        bid({ remoteId: 'b2', number: '-', customer: customer() }),
      ],
      { alpha: [deal({ remoteId: 'd1' }), deal({ remoteId: '---', customer: customer({ name: null }) })] },
    );
    expect(ofBids).toEqual({ b1: null, b2: null });
  });

  test('lists the 200 bids that end first, of however many belong to it', async () => {
    const day = (at: number): string => new Date(Date.UTC(2026, 6, at + 1)).toISOString().slice(0, 10);
    const bids = Array.from({ length: 203 }, (_unused, at) => bid({ remoteId: `b${at}`, expiresOn: day(202 - at) }));
    const { ofDeals } = await sides(bids, { alpha: [deal({ remoteId: 'd1' })] });
    expect(ofDeals['d1']).toEqual(Array.from({ length: 200 }, (_unused, at) => `b${202 - at}`));
  });

  test('is never another partner’s, also for who sees both', async () => {
    const { tenants } = room;
    const distributor = await tenants.addPartner();
    const one = await sides([bid({ remoteId: 'b1', number: 'd1' })], {});
    const other = await sides([], { alpha: [deal({ remoteId: 'd1' })] });
    for (const { partner } of [one, other]) {
      const vendors = ['alpha', 'gamma'];
      await tenants.grant({ from: partner, to: distributor, vendors, areas: ['DEAL', 'SPECIAL_BID'] });
    }
    expect(await sidesSeenBy(distributor)).toEqual({ ofBids: { b1: null }, ofDeals: { d1: [] } });
  });

  test('is not shown to who may see the bid and not the deal', async () => {
    const { tenants } = room;
    const reader = await tenants.addPartner();
    const { partner, ofBids } = await sides([bid({ remoteId: 'b1', number: 'd1' })], {
      alpha: [deal({ remoteId: 'd1' })],
    });
    expect(ofBids).toEqual({ b1: 'd1' });
    await tenants.grant({ from: partner, to: reader, vendors: ['alpha', 'gamma'], areas: ['SPECIAL_BID'] });
    expect(await sidesSeenBy(reader)).toEqual({ ofBids: { b1: null }, ofDeals: {} });
  });
});
