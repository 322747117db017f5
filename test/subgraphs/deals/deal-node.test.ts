import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { customer, dealRecord, protection } from './records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
const AREA = { area: 'DEAL' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
});
afterAll(() => room.close());

const idOf = (remoteId = 'D-1'): string => toNodeId('Deal', mirrorRowId(alpha.id, 'deal', remoteId));

async function deal<T>(selection: string, as = partner): Promise<T | null> {
  const { deal: found } = await room.read<{ deal: T | null }>({
    as,
    query: `{ deal(id: "${idOf()}") { ${selection} } }`,
  });
  return found;
}

describe('a deal', () => {
  test('says everything its record tells', async () => {
    const record = dealRecord({
      name: 'A big one',
      dealKind: 'REGISTRATION',
      direction: 'INBOUND',
      status: 'ACTION_REQUIRED',
      statusDetail: {
        raw: 'Action Required',
        rawSub: 'Returned',
        rule: 'returned',
        exact: false,
        reason: 'More detail.',
      },
      stage: 'QUALIFIED',
      value: { amount: '1250.5', currency: 'EUR' },
      closeOn: '2026-09-30',
      customer: customer({
        name: 'Söhne',
        country: 'DE',
        website: 'https://soehne.example',
        duns: '300000017',
        city: 'Bamberg',
      }),
      products: ['Two', 'One'],
      vendorSelling: 'CO_SELL',
      distribution: 'TWO_TIER',
      program: 'main',
      protection: protection({
        startsOn: '2026-06-01',
        endsOn: '2026-06-25',
        priceEndsOn: '2026-06-20',
        extension: 'AVAILABLE',
        extensionDeadline: '2026-06-18',
      }),
    });
    await room.feeder.feed(alpha, [record], AREA);
    const selection = `id name kind direction dealStatus statusDetail { raw rawSub rule exact reason } stage
      value { amount currency } closeOn customer { id name country website duns city maskedByConsent } products
      vendor { id } partner { id } membership { id } distribution vendorSelling
      protection { state startsOn endsOn priceEndsOn daysLeft extension extensionDeadline }
      pendingWrite { state attempts fieldErrors { code } reason }`;
    expect(await deal(selection)).toEqual({
      id: idOf(),
      name: 'A big one',
      kind: 'REGISTRATION',
      direction: 'INBOUND',
      dealStatus: 'ACTION_REQUIRED',
      statusDetail: record.statusDetail,
      stage: 'QUALIFIED',
      value: { amount: '1250.5', currency: 'EUR' },
      closeOn: '2026-09-30',
      customer: { id: null, ...record.customer, maskedByConsent: false },
      products: ['Two', 'One'],
      vendor: { id: 'alpha' },
      partner: { id: partner.id },
      membership: { id: toNodeId('Membership', mirrorRowId(alpha.id, 'membership', 'main')) },
      distribution: 'TWO_TIER',
      vendorSelling: 'CO_SELL',
      protection: {
        state: 'EXPIRING',
        startsOn: '2026-06-01',
        endsOn: '2026-06-25',
        priceEndsOn: '2026-06-20',
        daysLeft: 10,
        extension: 'AVAILABLE',
        extensionDeadline: '2026-06-18',
      },
      pendingWrite: { state: 'CLEAN', attempts: 0, fieldErrors: [], reason: null },
    });
  });

  test('says honestly what its record does not tell', async () => {
    await room.feeder.feed(alpha, [dealRecord({ customer: customer({ name: null }) })], AREA);
    const selection = `stage value { amount } closeOn customer { name country } products membership { id } distribution
      protection { state daysLeft endsOn }`;
    expect(await deal(selection)).toEqual({
      stage: null,
      value: null,
      closeOn: null,
      customer: { name: null, country: null },
      products: [],
      membership: null,
      distribution: null,
      protection: { state: 'NONE', daysLeft: null, endsOn: null },
    });
  });

  test('counts its days with the calendar, into the past too', async () => {
    await room.feeder.feed(alpha, [dealRecord({ protection: protection({ endsOn: '2026-06-12' }) })], AREA);
    expect(await deal('protection { state daysLeft }')).toEqual({ protection: { state: 'LAPSED', daysLeft: -3 } });
  });

  test.each(['', 'x', 'aws', toNodeId('Deal', randomUUID()), toNodeId('Partner', randomUUID())])(
    'of the id %j is none',
    async (id) => {
      const query = 'query ($id: ID!) { deal(id: $id) { id } }';
      expect(await room.read({ as: partner, query, variables: { id } })).toEqual({ deal: null });
    },
  );

  test('of another partner is none', async () => {
    await room.feeder.feed(alpha, [dealRecord()], AREA);
    expect(await deal('id', await room.tenants.addPartner())).toBeNull();
    expect(await deal('id')).toEqual({ id: idOf() });
  });

  test('needs the scope deals:read, by every way to it', async () => {
    await room.feeder.feed(alpha, [dealRecord()], AREA);
    const scopes = ['programs:read', 'benefits:read', 'raw:read', 'people:read'];
    for (const query of [
      `{ deal(id: "${idOf()}") { id } }`,
      '{ deals { nodes { id } } }',
      '{ deals { totalCount } }',
    ]) {
      const { data, errors } = await room.ask<Record<string, unknown>>({ as: partner, query, scopes });
      expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'deals:read' } }]);
    }
    for (const [type, selection] of [
      ['Partner', 'deals { totalCount }'],
      ['Partner', 'dealCount'],
      ['Deal', 'id'],
    ] as const) {
      const id = type === 'Partner' ? partner.id : idOf();
      await expect(room.reference(partner, { type, id, selection }, scopes)).rejects.toThrow('deals:read');
    }
  });
});

