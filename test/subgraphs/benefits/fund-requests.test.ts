import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { benefitRecord, FULL_REQUEST, requestRecord } from './records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;

const FUND = { area: 'FUND' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests });
});
afterAll(() => room.close());
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  await room.feeder.feed(alpha, [benefitRecord({ remoteId: 'B-1' }), benefitRecord({ remoteId: 'B-2' })], FUND);
});

function requestId(remoteId: string): string {
  return toNodeId('FundRequest', mirrorRowId(alpha.id, 'fundRequest', remoteId));
}

async function requestsSeenBy(as: TestPartner, selection = 'id'): Promise<Record<string, unknown[]>> {
  const query = `{ benefits { nodes { source { remoteId } requests { ${selection} } } } }`;
  const { benefits } = await room.read<{
    benefits: { nodes: Array<{ source: { remoteId: string }; requests: unknown[] }> };
  }>({ as, query });
  return Object.fromEntries(benefits.nodes.map((node) => [node.source.remoteId, node.requests]));
}

const EVERYTHING = `id activity requestStatus benefit { id source { remoteId } }
  requested { amount currency } approved { amount currency } claimed { amount currency } paid { amount currency }
  activityOn claimBy pendingWrite { state operation queuedAt nextAttemptAt attempts reason fieldErrors { path } }
  source { vendor { id } remoteId remoteUrl } raw`;

describe('a request for funds', () => {
  test('hangs on its benefit and shows everything that the vendor told, with nothing of ours outstanding', async () => {
    await room.feeder.feed(alpha, [FULL_REQUEST], FUND);
    const expected = {
      id: requestId('R-1'),
      activity: 'Trade fair',
      requestStatus: 'CLAIMED',
      benefit: { id: toNodeId('Benefit', mirrorRowId(alpha.id, 'benefit', 'B-1')), source: { remoteId: 'B-1' } },
      requested: { amount: '5000', currency: 'USD' },
      approved: { amount: '4000.5', currency: 'USD' },
      claimed: { amount: '3999.99', currency: 'USD' },
      paid: { amount: '0', currency: 'EUR' },
      activityOn: '2026-05-04',
      claimBy: '2026-08-31',
      pendingWrite: {
        state: 'CLEAN',
        operation: null,
        queuedAt: null,
        nextAttemptAt: null,
        attempts: 0,
        reason: null,
        fieldErrors: [],
      },
      source: { vendor: { id: 'alpha' }, remoteId: 'R-1', remoteUrl: 'https://alpha.example/requests/1' },
      raw: { id: 'R-1' },
    };
    expect(await requestsSeenBy(partner, EVERYTHING)).toEqual({ 'B-1': [expected], 'B-2': [] });
    const wanted = { type: 'FundRequest', id: requestId('R-1'), selection: EVERYTHING };
    expect(await room.reference(partner, wanted)).toEqual(expected);
  });

  test('without an amount has none, and none is invented', async () => {
    await room.feeder.feed(alpha, [requestRecord()], FUND);
    const found = await requestsSeenBy(partner, 'requested { amount } approved { amount }');
    expect(found['B-1']).toEqual([{ requested: null, approved: null }]);
  });

  test('stands among the others of its benefit by activity, the latest first and the undated last', async () => {
    const records = [
      requestRecord({ remoteId: 'undated' }),
      requestRecord({ remoteId: 'early', activityOn: '2026-01-01' }),
      requestRecord({ remoteId: 'late', activityOn: '2026-09-01' }),
      requestRecord({ remoteId: 'of another', benefitRemoteId: 'B-2' }),
    ];
    await room.feeder.feed(alpha, records, FUND);
    const found = await requestsSeenBy(partner, 'source { remoteId }');
    const names = (requests: unknown): unknown[] =>
      (requests as Array<{ source: { remoteId: string } }>).map((request) => request.source.remoteId);
    expect(names(found['B-1'])).toEqual(['late', 'early', 'undated']);
    expect(names(found['B-2'])).toEqual(['of another']);
  });

  test('whose benefit has not come yet is no node, and is one as soon as it has', async () => {
    await room.feeder.feed(alpha, [requestRecord({ benefitRemoteId: 'B-3' })], FUND);
    const wanted = { type: 'FundRequest', id: requestId('R-1'), selection: 'id' };
    expect(await room.reference(partner, wanted)).toBeNull();
    await room.feeder.feed(alpha, [benefitRecord({ remoteId: 'B-3' })], FUND);
    expect(await room.reference(partner, wanted)).toEqual({ id: requestId('R-1') });
  });

  test('is seen by nobody else, and through a grant only with its own area', async () => {
    await room.feeder.feed(alpha, [benefitRecord({ remoteId: 'B-3' })], { area: 'BENEFIT' });
    await room.feeder.feed(alpha, [requestRecord(), requestRecord({ remoteId: 'R-2', benefitRemoteId: 'B-3' })], FUND);
    const { tenants } = room;
    const [stranger, ofFunds, ofBenefits] = [
      await tenants.addPartner(),
      await tenants.addPartner(),
      await tenants.addPartner(),
    ];
    await tenants.grant({ from: partner, to: ofFunds, vendors: ['alpha'], areas: ['FUND'] });
    await tenants.grant({ from: partner, to: ofBenefits, vendors: ['alpha'], areas: ['BENEFIT'] });
    const node = (as: TestPartner, remoteId: string): Promise<unknown> =>
      room.reference(as, { type: 'FundRequest', id: requestId(remoteId), selection: 'id benefit { id }' });

    expect(await node(stranger, 'R-1')).toBeNull();
    expect(await node(ofFunds, 'R-1')).toMatchObject({ id: requestId('R-1') });
    // Its benefit belongs to an area that was not granted.
    expect(await node(ofFunds, 'R-2')).toBeNull();
    expect(await node(ofBenefits, 'R-2')).toBeNull();
    expect(await requestsSeenBy(ofBenefits)).toEqual({ 'B-3': [] });
  });

  test('needs the scope benefits:read', async () => {
    const wanted = { type: 'FundRequest', id: requestId('R-1'), selection: 'id' };
    await expect(room.reference(partner, wanted, ['deals:read'])).rejects.toThrow('benefits:read');
  });
});

