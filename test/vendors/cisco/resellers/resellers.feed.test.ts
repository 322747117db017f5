import { afterEach, describe, expect, test } from '@jest/globals';
import { SEARCH, startBench, type Bench } from '../support/bench.ts';
import { reseller, resellerPage } from '../support/cisco-json.ts';
import { pullAll, recordsOf, rejectedOf, vendorErrorOf } from '../support/pulled.ts';
import type { Heard, Reply, Route } from '../../support/raw-server.ts';

const EVERYWHERE = { theaterCodes: undefined };

function theaterOf(heard: Heard): string {
  return (JSON.parse(heard.body) as { resellerSearchRequest: { theaterCode: string } }).resellerSearchRequest
    .theaterCode;
}

/** Answers by theater; a theater that is not listed is refused. */
function byTheater(replies: Readonly<Record<string, Reply>>): Route {
  return (heard) => replies[theaterOf(heard)] ?? { status: 403, body: 'Not Authorized' };
}

describe('looking up the own membership', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test('asks for the own number, and brings what Cisco tells of it', async () => {
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage([reseller()]) }) });

    const pages = await pullAll(bench.session, 'resellers');

    expect(recordsOf(pages)).toMatchObject([{ kind: 'membership', remoteId: 'partner-program:520001', tier: 'gold' }]);
    expect(pages).toMatchObject([{ resume: null, watermark: null, calls: 2 }]);
    const [heard] = bench.server.heardAt('/dfm');
    expect(Object.fromEntries(heard?.query ?? [])).toEqual({ page: '1', limit: '500' });
    expect(JSON.parse(heard?.body ?? '')).toEqual({
      resellerSearchRequest: { theaterCode: 'EMEA', sourceName: 'SENDER-1', pdbBeGeoID: '520001' },
    });
  });

  test("never brings another firm's membership, even if Cisco lists it", async () => {
    const rows = [reseller({ pdbBeGeoID: '999' }), reseller({ pdbBeGeoID: '998', certificationExpiryDate: 'x' })];
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage(rows) }) });
    const pages = await pullAll(bench.session, 'resellers');
    expect(recordsOf(pages)).toEqual([]);
    expect(rejectedOf(pages)).toEqual([]);
  });

  test.each([
    ['a reseller', { role: 'reseller' as const }],
    ['a distributor that does not know its number', { beGeoId: undefined }],
  ])('%s asks nothing and brings nothing', async (_who, credentials) => {
    bench = await startBench({}, credentials);
    expect(await pullAll(bench.session, 'resellers')).toEqual([{ items: [], resume: null, watermark: null, calls: 0 }]);
    expect(bench.server.heardAt('/')).toEqual([]);
  });

  test('goes through all theaters when none is configured, and passes over those that refuse', async () => {
    const found = { body: resellerPage([reseller()]) };
    const nothing = { body: { total: 0, page: 1, limit: 500, next: null, prev: null } };
    bench = await startBench({ [SEARCH]: byTheater({ EMEA: found, USA: nothing }) }, EVERYWHERE);
    const pages = await pullAll(bench.session, 'resellers');
    expect(recordsOf(pages)).toHaveLength(1);
    expect(bench.server.heardAt('/dfm').map(theaterOf)).toEqual([
      'EMEA',
      'JAPAN',
      'AMERICAS INTL',
      'ASIA',
      'USA',
      'CANADA',
    ]);
    expect(pages.map((page) => page.resume === null)).toEqual([false, false, false, false, false, true]);
  });

  test('a refusal everywhere is a refusal, not an empty answer', async () => {
    bench = await startBench({ [SEARCH]: byTheater({}) }, EVERYWHERE);
    expect(await vendorErrorOf(pullAll(bench.session, 'resellers'))).toMatchObject({ kind: 'refused' });
    expect(bench.server.heardAt('/dfm')).toHaveLength(6);
  });

  test('a theater that was configured may not refuse', async () => {
    bench = await startBench(
      { [SEARCH]: byTheater({ USA: { body: resellerPage([]) } }) },
      { theaterCodes: ['USA', 'ASIA'] },
    );
    expect(await vendorErrorOf(pullAll(bench.session, 'resellers'))).toMatchObject({ kind: 'refused' });
  });

  test('reads a theater to its last page, and goes on with the next one after a stop', async () => {
    bench = await startBench(
      {
        [SEARCH]: (heard) => {
          const page = Number(heard.query.get('page'));
          return { body: resellerPage([reseller({ partnerSiteID: String(page) })], { total: '501', page }) };
        },
      },
      { theaterCodes: ['USA', 'ASIA'] },
    );
    const pages = await pullAll(bench.session, 'resellers');
    expect(pages).toMatchObject([{ calls: 3 }, { calls: 2, resume: null }]);
    expect(recordsOf(pages)).toHaveLength(2);
    const heard = bench.server.heardAt('/dfm').map((request) => [theaterOf(request), request.query.get('page')]);
    expect(heard).toEqual([
      ['USA', '1'],
      ['USA', '2'],
      ['ASIA', '1'],
      ['ASIA', '2'],
    ]);
    const rest = await pullAll(bench.session, 'resellers', { resumeFrom: pages[0]?.resume ?? null });
    expect(rest).toEqual([pages[1]]);
  });

  test('a refusal in the middle of a theater ends the run: half an answer would wipe out what is known', async () => {
    bench = await startBench(
      {
        [SEARCH]: (heard) =>
          heard.query.get('page') === '1'
            ? { body: resellerPage([reseller()], { total: 501 }) }
            : { status: 403, body: 'Not Authorized' },
      },
      EVERYWHERE,
    );
    expect(await vendorErrorOf(pullAll(bench.session, 'resellers'))).toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['whose number is told', { total: 1_100 }],
    ['that only say that there is a next one', { total: undefined, next: '/searchReseller?page=2' }],
  ])('pages %s and that are all the same one end the run, since others are missing', async (_how, members) => {
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage([reseller()], members) }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'resellers'))).toMatchObject({ kind: 'upstream_error' });
    expect(bench.server.heardAt('/dfm')).toHaveLength(2);
  });

  test.each([
    ['has no list', {}],
    ['has two lists', { total: 3, a: [], b: [] }],
    ['is a list', []],
    ['ends before its total', { total: 501, resellers: [] }],
  ])('an answer that %s is not readable', async (_how, body) => {
    bench = await startBench({ [SEARCH]: () => ({ body }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'resellers'))).toMatchObject({ kind: 'upstream_error' });
  });

  test('without a sender id the product names itself as the source', async () => {
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage([]) }) }, { senderId: undefined });
    await pullAll(bench.session, 'resellers');
    expect(JSON.parse(bench.server.heardAt('/dfm')[0]?.body ?? '')).toMatchObject({
      resellerSearchRequest: { sourceName: 'PARTNERGRAPH' },
    });
  });
});

