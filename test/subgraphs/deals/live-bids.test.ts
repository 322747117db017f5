import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SpecialBidRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { writingVendors } from '../support/writing-vendors.ts';
import { customer } from './records.ts';
import { bidLine, bidRecord } from './special-bid-records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let source: TestConnection;
let distributor: TestPartner;

const AREA = { area: 'SPECIAL_BID' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests, vendors: writingVendors() });
});
beforeEach(async () => {
  distributor = await room.tenants.addPartner();
  partner = await room.tenants.addPartner();
  source = await room.tenants.connect(partner, 'gamma');
});
afterAll(() => room.close());

/** A bid for Acme's order of alpha's goods, of which something is left, unless said otherwise. */
function bid(told: Partial<SpecialBidRecord> = {}): SpecialBidRecord {
  return bidRecord({
    vendorCode: 'alpha',
    customer: customer({ name: 'Acme GmbH', country: 'DE' }),
    distributorPartnerId: distributor.uuid,
    expiresOn: '2026-06-30',
    lines: [bidLine()],
    ...told,
  });
}

const feed = (...bids: readonly SpecialBidRecord[]): Promise<unknown> =>
  room.feeder.feed(
    source,
    bids.map((each, number) => ({ ...each, remoteId: `S-${number}` })),
    AREA,
  );

describe('special bids on the protection clock', () => {
  interface Entry {
    on: string;
    daysLeft: number;
    kind: string;
    specialBid: { number: string } | null;
    deal: unknown;
    vendor: { id: string };
    nextAction: string;
  }

  async function clock(as: TestPartner, withinDays = 30): Promise<Entry[]> {
    const query = `query ($withinDays: Int!) { protectionClock(withinDays: $withinDays) {
      on daysLeft kind specialBid { number } deal { id } vendor { id } nextAction
    } }`;
    return (await room.read<{ protectionClock: Entry[] }>({ as, query, variables: { withinDays } })).protectionClock;
  }

  test('tell the day they expire, and an earlier one on which their price does', async () => {
    await feed(
      bid({ priceProtectionEndsOn: '2026-06-20' }),
      bid({ number: '5', priceProtectionEndsOn: '2026-07-31', expiresOn: '2026-07-01', vendorCode: null }),
    );
    expect(await clock(partner)).toEqual([
      {
        on: '2026-06-20',
        daysLeft: 5,
        kind: 'PRICE_PROTECTION_ENDS',
        specialBid: { number: '4711' },
        deal: null,
        vendor: { id: 'alpha' },
        nextAction: 'Order by 2026-06-20: the price of Alpha Systems holds until then.',
      },
      {
        on: '2026-06-30',
        daysLeft: 15,
        kind: 'BID_EXPIRES',
        specialBid: { number: '4711' },
        deal: null,
        vendor: { id: 'alpha' },
        nextAction: 'Order by 2026-06-30: the special price of Alpha Systems expires.',
      },
      {
        on: '2026-07-01',
        daysLeft: 16,
        kind: 'BID_EXPIRES',
        specialBid: { number: '5' },
        deal: null,
        vendor: { id: 'gamma' },
        nextAction: 'Order by 2026-07-01: the special price of Gamma Software expires.',
      },
    ]);
  });

  test('are over when nothing can be ordered from them any more', async () => {
    await feed(
      bid({ number: 'used up', lines: [bidLine({ remainingQuantity: 0 })] }),
      bid({ number: 'quantity not told', lines: [] }),
      bid({ number: 'endless', expiresOn: null }),
      bid({ number: 'over', expiresOn: '2026-06-14' }),
    );
    expect((await clock(partner)).map(({ specialBid }) => specialBid?.number)).toEqual(['quantity not told']);
  });

  test('count their days where they are held: noon in UTC is tomorrow on one side and today on the other', async () => {
    await feed(
      bid({ number: 'Kiritimati', timeZone: 'Pacific/Kiritimati', expiresOn: '2026-06-16' }),
      bid({ number: 'Honolulu', timeZone: 'Pacific/Honolulu', expiresOn: '2026-06-15' }),
      bid({ number: 'gone in Kiritimati', timeZone: 'Pacific/Kiritimati', expiresOn: '2026-06-15' }),
    );
    expect((await clock(partner, 0)).map(({ specialBid, daysLeft }) => [specialBid?.number, daysLeft])).toEqual([
      ['Honolulu', 0],
      ['Kiritimati', 0],
    ]);
  });

  test('are nobody else’s', async () => {
    await feed(bid());
    expect(await clock(await room.tenants.addPartner())).toEqual([]);
  });
});