interface Event {
  id: string;
  at: string;
  actor: string;
  kind: string;
  from: string | null;
  to: string | null;
  note: string | null;
  deal: { id: string };
}

describe('the history of a deal', () => {
  const SELECTION = 'id at actor kind from to note deal { id }';
  const events = async (args = ''): Promise<Event[]> =>
    (await deal<{ history: Event[] }>(`history${args} { ${SELECTION} }`))?.history ?? [];
  const status = (
    told: 'APPROVED' | 'SUBMITTED' | 'REJECTED',
    at: string,
    reason: string | null = null,
  ): Parameters<typeof dealRecord>[0] => ({
    status: told,
    remoteUpdatedAt: at,
    statusDetail: { raw: told, rawSub: null, rule: told.toLowerCase(), exact: true, reason },
  });

  beforeEach(async () => {
    await room.feeder.feed(alpha, [dealRecord(status('SUBMITTED', '2026-06-01T08:00:00.000Z'))], AREA);
    await room.feeder.feed(
      alpha,
      [dealRecord({ ...status('SUBMITTED', '2026-06-02T08:00:00.000Z'), name: 'Renamed' })],
      AREA,
    );
    await room.feeder.feed(
      alpha,
      [dealRecord({ ...status('REJECTED', '2026-06-03T08:00:00.000Z', 'Too late.'), name: 'Renamed' })],
      AREA,
    );
  });

  test('tells what the vendor did, newest first, with the status it moved from and to', async () => {
    expect(await events()).toMatchObject([
      {
        at: '2026-06-03T08:00:00.000Z',
        actor: 'alpha',
        kind: 'STATUS_CHANGED',
        from: 'SUBMITTED',
        to: 'REJECTED',
        note: 'Too late.',
        deal: { id: idOf() },
      },
      { at: '2026-06-02T08:00:00.000Z', kind: 'UPDATED', from: 'SUBMITTED', to: 'SUBMITTED', note: null },
      { at: '2026-06-01T08:00:00.000Z', kind: 'CREATED', from: null, to: 'SUBMITTED' },
    ]);
  });

  test('has no line for what did not change', async () => {
    await room.feeder.feed(
      alpha,
      [dealRecord({ ...status('REJECTED', '2026-06-03T08:00:00.000Z', 'Too late.'), name: 'Renamed' })],
      AREA,
    );
    expect(await events()).toHaveLength(3);
  });

  test('is as long as it is asked for, and no longer than allowed', async () => {
    expect((await events('(first: 1)')).map((event) => event.kind)).toEqual(['STATUS_CHANGED']);
    expect(await events('(first: 0)')).toEqual([]);
    const query = `{ deal(id: "${idOf()}") { name history(first: 201) { id } } }`;
    const { errors } = await room.ask({ as: partner, query });
    expect(errors).toMatchObject([{ message: 'first must be a whole number from 0 to 200, not 201' }]);
  });

  test('can be fetched line by line, by those who see the deal', async () => {
    const [newest] = await events();
    const wanted = { type: 'DealEvent', id: newest?.id ?? '', selection: SELECTION };
    expect(await room.reference(partner, wanted)).toEqual(newest);
    expect(await room.reference(await room.tenants.addPartner(), wanted)).toBeNull();
    await expect(room.reference(partner, wanted, ['raw:read'])).rejects.toThrow('deals:read');
  });
});
