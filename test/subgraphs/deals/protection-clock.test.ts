import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { DEAL_STATUSES } from '../../../platform/records/vocabulary.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { dealRecord, protection } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
afterAll(() => room.close());

interface Entry {
  on: string;
  daysLeft: number;
  kind: string;
  deal: { name: string } | null;
  benefit: null;
  certification: null;
  vendor: { id: string };
  nextAction: string;
}

const QUERY = `query ($withinDays: Int!, $partner: ID) {
  protectionClock(withinDays: $withinDays, partner: $partner) {
    on daysLeft kind deal { id name protection { state } } benefit { id } certification { id } vendor { id } nextAction
  }
}`;

async function clock(as: TestPartner, withinDays = 30, partner?: string): Promise<Entry[]> {
  const variables = { withinDays, ...(partner === undefined ? {} : { partner }) };
  return (await room.read<{ protectionClock: Entry[] }>({ as, query: QUERY, variables })).protectionClock;
}

async function holder(...told: ReadonlyArray<Partial<DealRecord>>): Promise<[TestPartner, TestConnection]> {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, 'alpha');
  const records = told.map((each, number) => dealRecord({ remoteId: `D-${number}`, status: 'APPROVED', ...each }));
  await room.feeder.feed(connection, records, { area: 'DEAL' });
  return [partner, connection];
}

const endsOn = (date: string): DealRecord['protection'] => protection({ endsOn: date });

describe('the protection clock', () => {
  test('tells every date on which something of a deal is lost, with what to do', async () => {
    const [partner] = await holder(
      {
        name: 'protected',
        protection: protection({
          endsOn: '2026-06-20',
          priceEndsOn: '2026-06-18',
          extension: 'AVAILABLE',
          extensionDeadline: '2026-06-17',
        }),
      },
      { name: 'not to be extended', protection: endsOn('2026-06-21') },
      { name: 'offered', status: 'OFFERED', direction: 'INBOUND', answerBy: '2026-06-15' },
    );
    expect(await clock(partner)).toEqual([
      {
        ...entry('2026-06-15', 0, 'OFFER_LAPSES', 'offered'),
        nextAction: 'Accept or decline the offer of Alpha Systems by 2026-06-15.',
      },
      {
        ...entry('2026-06-17', 2, 'EXTENSION_DEADLINE', 'protected'),
        nextAction: 'Ask Alpha Systems for an extension by 2026-06-17.',
      },
      {
        ...entry('2026-06-18', 3, 'PRICE_PROTECTION_ENDS', 'protected'),
        nextAction: 'Order by 2026-06-18: the price of Alpha Systems holds until then.',
      },
      {
        ...entry('2026-06-20', 5, 'REGISTRATION_ENDS', 'protected'),
        nextAction: 'Close the deal or ask Alpha Systems for an extension by 2026-06-20.',
      },
      {
        ...entry('2026-06-21', 6, 'REGISTRATION_ENDS', 'not to be extended'),
        nextAction: 'Close the deal by 2026-06-21: the registration with Alpha Systems ends.',
      },
    ]);
  });

  test('begins today and ends on the last day asked for', async () => {
    const days = ['2026-06-14', '2026-06-15', '2026-07-15', '2026-07-16'];
    const [partner] = await holder(...days.map((day) => ({ name: day, protection: endsOn(day) })));
    expect((await clock(partner)).map(({ on }) => on)).toEqual(['2026-06-15', '2026-07-15']);
    expect((await clock(partner, 0)).map(({ on, daysLeft }) => [on, daysLeft])).toEqual([['2026-06-15', 0]]);
  });

  test('is over for a deal that has ended', async () => {
    const [partner] = await holder(
      ...DEAL_STATUSES.map((status) => ({ name: status, status, protection: endsOn('2026-06-20') })),
    );
    expect((await clock(partner)).map(({ deal }) => deal?.name).toSorted()).toEqual([
      'ACTION_REQUIRED',
      'APPROVED',
      'DRAFT',
      'IN_REVIEW',
      'OFFERED',
      'SUBMITTED',
      'UNKNOWN',
    ]);
  });

  test('tells of an extension only while one can be asked for, and of an offer only while it is open', async () => {
    const [partner] = await holder(
      ...(['NOT_OFFERED', 'REQUESTED', 'GRANTED', 'DENIED'] as const).map((extension) => ({
        protection: protection({ extension, extensionDeadline: '2026-06-20' }),
      })),
      { status: 'APPROVED', answerBy: '2026-06-20' },
    );
    expect(await clock(partner)).toEqual([]);
  });

  test('forgets a deal that the vendor no longer lists', async () => {
    const [partner, connection] = await holder({ name: 'gone', protection: endsOn('2026-06-20') });
    const run = '11111111-1111-4111-8111-111111111111';
    const kept = dealRecord({ remoteId: 'kept', name: 'kept', status: 'APPROVED', protection: endsOn('2026-06-20') });
    await room.feeder.feed(connection, [kept], { area: 'DEAL', run });
    await room.feeder.markUnseen(connection, 'deal', { area: 'DEAL', run });
    expect((await clock(partner)).map(({ deal }) => deal?.name)).toEqual(['kept']);
  });

  test('follows an offer whose day the vendor moves', async () => {
    const [partner, connection] = await holder({ status: 'OFFERED', answerBy: '2026-06-20' });
    const moved = dealRecord({ remoteId: 'D-0', status: 'OFFERED', answerBy: '2026-06-25' });
    expect(await room.feeder.feed(connection, [moved], { area: 'DEAL' })).toMatchObject({ updated: 1 });
    expect((await clock(partner)).map(({ on }) => on)).toEqual(['2026-06-25']);
    const { answerBy: _left, ...without } = moved;
    await room.feeder.feed(connection, [without], { area: 'DEAL' });
    expect(await clock(partner)).toEqual([]);
  });

  test('takes six statements for 50 deals as for two', async () => {
    const count = async (deals: number): Promise<number> => {
      const [partner] = await holder(...Array.from({ length: deals }, () => ({ protection: endsOn('2026-06-20') })));
      const { statements, errors } = await room.ask({ as: partner, query: QUERY, variables: { withinDays: 30 } });
      expect(errors).toEqual([]);
      return statements.length;
    };
    expect(await count(2)).toBe(6);
    expect(await count(50)).toBe(6);
  });

  test('refuses rather than leave out dates when there are more than 2000', async () => {
    const [partner] = await holder(
      ...Array.from({ length: 1_001 }, () => ({
        protection: protection({ endsOn: '2026-06-20', priceEndsOn: '2026-06-20' }),
      })),
    );
    const { errors } = await room.ask({ as: partner, query: QUERY, variables: { withinDays: 30 } });
    expect(errors[0]?.message).toBe(
      'withinDays must let at most 2000 dates through; 30 lets more. Ask for fewer days, or for one partner',
    );
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'withinDays' });
    expect(await clock(partner, 4)).toEqual([]);
  });
});