describe('special bids in a check for conflicts', () => {
  interface Found {
    kind: string;
    severity: string;
    draftIndex: number;
    matchedOn: string[];
    evidence: { specialBid: { number: string } | null };
    advice: string;
  }
  interface Report {
    clear: boolean;
    conflicts: Found[];
    checked: Array<{ vendor: { id: string }; stale: boolean }>;
  }

  async function check(
    as: TestPartner,
    drafts: readonly object[] = [{ vendor: 'alpha' }],
    name = 'ACME',
  ): Promise<Report> {
    const query = `query ($input: ConflictCheckInput!) { checkDealConflicts(input: $input) {
      clear conflicts { kind severity draftIndex matchedOn evidence { specialBid { number } } advice } checked { vendor { id } stale }
    } }`;
    const input = { customer: { name, country: 'DE' }, drafts };
    return (await room.read<{ checkDealConflicts: Report }>({ as, query, variables: { input } })).checkDealConflicts;
  }

  const told = ({ conflicts }: Report): unknown[] =>
    conflicts.map(({ draftIndex, kind, severity, evidence }) => [
      draftIndex,
      kind,
      severity,
      evidence.specialBid?.number,
    ]);

  test('are a price that is there already for the vendor’s goods, whoever distributes them', async () => {
    await feed(bid());
    const report = await check(partner, [{ vendor: 'alpha' }, { vendor: 'beta' }]);
    expect(told(report)).toEqual([[0, 'ACTIVE_SPECIAL_BID', 'INFO', '4711']]);
    expect(report.conflicts[0]).toMatchObject({
      matchedOn: ['name', 'country'],
      advice:
        'A distributor already holds a special price of Alpha Systems for this customer until 2026-06-30 (number 4711): order under it.',
    });
  });

  test('are in the way of another distributor, not of the one that holds them', async () => {
    await feed(bid());
    const other = await room.tenants.addPartner();
    expect(
      told(
        await check(partner, [
          { vendor: 'alpha', distributor: other.id },
          { vendor: 'alpha', distributor: distributor.id },
        ]),
      ),
    ).toEqual([
      [0, 'OTHER_DISTRIBUTOR', 'WARNING', '4711'],
      [1, 'ACTIVE_SPECIAL_BID', 'INFO', '4711'],
    ]);
    await feed(bid({ distributorPartnerId: null }));
    expect(told(await check(partner, [{ vendor: 'alpha', distributor: other.id }]))).toEqual([
      [0, 'ACTIVE_SPECIAL_BID', 'INFO', '4711'],
    ]);
  });

  test('are no matter when they are over, used up, or for another customer', async () => {
    await feed(
      bid({ expiresOn: '2026-06-14' }),
      bid({ expiresOn: '2026-06-15', timeZone: 'Pacific/Kiritimati' }),
      bid({ lines: [bidLine({ remainingQuantity: 0 })] }),
      bid({ customer: customer({ name: 'Zenith', country: 'DE' }) }),
      bid({ vendorCode: null }),
    );
    expect(told(await check(partner))).toEqual([]);
    await feed(bid({ expiresOn: null, number: 'endless' }));
    expect(told(await check(partner))).toEqual([[0, 'ACTIVE_SPECIAL_BID', 'INFO', 'endless']]);
  });

  test('of a reseller are told to its distributor as the reseller’s, and to nobody else', async () => {
    await feed(bid());
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['gamma'], areas: ['SPECIAL_BID'] });
    const report = await check(distributor);
    expect(told(report)).toEqual([[0, 'ACTIVE_SPECIAL_BID', 'WARNING', '4711']]);
    expect(report.conflicts[0]?.advice).toContain('for another partner');
    expect(told(await check(await room.tenants.addPartner()))).toEqual([]);
  });

  test('count among the sources that must be fresh', async () => {
    const alpha = await room.tenants.connect(partner, 'alpha');
    await room.tenants.reportFeed(alpha, { feed: 'main', area: 'DEAL' });
    await room.tenants.reportFeed(source, { feed: 'main', area: 'SPECIAL_BID' });
    expect(await check(partner)).toMatchObject({ clear: true });
    await room.tenants.reportFeed(source, {
      feed: 'main',
      area: 'SPECIAL_BID',
      failureCode: 'UNREACHABLE',
      failureMessage: 'x',
    });
    expect(await check(partner)).toEqual({
      clear: false,
      conflicts: [],
      checked: [
        { vendor: { id: 'alpha' }, stale: false },
        { vendor: { id: 'gamma' }, stale: true },
      ],
    });
  });

  test('a distributor that is no partner’s id is refused', async () => {
    await expect(check(partner, [{ vendor: 'alpha', distributor: 'alpha' }])).rejects.toThrow(
      'input.drafts[0].distributor must be the id of a partner',
    );
  });
});
