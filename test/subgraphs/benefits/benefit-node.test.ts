import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { benefitRecord, FULL_BENEFIT } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests });
});
afterAll(() => room.close());

async function begin(): Promise<{ partner: TestPartner; alpha: TestConnection }> {
  const partner = await room.tenants.addPartner();
  return { partner, alpha: await room.tenants.connect(partner, 'alpha') };
}

const EVERYTHING = `{ benefits { nodes {
  id name kind benefitStatus vendor { id } partner { id } membership { id }
  allocated { amount currency } used { amount currency } remaining { amount currency }
  quantity { total used remaining unit } percent startsOn expiresOn claimBy requests { id }
  source { vendor { id } transport remoteId remoteUrl remoteVersion remoteUpdatedAt fetchedAt stale deletedUpstream }
  raw
} } }`;

async function only(partner: TestPartner, query: string): Promise<unknown> {
  const { benefits } = await room.read<{ benefits: { nodes: unknown[] } }>({ as: partner, query });
  expect(benefits.nodes).toHaveLength(1);
  return benefits.nodes[0];
}

describe('a benefit', () => {
  test('shows everything that the vendor told, to the last digit', async () => {
    const { partner, alpha } = await begin();
    await room.feeder.feed(alpha, [FULL_BENEFIT], { area: 'BENEFIT', payload: () => ({ Name: 'as it came' }) });
    expect(await only(partner, EVERYTHING)).toEqual({
      id: toNodeId('Benefit', mirrorRowId(alpha.id, 'benefit', 'B-1')),
      name: 'Market funds 2026',
      kind: 'MDF',
      benefitStatus: 'PRE_APPROVED',
      vendor: { id: 'alpha' },
      partner: { id: partner.id },
      membership: { id: toNodeId('Membership', mirrorRowId(alpha.id, 'membership', 'main')) },
      allocated: { amount: '12345678901234567.89', currency: 'USD' },
      used: { amount: '2345.5', currency: 'USD' },
      remaining: { amount: '7654.5', currency: 'USD' },
      quantity: { total: '10', used: '2.5', remaining: '7.5', unit: 'voucher' },
      percent: '12.5',
      startsOn: '2026-01-01',
      expiresOn: '2026-12-31',
      claimBy: '2027-01-31',
      requests: [],
      source: {
        vendor: { id: 'alpha' },
        transport: 'API',
        remoteId: 'B-1',
        remoteUrl: 'https://alpha.example/benefits/1',
        remoteVersion: 'v7',
        remoteUpdatedAt: '2026-06-01T08:00:00.000Z',
        fetchedAt: '2026-06-15T12:00:00.000Z',
        stale: false,
        deletedUpstream: false,
      },
      raw: { Name: 'as it came' },
    });
  });

  test('of which the vendor told little has blanks, not zeros', async () => {
    const { partner, alpha } = await begin();
    await room.feeder.feed(alpha, [benefitRecord()], { area: 'BENEFIT' });
    expect(await only(partner, EVERYTHING)).toMatchObject({
      membership: null,
      allocated: null,
      used: null,
      remaining: null,
      quantity: null,
      percent: null,
      expiresOn: null,
    });
  });

  test("needs the scope raw:read for the vendor's own payload, and only for that", async () => {
    const { partner, alpha } = await begin();
    await room.feeder.feed(alpha, [FULL_BENEFIT], { area: 'BENEFIT' });
    const query = '{ benefits { nodes { name raw } } }';
    const { data, errors } = await room.ask({ as: partner, query, scopes: ['benefits:read'] });
    expect(data).toEqual({ benefits: { nodes: [{ name: 'Market funds 2026', raw: null }] } });
    expect(errors.map((error) => error.extensions?.['requiredScope'])).toEqual(['raw:read']);
  });
});

describe('the history of a benefit', () => {
  const HISTORY = '{ benefits { nodes { history { at actor from to note } } } }';

  test('has a line for its coming and for each move of its status, newest first, in the words of the vendor', async () => {
    const { partner, alpha } = await begin();
    const told = [
      benefitRecord({ status: 'AVAILABLE', rawStatus: 'Open' }),
      benefitRecord({ status: 'AVAILABLE', rawStatus: 'Open', name: 'Another name' }),
      benefitRecord({ status: 'LAPSED', rawStatus: 'Closed', remoteUpdatedAt: '2026-06-16T08:00:00.000Z' }),
      benefitRecord({ status: 'LAPSED', rawStatus: 'Ended', remoteUpdatedAt: '2026-06-17T08:00:00.000Z' }),
      benefitRecord({ status: 'UNKNOWN', rawStatus: '', remoteUpdatedAt: '2026-06-18T08:00:00.000Z' }),
    ];
    for (const record of told) await room.feeder.feed(alpha, [record], { area: 'BENEFIT' });
    const actor = 'alpha';
    expect(await only(partner, HISTORY)).toEqual({
      history: [
        { at: '2026-06-18T08:00:00.000Z', actor, from: 'LAPSED', to: 'UNKNOWN', note: null },
        { at: '2026-06-17T08:00:00.000Z', actor, from: 'LAPSED', to: 'LAPSED', note: 'Ended' },
        { at: '2026-06-16T08:00:00.000Z', actor, from: 'AVAILABLE', to: 'LAPSED', note: 'Closed' },
        { at: '2026-06-15T12:00:00.000Z', actor, from: null, to: 'AVAILABLE', note: 'Open' },
      ],
    });
  });

  test('is as long as was asked, of each of several benefits, and has ids of its own', async () => {
    const { partner, alpha } = await begin();
    for (const status of ['AVAILABLE', 'REQUESTED', 'PRE_APPROVED'] as const) {
      const records = ['B-1', 'B-2'].map((remoteId) => benefitRecord({ remoteId, status }));
      await room.feeder.feed(alpha, records, { area: 'BENEFIT' });
      room.clock.advance(60_000);
    }
    const query = '{ benefits { nodes { two: history(first: 2) { id to } none: history(first: 0) { id } } } }';
    const { benefits } = await room.read<{
      benefits: { nodes: Array<{ two: Array<{ id: string; to: string }>; none: unknown[] }> };
    }>({ as: partner, query });
    expect(benefits.nodes.map((node) => node.two.map((line) => line.to))).toEqual([
      ['PRE_APPROVED', 'REQUESTED'],
      ['PRE_APPROVED', 'REQUESTED'],
    ]);
    expect(new Set(benefits.nodes.flatMap((node) => node.two.map((line) => line.id))).size).toBe(4);
    expect(benefits.nodes.flatMap((node) => node.none)).toEqual([]);
  });

  test('of more lines than a list may have is refused with what is allowed', async () => {
    const { partner, alpha } = await begin();
    await room.feeder.feed(alpha, [benefitRecord()], { area: 'BENEFIT' });
    const query = '{ benefits { nodes { history(first: 201) { id } } } }';
    const { errors } = await room.ask({ as: partner, query });
    expect(errors.map((error) => error.message)).toEqual(['first must be a whole number from 0 to 200, not 201']);
  });
});
