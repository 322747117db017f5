import { afterEach, describe, expect, test } from '@jest/globals';
import { DEALS, startBench, type Bench } from '../support/bench.ts';
import { deal, dealPage, dealsByYear } from '../support/cisco-json.ts';
import { pullAll, pullFirst, recordsOf, rejectedOf, vendorErrorOf } from '../support/pulled.ts';
import type { Heard, Route } from '../../support/raw-server.ts';
import type { DealRecord } from '../../../../platform/records/records.ts';

/** A list of deals in one year of ends, served page by page as asked. */
function paged(deals: readonly unknown[]): Route {
  return (heard: Heard) => {
    if (heard.query.get('dealExpirationDateFrom') !== '01-Jan-2026') return dealPage([]);
    const offset = Number(heard.query.get('offset'));
    const items = deals.slice(offset, offset + Number(heard.query.get('max')));
    return dealPage(items, { total: deals.length, offset });
  };
}

function manyDeals(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => deal({ dealId: String(70_000_001 + index) }));
}

describe("reading Cisco's deals", () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test('brings a deal with both of its ends', async () => {
    const raw = deal();
    bench = await startBench({ [DEALS]: dealsByYear('Expiration', { 2026: [raw] }) });

    const pages = await pullAll(bench.session, 'deals');

    expect(recordsOf(pages)).toEqual([
      {
        kind: 'deal',
        remoteId: '70000001',
        remoteUrl: null,
        remoteVersion: null,
        remoteUpdatedAt: null,
        name: 'Campus refresh',
        dealKind: 'REGISTRATION',
        direction: 'OUTBOUND',
        status: 'APPROVED',
        statusDetail: { raw: 'Approved', rawSub: null, rule: 'approved', exact: true, reason: null },
        stage: null,
        value: null,
        closeOn: null,
        customer: { name: null, country: null, website: null, duns: null, city: null },
        products: [],
        vendorSelling: 'UNKNOWN',
        distribution: 'TWO_TIER',
        distributor: { by: 'TELLER' },
        program: null,
        protection: {
          startsOn: '2025-10-28',
          endsOn: '2026-04-27',
          priceEndsOn: '2026-01-27',
          extension: 'AVAILABLE',
          extensionDeadline: null,
        },
        groupKey: null,
      },
    ]);
    expect(pages.flatMap((page) => page.items)).toMatchObject([{ payload: { deal: raw, quote: null } }]);
    expect(pages.at(-1)?.resume).toBeNull();
    expect(new Set(pages.map((page) => page.watermark))).toEqual(new Set(['2026-04-15']));
  });

  test('is extended in the portal while it is approved, and not otherwise', async () => {
    const raws = ['Approved', 'Rejected', 'Something new'].map((dealStatus, index) =>
      deal({ dealId: `7000001${index}`, dealStatus }),
    );
    bench = await startBench({ [DEALS]: dealsByYear('Expiration', { 2026: raws }) });
    const told = recordsOf(await pullAll(bench.session, 'deals')) as DealRecord[];
    expect(told.map(({ protection }) => protection.extension)).toEqual(['AVAILABLE', 'NOT_OFFERED', 'NOT_OFFERED']);
  });

  test('asks by ranges in the form of its dates, and always with offset and max', async () => {
    bench = await startBench({ [DEALS]: () => dealPage([]) });
    await pullAll(bench.session, 'deals', { since: '2026-04-14' });
    expect(bench.server.heardAt('/deals').map((heard) => Object.fromEntries(heard.query))).toEqual([
      { dealApprovalDateFrom: '12-Apr-2026', dealApprovalDateTo: '16-Apr-2026', offset: '0', max: '100' },
      { dealExpirationDateFrom: '12-Apr-2026', dealExpirationDateTo: '16-Apr-2026', offset: '0', max: '100' },
    ]);
  });

  test('reads page by page until the total is reached', async () => {
    bench = await startBench({ [DEALS]: paged(manyDeals(250)) });
    const pages = await pullAll(bench.session, 'deals');
    expect(recordsOf(pages)).toHaveLength(250);
    const offsets = bench.server
      .heardAt('/deals')
      .filter((heard) => heard.query.get('dealExpirationDateFrom') === '01-Jan-2026')
      .map((heard) => heard.query.get('offset'));
    expect(offsets).toEqual(['0', '100', '200']);
    const others = bench.server
      .heardAt('/deals')
      .filter((heard) => !heard.query.has('dealExpirationDateFrom', '01-Jan-2026'));
    expect(new Set(others.map((heard) => heard.query.get('offset')))).toEqual(new Set(['0']));
  });

  test('follows no address that an answer names', async () => {
    const items = manyDeals(150);
    const route = paged(items);
    bench = await startBench({
      [DEALS]: async (heard) => {
        const reply = await route(heard);
        const body = reply.body as { pagination: Record<string, unknown> };
        body.pagination['next'] = 'http://169.254.169.254/deals?offset=100';
        return { ...reply, body };
      },
    });
    expect(recordsOf(await pullAll(bench.session, 'deals'))).toHaveLength(150);
  });

  test('a Link header that knows of a further page, when the body does not, ends the run', async () => {
    bench = await startBench({
      [DEALS]: () => ({ ...dealPage([deal()]), headers: { link: '<http://x/deals?offset=1>; rel="next"' } }),
    });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({
      kind: 'upstream_error',
      message: expect.stringContaining('Link header'),
    });
  });

  test('a Link header that agrees is no matter', async () => {
    bench = await startBench({
      [DEALS]: () => ({ ...dealPage([]), headers: { link: '<http://x/deals?offset=0>; rel="prev"' } }),
    });
    await expect(pullAll(bench.session, 'deals')).resolves.toHaveLength(11);
  });

  test('an empty page before the total is reached ends the run, so that nothing is taken for gone', async () => {
    bench = await startBench({ [DEALS]: () => dealPage([], { total: 3 }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({ kind: 'upstream_error' });
  });

  test('a deal without an end is found by its approval, and one with an end comes once', async () => {
    const endless = deal({ dealId: '70000002', dealExpirationDate: '' });
    const byApproval = dealsByYear('Approval', { 2025: [deal(), endless] });
    const byEnd = dealsByYear('Expiration', { 2026: [deal()] });
    bench = await startBench({
      [DEALS]: (heard) => (heard.query.has('dealApprovalDateFrom') ? byApproval(heard) : byEnd(heard)),
    });
    const records = recordsOf(await pullAll(bench.session, 'deals'));
    expect(records.map((record) => record.remoteId)).toEqual(['70000001', '70000002']);
    expect(records[1]).toMatchObject({ protection: { endsOn: null, priceEndsOn: '2026-01-27' } });
  });

  test('a run that was stopped goes on at the next page, with the watermark of its beginning', async () => {
    bench = await startBench({ [DEALS]: paged(manyDeals(150)) });
    const whole = await pullAll(bench.session, 'deals');
    const stopped = whole.find((page) => page.items.length === 100);
    bench.clock.advance(3 * 86_400_000);

    const rest = await pullAll(bench.session, 'deals', { resumeFrom: stopped?.resume ?? null });

    expect(recordsOf(rest)).toHaveLength(50);
    expect(rest.map((page) => page.watermark)).toEqual(rest.map(() => '2026-04-15'));
  });

  test.each(['nonsense', Buffer.from('{"v":1,"feed":"resellers","at":{}}').toString('base64url')])(
    'the place %j is none of ours, and the run starts over',
    async (resumeFrom) => {
      bench = await startBench({});
      expect(await vendorErrorOf(pullAll(bench.session, 'deals', { resumeFrom }))).toMatchObject({
        kind: 'resume_rejected',
      });
      expect(bench.server.heardAt('/')).toEqual([]);
    },
  );

  test('a deal of another shape is rejected by name, and the others come', async () => {
    const bad = [deal({ dealExpirationDate: '2026-01-27' }), deal({ dealId: 70000003 }), deal({ dealId: ' ' }), null];
    bench = await startBench({ [DEALS]: dealsByYear('Expiration', { 2026: [...bad, deal({ dealId: '70000004' })] }) });
    const pages = await pullAll(bench.session, 'deals');
    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['70000004']);
    expect(rejectedOf(pages)).toEqual([
      {
        remoteId: '70000001',
        path: '/dealExpirationDate',
        problem: 'expected a date such as 28-Oct-2024, got another string',
      },
      { remoteId: '70000003', path: '/dealId', problem: 'expected string, got number' },
      { remoteId: null, path: '/dealId', problem: 'expected an id, got another string' },
      { remoteId: null, path: '', problem: 'expected object, got null' },
    ]);
  });

  test.each([{ items: [] }, { pagination: { total: 'many' }, items: [] }, { pagination: { total: 0 }, items: {} }, []])(
    'the answer %j is not readable, and nothing is taken for gone',
    async (body) => {
      bench = await startBench({ [DEALS]: () => ({ body }) });
      expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({ kind: 'upstream_error' });
    },
  );

  test("a reseller's deal does not say who it is bought through", async () => {
    bench = await startBench({ [DEALS]: () => dealPage([deal()]) }, { role: 'reseller' });
    expect((await pullFirst(bench.session, 'deals')).items).toMatchObject([{ record: { distribution: null } }]);
  });

  test('a reseller that Cisco does not let in is told so', async () => {
    bench = await startBench({ [DEALS]: () => ({ status: 403, body: 'Not Authorized' }) }, { role: 'reseller' });
    expect(await vendorErrorOf(pullAll(bench.session, 'deals'))).toMatchObject({
      kind: 'refused',
      message: 'Cisco refused deals.list (HTTP 403)',
    });
  });
});