describe('whose dates', () => {
  test('a distributor sees its resellers’, or one’s, as far as they let it; nobody else sees any', async () => {
    const [one] = await holder({ name: 'one', protection: endsOn('2026-06-20') });
    const [two] = await holder({ name: 'two', protection: endsOn('2026-06-21') });
    const [distributor] = await holder({ name: 'own', protection: endsOn('2026-06-22') });
    await room.tenants.grant({ from: one, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
    await room.tenants.grant({ from: two, to: distributor, vendors: ['alpha'], areas: ['BENEFIT'] });
    const names = async (partner?: string): Promise<unknown[]> =>
      (await clock(distributor, 30, partner)).map(({ deal }) => deal?.name);
    expect(await names()).toEqual(['one', 'own']);
    expect(await names(one.id)).toEqual(['one']);
    expect(await names(two.id)).toEqual([]);
    expect(await names('nobody')).toEqual([]);
    expect(await clock(await room.tenants.addPartner())).toEqual([]);
  });

  test('without the scope deals:read none are given, and only sensible days can be asked', async () => {
    const [partner] = await holder();
    const refused = await room.ask({
      as: partner,
      query: QUERY,
      variables: { withinDays: 30 },
      scopes: ['benefits:read'],
    });
    expect(refused.data).toBeNull();
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'deals:read' });
    const { errors } = await room.ask({ as: partner, query: QUERY, variables: { withinDays: -1 } });
    expect(errors[0]?.message).toBe('withinDays must be a whole number from 0 to 3660, not -1');
  });
});

function entry(on: string, daysLeft: number, kind: string, name: string): object {
  const state = kind === 'OFFER_LAPSES' ? 'NONE' : 'EXPIRING';
  const deal = { id: expect.any(String), name, protection: { state } };
  return { on, daysLeft, kind, deal, benefit: null, certification: null, vendor: { id: 'alpha' } };
}
