import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NOTICE_CODES } from '../../../platform/records/vocabulary.ts';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../subgraphs/support/tenants.ts';
import { thingIngest, thingsModule } from './support/things.ts';

interface Notice {
  readonly vendor: { readonly id: string };
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
let beta: TestConnection;
const AREA = 'CERTIFICATION';

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest] });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  beta = await room.tenants.connect(partner, 'beta');
});
afterAll(() => room.close());

async function noticesOf(args = '', as: TestPartner = partner): Promise<Notice[]> {
  const query = `{ things${args} { notices { vendor { id } code message retryAfterSeconds } } }`;
  return (await room.read<{ things: { notices: Notice[] } }>({ as, query })).things.notices;
}

const codesOf = async (args = '', as: TestPartner = partner): Promise<string[]> =>
  (await noticesOf(args, as)).map((notice) => `${notice.vendor.id} ${notice.code}`);

/** `ms` before now. */
const ago = (ms: number): Date => new Date(room.clock.now().getTime() - ms);

const HOUR = 3_600_000;

async function retryAt(connection: TestConnection, at: Date): Promise<void> {
  await room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
    trx.updateTable('connection_feed').set({ retry_at: at }).where('connection_id', '=', connection.id).execute(),
  );
}

describe('the notices of a list', () => {
  test('are none while every source is fresh', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, lastSuccessAt: ago(HOUR) });
    expect(await noticesOf()).toEqual([]);
  });

  test.each(NOTICE_CODES)('pass on a failure of the kind %s with its message', async (failureCode) => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, failureCode, failureMessage: 'It said no.' });
    expect(await noticesOf()).toEqual([
      { vendor: { id: 'alpha' }, code: failureCode, message: 'It said no.', retryAfterSeconds: null },
    ]);
  });

  test('of a failure without a message name the vendor', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, failureCode: 'UNREACHABLE' });
    expect((await noticesOf())[0]?.message).toBe('Alpha Systems could not be read.');
  });

  test('say in whole seconds, rounded up, how long until the next attempt, and never less than none', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, failureCode: 'RATE_LIMITED' });
    await retryAt(alpha, ago(-1_200));
    expect((await noticesOf())[0]?.retryAfterSeconds).toBe(2);
    await retryAt(alpha, ago(60_000));
    expect((await noticesOf())[0]?.retryAfterSeconds).toBe(0);
  });

  test('tell of a source that was never read', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, lastSuccessAt: null });
    expect(await noticesOf()).toMatchObject([
      { code: 'NEVER_SYNCED', message: 'Alpha Systems has not been read yet.', retryAfterSeconds: null },
    ]);
  });

  test('tell of a source that was read too long ago, and how long', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, lastSuccessAt: ago(HOUR + 1) });
    expect(await noticesOf()).toMatchObject([{ code: 'STALE', message: 'Alpha Systems was last read 1 h ago.' }]);
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, lastSuccessAt: ago(49.9 * HOUR) });
    expect((await noticesOf())[0]?.message).toBe('Alpha Systems was last read 49 h ago.');
  });

  test('are one for each vendor and kind of trouble, by vendor and code, whatever the number of feeds', async () => {
    for (const [feed, failureCode] of [
      ['one', 'UNREACHABLE'],
      ['two', 'UNREACHABLE'],
      ['three', 'AUTH_EXPIRED'],
    ] as const) {
      await room.tenants.reportFeed(alpha, { feed, area: AREA, failureCode });
      await room.tenants.reportFeed(beta, { feed, area: AREA, failureCode });
    }
    expect(await codesOf()).toEqual([
      'alpha AUTH_EXPIRED',
      'alpha UNREACHABLE',
      'beta AUTH_EXPIRED',
      'beta UNREACHABLE',
    ]);
  });

  test('leave out what the list is not about: another area, vendor or partner', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL', failureCode: 'UNREACHABLE' });
    expect(await codesOf()).toEqual([]);
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, failureCode: 'UNREACHABLE' });
    expect(await codesOf('(vendor: ["beta"])')).toEqual(['beta NOT_SUPPORTED']);
    expect(await codesOf('(vendor: ["alpha"])')).toEqual(['alpha UNREACHABLE']);
    expect(await codesOf(`(partner: ["${partner.id}"])`)).toEqual(['alpha UNREACHABLE']);
    const other = await room.tenants.addPartner();
    expect(await codesOf(`(partner: ["${other.id}"])`)).toEqual([]);
  });

  test('say of a vendor asked for by name that it offers nothing of the kind, and nothing of one nobody knows', async () => {
    expect(await noticesOf('(vendor: ["gamma", "alpha", "nobody"])')).toEqual([
      {
        vendor: { id: 'gamma' },
        code: 'NOT_SUPPORTED',
        message: 'Gamma Software offers nothing of this kind that can be read.',
        retryAfterSeconds: null,
      },
    ]);
  });

  test('tell nobody of the sources of another, unless it lets them see the same', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'things', area: AREA, failureCode: 'AUTH_EXPIRED' });
    await room.tenants.reportFeed(beta, { feed: 'things', area: AREA, failureCode: 'AUTH_EXPIRED' });
    const other = await room.tenants.addPartner();
    expect(await codesOf('', other)).toEqual([]);
    await room.tenants.grant({ from: partner, to: other, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await codesOf('', other)).toEqual([]);
    await room.tenants.grant({ from: partner, to: other, vendors: ['alpha'], areas: [AREA] });
    expect(await codesOf('', other)).toEqual(['alpha AUTH_EXPIRED']);
  });
});
