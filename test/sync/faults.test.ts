import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { pino } from 'pino';
import { demoPartnerId } from '../../demo/partner-id.ts';
import { createMemoryCache } from '../../platform/cache/open-cache.ts';
import { forRequests } from '../../platform/cache/request-cache.ts';
import { createCursorCodec } from '../../platform/graph/cursor.ts';
import { createGraphContext } from '../../platform/graph/create-context.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import type { Ingest } from '../../platform/ingest/ingest.ts';
import { RateTable } from '../../platform/money/rates.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { dealsModule } from '../../subgraphs/deals/index.ts';
import type { IngestTable } from '../../sync/pull/ingests.ts';
import { openSession } from '../../vendors/aws/session.ts';
import { AWS_LIMITS } from '../../vendors/aws/transport/limits.ts';
import { openMirrorHouse, type MirrorHouse } from '../support/mirror.ts';
import { MirrorView } from './support/mirror-view.ts';

/** Two pages at AWS, three at Microsoft. */
const DEALS = 104;

let house: MirrorHouse;
let aws: MirrorView;
let microsoft: MirrorView;

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: DEALS });
  // Patience for one call is cut short: these tests wait for it to end.
  const workshop = house.runOptions.workshops.get('aws');
  if (!workshop) throw new Error('there is no workshop for AWS');
  const impatient = {
    ...workshop,
    open: (deps: Parameters<typeof openSession>[0]) => openSession(deps, { ...AWS_LIMITS, requestMs: 1_500 }),
  };
  const workshops = new Map([...house.runOptions.workshops, ['aws', impatient as typeof workshop]]);
  const patched = { ...house, runOptions: { ...house.runOptions, workshops } };
  aws = new MirrorView(patched, 1, 'aws', ['opportunities', 'engagement-invitations']);
  microsoft = new MirrorView(patched, 1, 'microsoft', ['referrals']);
  expect(await aws.sync()).toBe('succeeded');
  expect(await microsoft.sync()).toBe('succeeded');
}, 60_000);
afterAll(() => house.close());

const faults = (vendor: string, on: object): Promise<unknown> => house.control('PUT', `${vendor}/faults`, on);
const off = async (): Promise<void> => {
  for (const vendor of ['aws', 'microsoft']) await house.control('DELETE', `${vendor}/faults`);
};
afterEach(off);

interface Shown {
  deals: {
    totalCount: number;
    notices: Array<{ code: string; vendor: { id: string }; retryAfterSeconds: number | null }>;
    nodes: Array<{ vendor: { id: string }; source: { stale: boolean } }>;
  };
}

/** The deals as the graph shows them to the partner, of the two vendors whose connections are read here. */
async function shown(): Promise<Shown['deals']> {
  const { schema } = await defineSubgraph(dealsModule);
  const services = {
    database: house.db.database,
    clock: systemClock,
    rates: new RateTable([]),
    cache: forRequests(createMemoryCache()),
    cursors: createCursorCodec(Buffer.alloc(32, 7)),
    vendors: house.vendors,
    freshnessSeconds: 3_600,
    fileFreshnessSeconds: 31 * 86_400,
    sqlTimeoutMs: 10_000,
  };
  const viewer = { partnerId: demoPartnerId(1), subject: 'tester', scopes: new Set(['deals:read']) };
  const context = createGraphContext(services, viewer, { id: 'test', log: pino({ level: 'silent' }) });
  try {
    const document = parse(`{ deals(first: 200, filter: { vendor: ["aws", "microsoft"] }) {
      totalCount notices { code vendor { id } retryAfterSeconds } nodes { vendor { id } source { stale } } } }`);
    const { data, errors } = await execute({ schema, document, contextValue: context });
    expect(errors).toBeUndefined();
    return (JSON.parse(JSON.stringify(data)) as Shown).deals;
  } finally {
    await context.close();
  }
}

/** Vendors by whether their deals are stale. */
function staleness(deals: Shown['deals']): Record<string, boolean[]> {
  const byVendor = Map.groupBy(deals.nodes, (node) => node.vendor.id);
  return Object.fromEntries(
    [...byVendor].map(([vendor, nodes]) => [vendor, [...new Set(nodes.map((node) => node.source.stale))]]),
  );
}

