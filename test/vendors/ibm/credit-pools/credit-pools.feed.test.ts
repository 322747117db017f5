import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, recordsOf, rejectedOf, vendorErrorOf } from '../../cisco/support/pulled.ts';
import type { Heard, Route } from '../../support/raw-server.ts';
import { POOLS, startBench, type Bench } from '../support/bench.ts';
import { pool, report, term } from '../support/credit-pool.ts';

/** Pages of one pool each; the link to the next is absolute, as the server is called. */
function paged(count: number): Route {
  return (heard: Heard) => {
    const at = Number(heard.query.get('_start') ?? 0);
    const next = `http://${heard.headers.host}/partner/v1/credit-pools?partner_id=enterprise-1&_start=${at + 1}`;
    const body = report([pool({ billing_unit_id: `unit-${at}` })], at + 1 < count ? { next_url: next } : {});
    return { body };
  };
}

describe("reading IBM's credit pools", () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test('brings the credits of a term: granted, used, left, and until when', async () => {
    const raw = pool();
    bench = await startBench({ [POOLS]: () => ({ body: report([raw]) }) });

    const pages = await pullAll(bench.session, 'credit-pools');

    expect(pages).toEqual([
      {
        items: [
          {
            record: {
              kind: 'benefit',
              remoteId: 'e19fa97c9bb34963a31a2008044d8b59/JWX986YRGFSHACQUEFOI/PLATFORM/2025-07-01',
              remoteUrl: null,
              remoteVersion: null,
              remoteUpdatedAt: null,
              name: 'IBM Cloud platform credits: Example Dairy',
              benefitKind: 'CREDIT',
              status: 'AVAILABLE',
              rawStatus: '',
              program: null,
              allocated: { amount: '100000', currency: 'USD' },
              used: { amount: '61000.25', currency: 'USD' },
              remaining: { amount: '38999.75', currency: 'USD' },
              quantity: null,
              percent: null,
              startsOn: '2025-07-01',
              expiresOn: '2026-06-30',
              claimBy: null,
            },
            payload: raw,
          },
        ],
        resume: null,
        watermark: null,
        calls: 2,
      },
    ]);
    expect(Object.fromEntries(bench.server.heardAt('/partner')[0]?.query ?? [])).toEqual({
      partner_id: 'enterprise-1',
      date: '2026-04',
      limit: '30',
    });
  });

  test('every term of a subscription is a benefit of its own, and keeps its id while its balance shrinks', async () => {
    const terms = [term(), term({ start_date: '2026-07-01T00:00:00.000Z', end_date: '2027-06-30T23:59:59.999Z' })];
    let body = report([pool({ term_credits: terms })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    const first = recordsOf(await pullAll(bench.session, 'credit-pools'));
    body = report([pool({ month: '2026-05', term_credits: [term({ current_balance: 5 })] })]);
    const second = recordsOf(await pullAll(bench.session, 'credit-pools'));

    expect(new Set(first.map((record) => record.remoteId)).size).toBe(2);
    expect(second).toMatchObject([{ remoteId: first[0]?.remoteId, used: { amount: '99995' } }]);
  });

  test.each([0, '0.00', -12.5])('a term of which %j is left is used up', async (balance) => {
    const body = report([pool({ term_credits: [term({ current_balance: balance })] })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    expect(recordsOf(await pullAll(bench.session, 'credit-pools'))).toMatchObject([{ status: 'PAID' }]);
  });

  test.each([
    [100_000, '100000'],
    [38_999.75, '38999.75'],
    ['100000.00', '100000'],
    ['0.10', '0.1'],
    [1e21, '1000000000000000000000'],
    [0, '0'],
  ])('credits of %j are exactly %s', async (total_credits, amount) => {
    const body = report([pool({ term_credits: [term({ total_credits, current_balance: 0 })] })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    expect(recordsOf(await pullAll(bench.session, 'credit-pools'))).toMatchObject([
      { allocated: { amount, currency: 'USD' }, used: { amount }, remaining: { amount: '0' } },
    ]);
  });

  test.each([
    ['PLATFORM', 'IBM Cloud platform credits: Example Dairy'],
    ['SERVICE', 'IBM Cloud service credits: Example Dairy'],
    ['SUPPORT', 'IBM Cloud support credits: Example Dairy'],
  ])('credits of the category %s say so', async (category, name) => {
    const body = report([pool({ type: category, term_credits: [term({ category })] })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    expect(recordsOf(await pullAll(bench.session, 'credit-pools'))).toMatchObject([{ name }]);
  });

  test('amounts keep every digit', async () => {
    const text = JSON.stringify(report([pool()])).replace('100000', '12345678901234567.89');
    bench = await startBench({ [POOLS]: () => ({ body: text }) });
    expect(recordsOf(await pullAll(bench.session, 'credit-pools'))).toMatchObject([
      { allocated: { amount: '12345678901234567.89' }, used: { amount: '12345678901195568.14' } },
    ]);
  });

  test('without a currency there is no money, and without a customer no name of one', async () => {
    const body = report([pool({ currency_code: '', customer_name: ' ', customer_id: null, type: null })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    expect(recordsOf(await pullAll(bench.session, 'credit-pools'))).toMatchObject([
      { allocated: null, used: null, remaining: null, name: 'IBM Cloud platform credits' },
    ]);
  });

  test('follows the link of a page to the next, on our own address', async () => {
    bench = await startBench({ [POOLS]: paged(3) });
    const pages = await pullAll(bench.session, 'credit-pools');
    expect(recordsOf(pages)).toHaveLength(3);
    expect(bench.server.heardAt('/partner').map((heard) => heard.query.get('_start'))).toEqual([null, '1', '2']);
  });

  test('a run that was stopped goes on at the next page', async () => {
    bench = await startBench({ [POOLS]: paged(3) });
    const pages = await pullAll(bench.session, 'credit-pools');
    const rest = await pullAll(bench.session, 'credit-pools', { resumeFrom: pages[0]?.resume ?? null });
    expect(recordsOf(rest)).toEqual(recordsOf(pages.slice(1)));
  });

  test('a place that IBM no longer knows starts the run over', async () => {
    const route = paged(2);
    bench = await startBench({ [POOLS]: (heard) => (heard.query.has('_start') ? { status: 404 } : route(heard)) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'resume_rejected' });
  });

  test('a link to another host ends the run, and is not called', async () => {
    const next_url = 'https://evil.example/v1/credit-pools?start=1';
    bench = await startBench({ [POOLS]: () => ({ body: report([pool()], { next_url }) }) });
    const error = await vendorErrorOf(pullAll(bench.session, 'credit-pools'));
    expect(error.kind).toBe('upstream_error');
    expect(error.message).not.toContain('evil');
    expect(bench.server.heardAt('/partner')).toHaveLength(1);
  });

  test('a page that names itself as the next does not go on for ever', async () => {
    const next_url = '/v1/credit-pools?partner_id=enterprise-1&_start=1';
    bench = await startBench({ [POOLS]: () => ({ body: report([pool()], { next_url }) }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'upstream_error' });
    expect(bench.server.heardAt('/partner')).toHaveLength(2);
  });

  test('pages that lead to each other do not go on for ever', async () => {
    const linkTo = (start: string): string => `/v1/credit-pools?partner_id=enterprise-1&_start=${start}`;
    bench = await startBench({
      [POOLS]: ({ query }) => ({
        body: report([pool()], { next_url: linkTo(query.get('_start') === '1' ? '2' : '1') }),
      }),
    });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({ kind: 'upstream_error' });
    expect(bench.server.heardAt('/partner')).toHaveLength(3);
  });

  test('what has another shape is rejected, by name where it has one, and the rest comes', async () => {
    const terms = [
      term({ total_credits: 'many' }),
      term({ billing_option_id: null }),
      term({ start_date: 'July' }),
      term({ billing_option_id: 'GOOD' }),
    ];
    const body = report([pool({ billing_unit_id: 7 }), pool({ term_credits: terms }), pool({ term_credits: null })]);
    bench = await startBench({ [POOLS]: () => ({ body }) });
    const pages = await pullAll(bench.session, 'credit-pools');
    expect(recordsOf(pages).map((record) => record.remoteId.split('/')[1])).toEqual(['GOOD']);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: null, path: '/billing_unit_id', problem: 'expected string, got number' },
      {
        remoteId: 'e19fa97c9bb34963a31a2008044d8b59/JWX986YRGFSHACQUEFOI/PLATFORM/2025-07-01',
        path: '/term_credits/0/total_credits',
        problem: 'expected a decimal number, got another string',
      },
      { remoteId: null, path: '/term_credits/1/billing_option_id', problem: 'expected string, got null' },
      { remoteId: null, path: '/term_credits/2/start_date', problem: 'expected a date, got another string' },
    ]);
  });

  test.each([
    [[], 'expected object'],
    [{ resources: {} }, '/resources'],
    ['<html>', 'not JSON'],
  ])('the answer %j is not readable, and nothing is taken for gone', async (body, problem) => {
    bench = await startBench({ [POOLS]: () => ({ body }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools'))).toMatchObject({
      kind: 'upstream_error',
      message: expect.stringContaining(problem),
    });
  });

  test('a place that is none of ours starts the run over', async () => {
    bench = await startBench({});
    expect(await vendorErrorOf(pullAll(bench.session, 'credit-pools', { resumeFrom: 'nonsense' }))).toMatchObject({
      kind: 'resume_rejected',
    });
  });
});
