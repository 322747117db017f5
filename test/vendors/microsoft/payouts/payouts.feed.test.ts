import { afterEach, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { pullAll, startBench, type Bench } from '../support/bench.ts';
import { recordsOf, vendorErrorOf } from '../support/pulled.ts';
import { times, type Reply, type Route } from '../../support/raw-server.ts';

const BASE = '/partner/v1.0/payouts/transactionhistory';
const CSV = `programName,payableSubType,earningForDate,earningAmount,earningCurrencyCode,payoutStatus
CSP Indirect Reseller,COOP,2026-03-14T00:00:00Z,12.50,EUR,SENT
`;

describe('reading the payouts', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  /** States answer in turn, the last one for ever; `done` stands for the finished export. */
  async function start(states: ReadonlyArray<Reply | 'done'>, routes: Record<string, Route> = {}): Promise<Bench> {
    let looks = 0;
    let exports = 0;
    const done = (): Reply => ({
      body: { value: [{ status: 'completed', blobLocation: `${bench.server.origin}/files/x.zip?sig=s` }] },
    });
    const state: Route = () => {
      const next = states[Math.min(looks++, states.length - 1)];
      return next === 'done' || next === undefined ? done() : next;
    };
    bench = await startBench({
      [`POST ${BASE}`]: () => ({ body: { value: [{ requestId: `export-${(exports += 1)}`, status: 'Queued' }] } }),
      [`GET ${BASE}/export-1`]: state,
      [`GET ${BASE}/export-2`]: state,
      [`DELETE ${BASE}/export-1`]: () => ({ status: 204 }),
      'GET /files/x.zip': () => ({ body: zipSync({ 'earnings.csv': strToU8(CSV) }) }),
      ...routes,
    });
    return bench;
  }

  const QUEUED: Reply = { body: { value: [{ status: 'Queued' }] } };

  function asked(): string[] {
    return bench.server.heardAt(BASE).map((heard) => `${heard.method}${heard.path.slice(BASE.length)}`);
  }

  test('orders an export of a bounded time, waits, unpacks it without our token and removes it', async () => {
    await start([{ status: 404 }, QUEUED, { body: { value: [] } }, 'done']);

    const pages = await pullAll(bench.session, 'payouts');

    expect(recordsOf(pages)).toMatchObject([
      { kind: 'benefit', benefitKind: 'COOP', allocated: { amount: '12.5', currency: 'EUR' }, status: 'PAID' },
    ]);
    expect(pages.at(-1)?.resume).toBeNull();
    expect(asked()).toEqual(['POST', ...Array(4).fill('GET/export-1'), 'DELETE/export-1']);
    const [order] = bench.server.heardAt(BASE);
    expect(order?.query.get('$filter')).toBe(
      'earningForDate ge 2025-04-01T00:00:00Z and earningForDate le 2026-04-15T09:30:00Z',
    );
    expect(order?.body).toBe('');
    expect(bench.server.heardAt('/files/').map((heard) => heard.headers.authorization)).toEqual([undefined]);
  });

  test('an export that is still being made is no error: the next run looks at the same one', async () => {
    await start([...times(6, QUEUED), ...times(6, QUEUED), 'done']);

    const first = await pullAll(bench.session, 'payouts');
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({ items: [], watermark: null });
    bench.clock.advance(6 * 3_600_000);
    const second = await pullAll(bench.open(), 'payouts', { resumeFrom: first[0]?.resume ?? '' });
    expect(second).toHaveLength(1);
    expect(second[0]?.resume).toBe(first[0]?.resume);
    bench.clock.advance(6 * 3_600_000);
    const third = await pullAll(bench.open(), 'payouts', { resumeFrom: second[0]?.resume ?? '' });

    expect(recordsOf(third)).toHaveLength(1);
    expect(third.at(-1)?.resume).toBeNull();
    expect(asked().filter((call) => call === 'POST')).toHaveLength(1);
  });

  test('an export that was asked for two days ago is given up and the run starts over', async () => {
    await start([QUEUED]);
    const [page] = await pullAll(bench.session, 'payouts');
    bench.clock.advance(36 * 3_600_000);
    const error = await vendorErrorOf(pullAll(bench.session, 'payouts', { resumeFrom: page?.resume ?? '' }));
    expect(error.kind).toBe('resume_rejected');
  });

  test('an export that somebody removed starts the run over', async () => {
    await start([...times(6, QUEUED), { status: 404 }]);
    const [page] = await pullAll(bench.session, 'payouts');
    const error = await vendorErrorOf(pullAll(bench.session, 'payouts', { resumeFrom: page?.resume ?? '' }));
    expect(error.kind).toBe('resume_rejected');
  });

  test('an export that failed is asked for again by the next run, not at once', async () => {
    await start([...times(6, QUEUED), { body: { value: [{ status: 'Failed' }] } }]);
    const [page] = await pullAll(bench.session, 'payouts');
    const later = await vendorErrorOf(pullAll(bench.session, 'payouts', { resumeFrom: page?.resume ?? '' }));
    expect(later.kind).toBe('resume_rejected');
    const fresh = await vendorErrorOf(pullAll(bench.session, 'payouts'));
    expect(fresh.kind).toBe('upstream_error');
  });

  test('an answer without a request id, and a finished export without a link, are faults of the service', async () => {
    await start(['done'], { [`POST ${BASE}`]: () => ({ body: { value: [{}] } }) });
    expect((await vendorErrorOf(pullAll(bench.session, 'payouts'))).message).toContain('/value/0/requestId');
    await bench.close();

    await start([{ body: { value: [{ status: 'Completed' }] } }]);
    expect((await vendorErrorOf(pullAll(bench.session, 'payouts'))).message).toContain('/value/0/blobLocation');
  });

  test('what comes instead of an archive is refused', async () => {
    await start(['done'], { 'GET /files/x.zip': () => ({ body: '<Error>expired</Error>' }) });
    expect(await vendorErrorOf(pullAll(bench.session, 'payouts'))).toMatchObject({
      kind: 'upstream_error',
      operation: 'payouts.download',
    });
  });
});