describe("looking up the distributor's resellers", () => {
  let bench: Bench;
  const PARTNER = '0190c8a5-7d3e-7cc2-9b1a-6d0d5f1f2a11';
  const NAMED = { resellers: [{ beGeoId: '520002', partnerId: PARTNER }] };

  afterEach(async () => {
    await bench.close();
  });

  test('asks for all of them, and says of each row whose it is', async () => {
    const rows = [
      reseller(),
      reseller({ pdbBeGeoID: '520002', certification: 'PREMIER' }),
      reseller({ pdbBeGeoID: '520003', certificationExpiryDate: 'x' }),
      reseller({ pdbBeGeoID: '' }),
    ];
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage(rows) }) }, NAMED);
    const items = (await pullAll(bench.session, 'resellers')).flatMap((page) => page.items);
    const scheme = 'CISCO_BE_GEO_ID';
    expect(items).toMatchObject([
      { record: { remoteId: 'partner-program:520001' } },
      {
        record: { remoteId: 'partner-program:520002', tier: 'premier' },
        owner: { scheme, value: '520002', vouchedFor: PARTNER },
      },
      {
        malformed: { remoteId: 'partner-program:520003' },
        owner: { scheme, value: '520003', vouchedFor: null },
      },
      { malformed: { remoteId: null } },
    ]);
    expect(items.map((item) => 'owner' in item)).toEqual([false, true, true, false]);
    const [heard] = bench.server.heardAt('/dfm');
    expect(JSON.parse(heard?.body ?? '')).toEqual({
      resellerSearchRequest: { theaterCode: 'EMEA', sourceName: 'SENDER-1' },
    });
  });

  test('works without knowing its own number', async () => {
    const rows = [reseller({ pdbBeGeoID: '520002' })];
    bench = await startBench({ [SEARCH]: () => ({ body: resellerPage(rows) }) }, { ...NAMED, beGeoId: undefined });
    const items = (await pullAll(bench.session, 'resellers')).flatMap((page) => page.items);
    expect(items).toMatchObject([{ owner: { value: '520002', vouchedFor: PARTNER } }]);
  });
});
