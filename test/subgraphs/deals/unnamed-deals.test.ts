import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord, SpecialBidRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { customer, dealRecord } from './records.ts';
import { bidRecord } from './special-bid-records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let connection: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
afterAll(() => room.close());
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  connection = await connect(partner);
});

async function connect(owner: TestPartner): Promise<TestConnection> {
  const made = await room.tenants.connect(owner, 'alpha');
  await room.tenants.reportFeed(made, { feed: 'deal', area: 'DEAL' });
  return made;
}

interface Report {
  clear: boolean;
  conflicts: Array<{
    kind: string;
    severity: string;
    matchedOn: string[];
    score: string;
    advice: string;
    evidence: { hidden: boolean; deal: { name: string } | null };
  }>;
  notices: Array<{ code: string; message: string; vendor: { id: string } }>;
}

const QUERY = `query ($input: ConflictCheckInput!) { checkDealConflicts(input: $input) {
  clear conflicts { kind severity matchedOn score advice evidence { hidden deal { name } } } notices { code message vendor { id } } } }`;

const variables = {
  input: { customer: { name: 'Acme GmbH', country: 'DE', website: 'acme.de' }, drafts: [{ vendor: 'alpha' }] },
};

async function check(as: TestPartner = partner): Promise<Report> {
  return (await room.read<{ checkDealConflicts: Report }>({ as, query: QUERY, variables })).checkDealConflicts;
}

/** A deal that tells no customer, approved unless said otherwise. */
const nameless = (number: string, more: Partial<DealRecord> = {}): DealRecord =>
  dealRecord({ remoteId: number, name: number, status: 'APPROVED', customer: customer({ name: null }), ...more });

/** A bid under a number, for Acme unless said otherwise; over, since whose the deal is stays told. */
const bid = (number: string, more: Partial<SpecialBidRecord> = {}): SpecialBidRecord =>
  bidRecord({
    remoteId: `S-${number}`,
    number,
    vendorCode: 'alpha',
    expiresOn: '2026-01-31',
    customer: customer({ name: 'ACME', country: 'DE' }),
    ...more,
  });

async function feed(
  deals: readonly DealRecord[],
  bids: readonly SpecialBidRecord[] = [],
  over: TestConnection = connection,
): Promise<void> {
  await room.feeder.feed(over, deals, { area: 'DEAL' });
  await room.feeder.feed(over, bids, { area: 'SPECIAL_BID', feed: 'bids' });
}

describe('a deal whose vendor does not tell the customer', () => {
  test('is found by the customer of its special bid, as a deal: with its evidence and advice', async () => {
    await feed([nameless('90-1')], [bid('901')]);
    expect(await check()).toEqual({
      clear: false,
      conflicts: [
        {
          kind: 'SAME_VENDOR_SAME_CUSTOMER',
          severity: 'BLOCKING',
          matchedOn: ['name', 'country'],
          score: '0.85',
          advice: 'You have a deal with this customer registered with Alpha Systems: it would refuse a second one.',
          evidence: { hidden: false, deal: { name: '90-1' } },
        },
      ],
      notices: [],
    });
  });

  test('is found once, by the surest of its bids', async () => {
    const second = bid('90-1', {
      remoteId: 'S-2',
      customer: customer({ name: 'ACME', country: 'DE', website: 'https://acme.de' }),
    });
    await feed([nameless('90-1')], [bid('90-1'), second]);
    const { conflicts } = await check();
    expect(conflicts.map(({ matchedOn }) => matchedOn)).toEqual([['website', 'name', 'country']]);
  });

  test('is no conflict when its bid tells another customer, and leaves no doubt', async () => {
    await feed([nameless('90-1')], [bid('90-1', { customer: customer({ name: 'Zenith', country: 'DE' }) })]);
    expect(await check()).toEqual({ clear: true, conflicts: [], notices: [] });
  });

  test('keeps the answer from being clear where no bid tells it, and is told in words', async () => {
    await feed([nameless('90-1')]);
    expect(await check()).toEqual({
      clear: false,
      conflicts: [],
      notices: [
        {
          code: 'NOT_SUPPORTED',
          message:
            'Alpha Systems does not tell the customer of 1 open deal, and no special bid does: look there whether it is for this one.',
          vendor: { id: 'alpha' },
        },
      ],
    });
    await feed(
      [nameless('90-2'), nameless('90-3', { status: 'IN_REVIEW' })],
      [bid('90-3', { customer: customer({ name: null }) })],
    );
    expect((await check()).notices.map(({ message }) => message)).toEqual([
      'Alpha Systems does not tell the customer of 3 open deals, and no special bid does: look there whether one of them is for this one.',
    ]);
  });

  test('is no doubt once it is over', async () => {
    await feed(
      (['WON', 'LOST', 'EXPIRED', 'REJECTED', 'WITHDRAWN'] as const).map((status, at) =>
        nameless(`90-${at}`, { status }),
      ),
    );
    expect(await check()).toEqual({ clear: true, conflicts: [], notices: [] });
  });
});

describe('what others have of such deals', () => {
  test('changes nothing: not the answer, not its shape, not the work it takes', async () => {
    const theirs = await room.tenants.addPartner();
    const other = await connect(theirs);
    const to = { from: theirs, to: partner, vendors: ['alpha'] };
    await room.tenants.grant({ ...to, areas: ['DEAL', 'SPECIAL_BID'], level: 'COUNTS_ONLY' });
    await room.tenants.grant({ ...to, areas: ['DEAL', 'SPECIAL_BID'], revoked: true });
    const asked = { as: partner, query: QUERY, variables };
    const before = await room.ask(asked);
    const work = before.statements.slice();
    await feed([nameless('90-1'), nameless('90-2')], [bid('90-1')], other);
    const after = await room.ask(asked);
    expect(after.data).toEqual(before.data);
    expect(after.data).toMatchObject({ checkDealConflicts: { clear: true } });
    expect(after.statements).toEqual(work);
  });

  test('is told as far as they let it: by their bids only where those are shown too', async () => {
    const theirs = await room.tenants.addPartner();
    await feed([nameless('90-1')], [bid('90-1')], await connect(theirs));
    await room.tenants.grant({ from: theirs, to: partner, vendors: ['alpha'], areas: ['DEAL'] });
    const dealsAlone = await check();
    expect([dealsAlone.conflicts, dealsAlone.notices.map(({ code }) => code)]).toEqual([[], ['NOT_SUPPORTED']]);
    await room.tenants.grant({ from: theirs, to: partner, vendors: ['alpha'], areas: ['SPECIAL_BID'] });
    const both = await check();
    expect(both.conflicts.map(({ advice }) => advice)).toEqual([expect.stringMatching(/^Another partner has/)]);
    expect(both.notices).toEqual([]);
  });
});

test('deals without a customer take as many statements as none', async () => {
  const count = async (): Promise<number> => {
    const { statements, errors } = await room.ask({ as: partner, query: QUERY, variables });
    expect(errors).toEqual([]);
    return statements.length;
  };
  const none = await count();
  const numbers = Array.from({ length: 40 }, (_, at) => `90-${at}`);
  await feed(
    numbers.map((number) => nameless(number)),
    numbers.slice(0, 20).map((number) => bid(number)),
  );
  expect(await count()).toBe(none);
});
