import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, startBench, type Bench } from '../support/bench.ts';
import { recordsOf, rejectedOf, vendorErrorOf } from '../support/pulled.ts';
import { referral } from '../support/referral.ts';
import type { Reply, Route } from '../../support/raw-server.ts';

const LIST = 'GET /partner/v1.0/engagements/referrals';
const NEXT = 'http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=';

/** The n-th referral, changed n minutes before noon. */
function changed(n: number, members: Record<string, unknown> = {}): Record<string, unknown> {
  const at = `2026-04-02T11:${String(59 - n).padStart(2, '0')}:00.1234567Z`;
  return referral({ id: `deal-${n}`, updatedDateTime: at, ...members });
}

/** Pages by token; the first has none. */
function list(pages: Readonly<Record<string, Reply>>): Route {
  return (heard) =>
    pages[heard.query.get('$skiptoken') ?? ''] ?? { status: 404, body: { error: { code: 'itemNotFound' } } };
}

describe('reading referrals', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test('all pages arrive, asked for as documented, and the watermark is the latest change', async () => {
    bench = await startBench({
      [LIST]: list({
        '': { body: { '@odata.count': 3, value: [changed(1), changed(2)], '@odata.nextLink': `${NEXT}k1%2Bx9` } },
        'k1+x9': { body: { value: [changed(3)] } },
      }),
    });

    const pages = await pullAll(bench.session, 'referrals');

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-1', 'deal-2', 'deal-3']);
    expect(pages.map((page) => page.watermark)).toEqual(Array(2).fill('2026-04-02T11:58:00.1234567Z'));
    expect(pages.at(-1)?.resume).toBeNull();
    const asked = bench.server.heardAt('/partner/').map((heard) => heard.rawUrl);
    expect(asked).toEqual([
      '/partner/v1.0/engagements/referrals?$orderby=updatedDateTime%20desc&$top=50',
      '/partner/v1.0/engagements/referrals?$skiptoken=k1%2Bx9',
    ]);
    expect(bench.taken).toEqual(['partner', 'partner']);
    // The first page also paid for the sign-in.
    expect(pages.map((page) => page.calls)).toEqual([2, 1]);
  });

  test('an incremental run stops at the first referral older than the watermark, and reads its equals again', async () => {
    bench = await startBench({
      [LIST]: list({
        '': { body: { value: [changed(1), changed(2)], '@odata.nextLink': `${NEXT}two` } },
        two: { body: { value: [changed(3), changed(4)], '@odata.nextLink': `${NEXT}three` } },
      }),
    });

    const pages = await pullAll(bench.session, 'referrals', { since: String(changed(3)['updatedDateTime']) });

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-1', 'deal-2', 'deal-3']);
    expect(pages.at(-1)?.resume).toBeNull();
    expect(bench.server.heardAt('/partner/')).toHaveLength(2);
  });

  test('a page that is not in order does not end the run early', async () => {
    bench = await startBench({
      [LIST]: list({
        '': { body: { value: [changed(5), changed(1)], '@odata.nextLink': `${NEXT}two` } },
        two: { body: { value: [changed(2)] } },
      }),
    });

    const pages = await pullAll(bench.session, 'referrals', { since: String(changed(3)['updatedDateTime']) });

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-1', 'deal-2']);
    expect(pages.at(-1)?.watermark).toBe(changed(1)['updatedDateTime']);
  });

  test('a run without news keeps the old watermark', async () => {
    bench = await startBench({ [LIST]: list({ '': { body: { value: [] } } }) });

    const pages = await pullAll(bench.session, 'referrals', { since: '2026-04-02T11:58:00.1234567Z' });

    expect(pages).toEqual([{ items: [], resume: null, watermark: '2026-04-02T11:58:00.1234567Z', calls: 2 }]);
  });

  test('a resumed run goes on with the next page and ends with the watermark of its beginning', async () => {
    bench = await startBench({
      [LIST]: list({
        '': { body: { value: [changed(1)], '@odata.nextLink': `${NEXT}two` } },
        // Changed while the first run was interrupted: it is at the front of the list and must be met by the next run.
        two: { body: { value: [changed(2), referral({ id: 'moved', updatedDateTime: '2026-04-03T00:00:00Z' })] } },
      }),
    });
    const signal = new AbortController().signal;
    const first = bench.session.pull('referrals', { since: null, resumeFrom: null, signal })[Symbol.asyncIterator]();
    const stored = await first.next();
    await first.return?.();

    const pages = await pullAll(bench.open(), 'referrals', { resumeFrom: stored.value.resume });

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-2', 'moved']);
    expect(pages.at(-1)).toMatchObject({ resume: null, watermark: changed(1)['updatedDateTime'] });
    expect(bench.server.heardAt('/partner/').map((heard) => heard.query.get('$skiptoken'))).toEqual([null, 'two']);
  });

  test.each([400, 404, 410])('a page token that Microsoft answers with %i starts the run over', async (status) => {
    bench = await startBench({
      [LIST]: list({
        '': { body: { value: [changed(1)], '@odata.nextLink': `${NEXT}gone` } },
        gone: { status, body: { error: { code: 'itemNotFound', message: 'gone' } } },
      }),
    });

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error).toMatchObject({ kind: 'resume_rejected', httpStatus: status, operation: 'referrals.list' });
  });

  test('a resume token that is not one of ours starts the run over without a call', async () => {
    bench = await startBench({});

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals', { resumeFrom: 'rubbish' }));

    expect(error.kind).toBe('resume_rejected');
    expect(bench.server.heard).toEqual([]);
  });

  test('a next link to another host ends the run and the token goes nowhere', async () => {
    bench = await startBench({
      [LIST]: list({ '': { body: { value: [changed(1)], '@odata.nextLink': 'https://evil.example/x?$skiptoken=t' } } }),
    });

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error.kind).toBe('upstream_error');
    expect(error.message).toContain('/@odata.nextLink: it leads to another host');
    expect(bench.server.heardAt('/partner/')).toHaveLength(1);
  });

  test('a page that names itself as the next one does not loop', async () => {
    bench = await startBench({
      [LIST]: () => ({ body: { value: [changed(1)], '@odata.nextLink': `${NEXT}same` } }),
    });

    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));

    expect(error.kind).toBe('upstream_error');
    expect(bench.server.heardAt('/partner/')).toHaveLength(2);
  });

  test('a referral with a wrong shape is reported by path and type, and the others still arrive', async () => {
    bench = await startBench({
      [LIST]: list({
        '': {
          body: {
            value: [
              changed(1),
              changed(2, { details: { dealValue: { amount: 5 } } }),
              changed(3, { details: { dealValue: '12 Mio', currency: 'EUR' } }),
              changed(4, { name: 7 }),
              'not a referral',
            ],
          },
        },
      }),
    });

    const pages = await pullAll(bench.session, 'referrals');

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-1']);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: 'deal-2', path: '/details/dealValue', problem: 'expected a number or its text, got object' },
      { remoteId: 'deal-3', path: '/details/dealValue', problem: 'expected a decimal number, got another string' },
      { remoteId: 'deal-4', path: '/name', problem: 'expected string, got number' },
      { remoteId: null, path: '', problem: 'expected object, got string' },
    ]);
  });

  test("Microsoft's own side of a co-sell is not taken for a deal of ours", async () => {
    const twin = changed(2, { organizationName: 'Microsoft', status: 'Active', substatus: 'Accepted' });
    bench = await startBench({ [LIST]: list({ '': { body: { value: [changed(1), twin] } } }) });

    const pages = await pullAll(bench.session, 'referrals');

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['deal-1']);
    expect(rejectedOf(pages)).toEqual([]);
  });

  test('a number too long for a float reaches the record digit by digit', async () => {
    const body = JSON.stringify({ value: [changed(1)] }).replace(
      '"dealValue":50000',
      '"dealValue":1234567890123456.78',
    );
    bench = await startBench({ [LIST]: () => ({ headers: { 'content-type': 'application/json' }, body }) });

    const pages = await pullAll(bench.session, 'referrals');

    expect(recordsOf(pages)).toMatchObject([{ value: { amount: '1234567890123456.78', currency: 'EUR' } }]);
  });

  test('an aborted run ends with the reason it was aborted for', async () => {
    const controller = new AbortController();
    const reason = new Error('shutting down');
    bench = await startBench({
      [LIST]: () => {
        controller.abort(reason);
        return { body: { value: [] } };
      },
    });

    await expect(pullAll(bench.session, 'referrals', { signal: controller.signal })).rejects.toBe(reason);
  });
});