describe('a vendor that fails', () => {
  test.each<[string, object, string]>([
    ['answers with an error', { status: 500 }, 'UPSTREAM_ERROR'],
    ['is out of service', { status: 503 }, 'UPSTREAM_ERROR'],
    ['breaks the connection', { reset: true }, 'UNREACHABLE'],
    ['never answers', { hang: true }, 'UNREACHABLE'],
    ['stops in the middle of its answer', { truncate: true }, 'UNREACHABLE'],
    ['says no', { status: 403 }, 'AUTH_EXPIRED'],
  ])('because it %s is reported as such; everything known stays, and it recovers', async (_title, fault, code) => {
    const before = [await aws.deals(), await aws.log()];
    await faults('aws', { ...fault, operations: ['ListOpportunities'] });
    expect(await aws.sync(true)).toBe('failed');
    expect((await aws.failures())['opportunities']).toBe(code);
    expect(await aws.lastRun('opportunities')).toMatchObject({
      complete: false,
      deleted: 0,
      added: 0,
      error: expect.any(String),
    });
    expect([await aws.deals(), await aws.log()]).toEqual(before);
    await off();
    expect(await aws.sync()).toBe('succeeded');
    expect(await aws.failures()).toEqual({});
    expect([await aws.deals(), await aws.log()]).toEqual(before);
  });

  test('in one feed does not keep the others from being read', async () => {
    await faults('aws', { status: 500, operations: ['ListOpportunities'] });
    const { last_success_at: before } = (await aws.feeds())['engagement-invitations'] ?? {};
    expect(await aws.sync()).toBe('failed');
    expect(await aws.failures()).toEqual({ opportunities: 'UPSTREAM_ERROR' });
    const after = (await aws.feeds())['engagement-invitations']?.last_success_at;
    expect(after?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
  });

  test('and says too many asks again when it says, and nobody asks before', async () => {
    const partner = new MirrorView(house, 2, 'microsoft', ['referrals']);
    await faults('microsoft', { status: 429, retryAfter: 90, operations: ['referrals.list'] });
    const asked = Date.now();
    expect(await partner.sync()).toBe('failed');
    expect(await partner.failures()).toEqual({ referrals: 'RATE_LIMITED' });
    const { next_attempt_at: next } = await partner.connection();
    expect(next.getTime() - asked).toBeGreaterThan(80_000);
    expect(next.getTime() - asked).toBeLessThan(120_000);
    await off();
    await house.control('DELETE', 'microsoft/calls');
    expect(await partner.sync()).toBe('failed');
    const { calls } = (await house.control('GET', 'microsoft/calls')) as { calls: Record<string, number> };
    expect(calls['referrals.list'] ?? 0).toBe(0);
    // Another account is not held back by it.
    expect(await microsoft.sync()).toBe('succeeded');
  });

  test('for a moment only is asked again within the run, which goes well', async () => {
    const calls = async (vendor: string, operation: string): Promise<number> => {
      const told = (await house.control('GET', `${vendor}/calls`)) as { calls: Record<string, number> };
      return told.calls[operation] ?? 0;
    };
    for (const vendor of ['aws', 'microsoft']) await house.control('DELETE', `${vendor}/calls`);
    await faults('aws', { status: 500, probability: 0.5, operations: ['ListOpportunities'] });
    await faults('microsoft', { reset: true, probability: 0.5, operations: ['referrals.list'] });
    expect([await aws.sync(true), await microsoft.sync(true)]).toEqual(['succeeded', 'succeeded']);
    // Two pages and three pages, and what had to be asked again.
    expect(await calls('aws', 'ListOpportunities')).toBeGreaterThan(2);
    expect(await calls('microsoft', 'referrals.list')).toBeGreaterThan(3);
  });
});

describe('one vendor that is down', () => {
  beforeEach(async () => {
    await aws.sync();
    await microsoft.sync();
  });

  test("leaves the other's deals as they are, shows its own as last known and stale, and says so", async () => {
    const before = await shown();
    expect(before.notices).toEqual([]);
    expect(staleness(before)).toEqual({ aws: [false], microsoft: [false] });
    await faults('aws', { reset: true });
    expect(await aws.sync()).toBe('failed');
    expect(await microsoft.sync()).toBe('succeeded');
    const during = await shown();
    expect(during.totalCount).toBe(before.totalCount);
    expect(staleness(during)).toEqual({ aws: [true], microsoft: [false] });
    expect(during.notices).toEqual([{ code: 'UNREACHABLE', vendor: { id: 'aws' }, retryAfterSeconds: null }]);
    await off();
    await aws.sync();
    expect(await shown()).toEqual(before);
  });

  test('because consent was withdrawn says that, until it is given again', async () => {
    await house.control('POST', 'microsoft/records', { type: 'consent', partner: 1, revoked: true });
    expect(await microsoft.sync()).toBe('failed');
    expect(await microsoft.failures()).toEqual({ referrals: 'AUTH_EXPIRED' });
    const during = await shown();
    expect(staleness(during)).toEqual({ aws: [false], microsoft: [true] });
    expect(during.notices).toMatchObject([{ code: 'AUTH_EXPIRED', vendor: { id: 'microsoft' } }]);
    await house.control('POST', 'microsoft/records', { type: 'consent', partner: 1, revoked: false });
    expect(await microsoft.sync()).toBe('succeeded');
    expect((await shown()).notices).toEqual([]);
  });
});

describe('pages', () => {
  test.each(['aws', 'microsoft'])('%s: that repeat the page before change nothing and lose nothing', async (vendor) => {
    const of = vendor === 'aws' ? aws : microsoft;
    const before = [await of.deals(), await of.log()];
    await faults(vendor, { duplicatePages: true });
    expect(await of.sync(true)).toBe('succeeded');
    const run = await of.lastRun(vendor === 'aws' ? 'opportunities' : 'referrals');
    expect(run).toMatchObject({ complete: true, added: 0, updated: 0, deleted: 0 });
    expect(run.fetched).toBeGreaterThanOrEqual(DEALS);
    expect([await of.deals(), await of.log()]).toEqual(before);
  });

  /** Tables that stop the run once the first page of deals is stored. */
  function stoppingBehindFirstPage(stop: AbortController): IngestTable {
    const table = house.runOptions.ingests;
    const deal = table.deal.map((ingest): Ingest => ({
      ...ingest,
      store: async (...args) => {
        const counts = await ingest.store(...args);
        stop.abort(new Error('the process is stopping'));
        return counts;
      },
    }));
    return { ...table, deal };
  }

  async function interrupt(of: MirrorView): Promise<void> {
    const stop = new AbortController();
    await expect(of.sync(true, { signal: stop.signal, ingests: stoppingBehindFirstPage(stop) })).rejects.toThrow(
      'the process is stopping',
    );
  }

  test.each([
    ['aws', 'opportunities', DEALS - 100],
    ['microsoft', 'referrals', DEALS - 50],
  ] as const)(
    '%s: that were read before a stop are not asked for again: the run goes on behind them',
    async (vendor, feed, left) => {
      const of = vendor === 'aws' ? aws : microsoft;
      const before = [await of.deals(), await of.log()];
      await interrupt(of);
      const stopped = await of.lastRun(feed);
      expect(stopped.ended_at).toBeNull();
      expect(await of.sync(true)).toBe('succeeded');
      const run = await of.lastRun(feed);
      expect(run).toMatchObject({ id: stopped.id, complete: true, full_run: true, deleted: 0, added: 0 });
      expect(run.fetched - stopped.fetched).toBeLessThanOrEqual(left + 2);
      expect(run.fetched).toBeGreaterThanOrEqual(DEALS);
      expect([await of.deals(), await of.log()]).toEqual(before);
    },
  );

  test('whose tokens AWS has forgotten are read from the beginning, and nothing counts as gone', async () => {
    const before = [await aws.deals(), await aws.log()];
    await interrupt(aws);
    const stopped = await aws.lastRun('opportunities');
    await faults('aws', { expireTokens: true });
    expect(await aws.sync(true)).toBe('succeeded');
    const run = await aws.lastRun('opportunities');
    expect(run.id).not.toBe(stopped.id);
    expect(run).toMatchObject({ complete: true, fetched: DEALS, deleted: 0 });
    expect([await aws.deals(), await aws.log()]).toEqual(before);
  });

  test('of Microsoft go on when its access tokens expire in between', async () => {
    const before = [await microsoft.deals(), await microsoft.log()];
    await faults('microsoft', { expireTokens: true });
    expect(await microsoft.sync(true)).toBe('succeeded');
    expect([await microsoft.deals(), await microsoft.log()]).toEqual(before);
  });
});
