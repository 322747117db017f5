import { afterEach, describe, expect, test } from '@jest/globals';
import type { Route } from '../../support/raw-server.ts';
import { pullAll, pullFirst, recordsOf, rejectedOf, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { detailsOf, FEED, SEARCH, startBench, type Bench } from '../support/bench.ts';
import { details, line, routesOf, row } from '../support/deal.ts';

let bench: Bench;
afterEach(() => bench.close());

const numbered = (count: number): Array<Record<string, unknown>> =>
  Array.from({ length: count }, (_unused, at) => row({ dealId: `D${String(at).padStart(4, '0')}` }));

const idsOf = (rows: ReadonlyArray<Record<string, unknown>>): string[] =>
  rows.map((found) => `US:20-222222/CISCO SYSTEMS/${String(found['dealId'])}`);

const refused = { status: 400, body: { errors: [{ traceid: 't-1', type: '/errors/validation-failed', fields: [] }] } };

describe('special bids', () => {
  test('are searched, then read one by one, with the headers that each call wants', async () => {
    bench = await startBench(routesOf([row({ dealId: 'TEST-RESEU DISC/2' })]), { distributorPartnerId: undefined });
    const pages = await pullAll(bench.session, FEED);
    expect(recordsOf(pages)).toMatchObject([{ kind: 'specialBid', number: 'TEST-RESEU DISC/2', vendorCode: 'cisco' }]);
    expect(pages.at(-1)?.resume).toBeNull();

    const [search, detail] = bench.server.heardAt('/api/');
    expect(search?.query.toString()).toBe('Size=100&Page=1');
    expect(detail?.path).toBe('/api/resellers/v6/deals/TEST-RESEU%20DISC%2F2');
    expect(detail?.query.get('vendorName')).toBe('CISCO SYSTEMS');
    for (const heard of [search, detail]) {
      expect(heard?.headers['im-customernumber']).toBe('20-222222');
      expect(heard?.headers['im-countrycode']).toBe('US');
      expect(heard?.headers['im-correlationid']).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(search?.headers['im-correlationid']).not.toBe(detail?.headers['im-correlationid']);
    expect([search?.headers['im-senderid'], search?.headers['im-applicationid']]).toEqual([
      'Example-Networks',
      undefined,
    ]);
    expect([detail?.headers['im-senderid'], detail?.headers['im-applicationid']]).toEqual([
      undefined,
      'Example-Networks',
    ]);
  });

  test('are all read: page after page by number, never where the next page is said to be', async () => {
    const rows = numbered(205);
    bench = await startBench(routesOf(rows));
    const pages = await pullAll(bench.session, FEED);
    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(idsOf(rows));
    const searched = bench.server.heardAt('/api/resellers/v6/deals/search').map(({ query }) => query.get('Page'));
    expect(searched).toEqual(['1', '2', '3']);
    expect(bench.server.heardAt('/bids')).toEqual([]);
    expect(pages.map((page) => page.items.length)).toEqual([50, 50, 50, 50, 5]);
    expect(pages.reduce((sum, page) => sum + page.calls, 0)).toBe(1 + 3 + 205);
    expect(new Set(bench.taken)).toEqual(new Set(['deals']));
  });

  test('of several accounts are read under the number and country of each, and kept apart', async () => {
    const accounts = [
      { customerNumber: '20-222222', countryCode: 'US' },
      { customerNumber: '10-111111', countryCode: 'DE' },
    ];
    bench = await startBench(routesOf([row()]), { accounts });
    expect(recordsOf(await pullAll(bench.session, FEED))).toMatchObject([
      { remoteId: 'DE:10-111111/CISCO SYSTEMS/23456789', timeZone: 'Europe/Berlin' },
      { remoteId: 'US:20-222222/CISCO SYSTEMS/23456789', timeZone: 'America/Adak' },
    ]);
    const asked = bench.server
      .heardAt('/api/')
      .map(({ headers }) => `${String(headers['im-countrycode'])} ${String(headers['im-customernumber'])}`);
    expect(asked.toSorted()).toEqual(['DE 10-111111', 'DE 10-111111', 'US 20-222222', 'US 20-222222']);
  });

  test('carry the partner that is the distributor, when whoever made the connection named one', async () => {
    const distributorPartnerId = '0b8f6f1e-6e2c-5a4e-8d3f-2b1c0a9f8e7d';
    bench = await startBench(routesOf([row()]), { distributorPartnerId });
    expect(recordsOf(await pullAll(bench.session, FEED))).toMatchObject([{ distributorPartnerId }]);
  });

  test('an account without bids is one empty page', async () => {
    bench = await startBench({ [SEARCH]: () => ({ body: { recordsFound: 0, deals: null, nextPage: null } }) });
    const pages = await pullAll(bench.session, FEED);
    expect(pages).toMatchObject([{ items: [], resume: null, watermark: null }]);
  });

  test('a run that stopped goes on behind the last bid it gave, and reads no details twice', async () => {
    const rows = numbered(120);
    bench = await startBench(routesOf(rows));
    const first = await pullFirst(bench.session, FEED);
    const readBefore = bench.server.heardAt('/api/resellers/v6/deals/D').length;
    const rest = await pullAll(bench.session, FEED, { resumeFrom: first.resume });
    expect(recordsOf([first, ...rest]).map((record) => record.remoteId)).toEqual(idsOf(rows));
    expect(bench.server.heardAt('/api/resellers/v6/deals/D')).toHaveLength(120);
    expect(readBefore).toBe(50);
  });

  test('a token that the feed did not write starts the run over', async () => {
    bench = await startBench(routesOf([row()]));
    const error = await vendorErrorOf(pullAll(bench.session, FEED, { resumeFrom: 'bm9uc2Vuc2U' }));
    expect(error.kind).toBe('resume_rejected');
  });
});

describe('a list that changes while it is read', () => {
  test('is read again, and no bid is missed', async () => {
    const rows = numbered(150);
    const grown = [row({ dealId: 'A-NEW' }), ...rows];
    const routes = routesOf(grown);
    let calls = 0;
    const search: Route = (heard) => {
      calls += 1;
      const listed = routesOf(calls === 1 ? rows : grown)[SEARCH];
      return listed ? listed(heard) : {};
    };
    bench = await startBench({ ...routes, [SEARCH]: search });
    const ids = recordsOf(await pullAll(bench.session, FEED)).map((record) => record.remoteId);
    expect(ids).toEqual(idsOf(grown));
    expect(calls).toBe(4);
  });

  test('and goes on changing is taken as it was seen', async () => {
    const rows = numbered(3);
    let found = 100;
    const search: Route = ({ query }) => {
      found += 1;
      return { body: { recordsFound: found, deals: query.get('Page') === '1' ? rows : [] } };
    };
    bench = await startBench({ ...routesOf(rows), [SEARCH]: search });
    expect(recordsOf(await pullAll(bench.session, FEED))).toHaveLength(3);
    expect(bench.server.heardAt('/api/resellers/v6/deals/search')).toHaveLength(6);
  });

  test('or is shorter each time than it says, leaves open what is gone', async () => {
    const rows = numbered(150);
    const search: Route = ({ query }) => ({
      body: { recordsFound: 150, deals: query.get('Page') === '1' ? rows.slice(0, 100) : [] },
    });
    bench = await startBench({ ...routesOf(rows), [SEARCH]: search });
    const pages = await pullAll(bench.session, FEED);
    expect(recordsOf(pages)).toHaveLength(100);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: null, path: '/recordsFound', problem: 'expected as many deals as were found, 150, got 100' },
    ]);
  });
});