describe('the change log and requests for funds', () => {
  const benefitRow = (remoteId: string): string => mirrorRowId(alpha.id, 'benefit', remoteId);

  /** What the log says since the two benefits came. */
  async function told(): Promise<unknown[]> {
    const log = await room.tenants.changes(partner);
    expect(log.slice(0, 2).map((line) => line.action)).toEqual(['ADDED', 'ADDED']);
    return log.slice(2);
  }

  function updateOf(remoteId: string): object {
    return { kind: 'BENEFIT', action: 'UPDATED', node_id: benefitRow(remoteId), fields: ['requests'], area: 'FUND' };
  }

  test('requests that come are one update of each benefit that got some', async () => {
    const records = [
      requestRecord({ remoteId: 'R-1' }),
      requestRecord({ remoteId: 'R-2' }),
      requestRecord({ remoteId: 'R-3', benefitRemoteId: 'B-2' }),
    ];
    expect(await room.feeder.feed(alpha, records, FUND)).toEqual({ added: 3, updated: 0, unchanged: 0 });
    expect(await told()).toEqual([updateOf('B-1'), updateOf('B-2')]);
  });

  test('a request that comes again unchanged is nothing, and a changed one is an update of its benefit', async () => {
    await room.feeder.feed(alpha, [requestRecord()], FUND);
    expect(await room.feeder.feed(alpha, [requestRecord()], FUND)).toEqual({ added: 0, updated: 0, unchanged: 1 });
    expect(await told()).toEqual([updateOf('B-1')]);
    await room.feeder.feed(alpha, [requestRecord({ status: 'PAID', rawStatus: 'Paid' })], FUND);
    expect(await told()).toEqual([updateOf('B-1'), updateOf('B-1')]);
    const found = await requestsSeenBy(partner, 'requestStatus');
    expect(found['B-1']).toEqual([{ requestStatus: 'PAID' }]);
  });

  test('requests that a complete run did not see are marked, and are one update of their benefit', async () => {
    const records = ['R-1', 'R-2'].map((remoteId) => requestRecord({ remoteId }));
    await room.feeder.feed(alpha, records, FUND);
    const run = randomUUID();
    expect(await room.feeder.markUnseen(alpha, 'fundRequest', { ...FUND, run })).toBe(2);
    expect(await room.feeder.markUnseen(alpha, 'fundRequest', { ...FUND, run })).toBe(0);
    expect(await told()).toEqual([updateOf('B-1'), updateOf('B-1')]);
    const found = await requestsSeenBy(partner, 'source { deletedUpstream }');
    expect(found['B-1']).toEqual([{ source: { deletedUpstream: true } }, { source: { deletedUpstream: true } }]);
  });
});