describe('a bid that can’t be read', () => {
  test('is kept out by its id, and the others are read', async () => {
    const rows = numbered(3);
    const routes = routesOf(rows, (found) =>
      details({ products: [line(found['dealId'] === 'D0001' ? { remainingQuantity: 'two' } : {})] }),
    );
    bench = await startBench({ ...routes, [detailsOf('D0002')]: () => refused });
    const pages = await pullAll(bench.session, FEED);
    expect(recordsOf(pages)).toHaveLength(1);
    expect(rejectedOf(pages)).toEqual([
      {
        remoteId: 'US:20-222222/CISCO SYSTEMS/D0001',
        path: '/products/0/remainingQuantity',
        problem: 'expected number, got string',
      },
      { remoteId: 'US:20-222222/CISCO SYSTEMS/D0002', path: '', problem: 'expected details, got HTTP 400' },
    ]);
  });

  test('because its row has no number is told once, without an id', async () => {
    bench = await startBench(routesOf([row({ dealId: null }), row()]));
    const pages = await pullAll(bench.session, FEED);
    expect(rejectedOf(pages)).toEqual([{ remoteId: null, path: '/dealId', problem: 'expected string, got null' }]);
    expect(recordsOf(pages)).toHaveLength(1);
  });

  test('like all the others is a failure of the run, since then it is not the bids', async () => {
    const rows = numbered(9);
    const broken = Object.fromEntries(rows.map((found) => [detailsOf(String(found['dealId'])), () => refused]));
    bench = await startBench({ ...routesOf(rows), ...broken });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({
      kind: 'refused',
      httpStatus: 400,
      vendorCode: '/errors/validation-failed',
      requestId: 't-1',
    });
    expect(bench.server.heardAt('/api/resellers/v6/deals/D')).toHaveLength(4);
  });
});

describe('an answer to the search', () => {
  test.each([
    ['that is no JSON', { body: '<html>' }, "can't be read: its body is not JSON"],
    ['without a number of records', { body: { deals: [] } }, '/recordsFound: expected number, got nothing'],
    ['whose deals are no list', { body: { recordsFound: 1, deals: {} } }, '/deals: expected array, got object'],
  ])('%s fails the run and says what was wrong', async (_title, reply, message) => {
    bench = await startBench({ [SEARCH]: () => reply });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error.kind).toBe('upstream_error');
    expect(error.message).toContain(message);
  });
});
