import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NoticeCode } from '../../platform/records/vocabulary.ts';
import { VENDOR_ERROR_KINDS, type VendorErrorKind } from '../../platform/vendor/vendor-error.ts';
import type { ConnectionIdentity } from '../../sync/pull/run-feed.ts';
import { FULL_EVERY_MS, SyncBench } from './support/bench.ts';
import { failure, feed, page, Script } from './support/script.ts';

let bench: SyncBench;
let alpha: ConnectionIdentity;
let script: Script;

beforeAll(async () => {
  bench = await SyncBench.open();
});
beforeEach(async () => {
  alpha = await bench.connect();
  script = new Script();
});
afterAll(() => bench.close());

/** Brings a feed into the state after its first complete run. */
async function haveRead(names: readonly string[], watermark = 'w1'): Promise<void> {
  expect(await bench.run(alpha, new Script().next(page(names, { watermark })))).toEqual({ state: 'complete' });
}

describe('a run of everything', () => {
  test('reads page by page, stores what comes, and leaves a watermark and a record', async () => {
    script.next(
      page(['a', 'b'], { resume: 'r1', watermark: 'w1', calls: 3 }),
      page(['c'], { resume: 'r2', watermark: 'w2' }),
      page(['d'], { watermark: 'w3', calls: 2 }),
    );
    expect(await bench.run(alpha, script)).toEqual({ state: 'complete' });
    expect(script.asked).toEqual([{ feed: 'badges', since: null, resumeFrom: null }]);
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c', 'd']);
    expect(await bench.log(alpha)).toEqual(['ADDED a', 'ADDED b', 'ADDED c', 'ADDED d']);
    expect(await bench.runs(alpha)).toMatchObject([
      {
        full_run: true,
        complete: true,
        fetched: 4,
        added: 4,
        updated: 0,
        deleted: 0,
        rejected: 0,
        calls: 6,
        error: null,
      },
    ]);
    const now = bench.clock.now();
    expect(await bench.feedState(alpha)).toMatchObject({
      watermark: 'w3',
      resume: null,
      resume_run: null,
      last_attempt_at: now,
      last_success_at: now,
      last_full_at: now,
      failure_code: null,
    });
  });

  test('marks what is gone as gone, and tells it', async () => {
    await haveRead(['a', 'b', 'c']);
    bench.clock.advance(FULL_EVERY_MS);
    await bench.run(alpha, script.next(page(['a'], { resume: 'r1' }), page(['c'], { watermark: 'w2' })));
    expect(await bench.stored(alpha)).toEqual(['-b', 'a', 'c']);
    expect((await bench.log(alpha)).slice(3)).toEqual(['DELETED b']);
    expect((await bench.runs(alpha)).at(-1)).toMatchObject({ full_run: true, fetched: 2, added: 0, deleted: 1 });
  });

  test('brings back what is there again', async () => {
    await haveRead(['a', 'b']);
    await bench.run(alpha, script.next(page(['a'], { watermark: 'w2' })), { fullRequested: true });
    await bench.run(alpha, script.next(page(['a', 'b'], { watermark: 'w3' })), { fullRequested: true });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
    expect((await bench.log(alpha)).slice(2)).toEqual(['DELETED b', 'ADDED b']);
  });

  test('of the same data again changes nothing but when it was read', async () => {
    await haveRead(['a', 'b']);
    bench.clock.advance(FULL_EVERY_MS);
    await bench.run(alpha, script.next(page(['b', 'a'], { watermark: 'w1' })));
    expect(await bench.log(alpha)).toEqual(['ADDED a', 'ADDED b']);
    expect((await bench.runs(alpha)).at(-1)).toMatchObject({ fetched: 2, added: 0, updated: 0, deleted: 0 });
    expect(await bench.feedState(alpha)).toMatchObject({ last_success_at: bench.clock.now() });
  });

  test('that finds nothing at all at the vendor says that all is gone', async () => {
    await haveRead(['a']);
    await bench.run(alpha, script.next(page([], { watermark: 'w2' })), { fullRequested: true });
    expect(await bench.stored(alpha)).toEqual(['-a']);
  });
});

describe('a run of what changed', () => {
  test('asks since the watermark, moves it, and never says that anything is gone', async () => {
    await haveRead(['a', 'b']);
    expect(await bench.run(alpha, script.next(page(['b', 'c'], { watermark: 'w2' })))).toEqual({ state: 'complete' });
    expect(script.asked).toEqual([{ feed: 'badges', since: 'w1', resumeFrom: null }]);
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c']);
    expect((await bench.log(alpha)).slice(2)).toEqual(['ADDED c']);
    expect(await bench.feedState(alpha)).toMatchObject({ watermark: 'w2' });
    expect((await bench.runs(alpha)).at(-1)).toMatchObject({ full_run: false, complete: true, deleted: 0 });
  });

  test('keeps the watermark it has when the vendor gives none', async () => {
    await haveRead(['a']);
    await bench.run(alpha, script.next(page([])));
    expect(await bench.feedState(alpha)).toMatchObject({ watermark: 'w1', last_success_at: bench.clock.now() });
  });
});

describe('a run that is interrupted', () => {
  /** A process that dies behind its first page: nothing of it ever goes on. */
  async function dieBehind(pages: ReturnType<typeof page>[]): Promise<void> {
    let dead = (): void => undefined;
    const died = new Promise<void>((resolve) => (dead = resolve));
    const dying = new Script().next(...pages, () => {
      dead();
      return new Promise<void>(() => undefined);
    });
    void bench.run(alpha, dying);
    await died;
  }

  test('between two pages goes on behind the last one that was stored, as the same run', async () => {
    await dieBehind([
      page(['a', 'b'], { resume: 'r1', watermark: 'w1' }),
      page(['c'], { resume: 'r2', watermark: 'w2' }),
    ]);
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c']);
    expect(await bench.feedState(alpha)).toMatchObject({ resume: 'r2', watermark: null, last_success_at: null });
    expect(await bench.run(alpha, script.next(page(['d'], { watermark: 'w3' })))).toEqual({ state: 'complete' });
    expect(script.asked).toEqual([{ feed: 'badges', since: null, resumeFrom: 'r2' }]);
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c', 'd']);
    const runs = await bench.runs(alpha);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ complete: true, fetched: 4, added: 4, error: null });
    expect(await bench.log(alpha)).toHaveLength(4);
  });

  test('in the middle of a page repeats that page, which changes nothing twice', async () => {
    const unstored = page(['b', 'c'], { resume: 'r2' });
    await dieBehind([page(['a'], { resume: 'r1' })]);
    await bench.run(alpha, script.next(unstored, unstored, page(['d'], { watermark: 'w1' })));
    expect(await bench.log(alpha)).toEqual(['ADDED a', 'ADDED b', 'ADDED c', 'ADDED d']);
    expect((await bench.runs(alpha))[0]).toMatchObject({ complete: true, added: 4, updated: 0, fetched: 6 });
  });

  test('and goes on days later still knows all it has seen: nothing of it counts as gone', async () => {
    await haveRead(['a', 'b', 'c', 'x']);
    bench.clock.advance(FULL_EVERY_MS);
    await dieBehind([page(['a', 'b'], { resume: 'r1' })]);
    bench.clock.advance(3 * FULL_EVERY_MS);
    await bench.run(alpha, script.next(page(['c'], { watermark: 'w2' })));
    expect(await bench.stored(alpha)).toEqual(['-x', 'a', 'b', 'c']);
  });

  test('before its first page has its record closed by the next run', async () => {
    await dieBehind([]);
    await haveRead(['a']);
    const [first, second] = await bench.runs(alpha);
    expect(first).toMatchObject({ complete: false, error: 'The run was interrupted before it ended.', fetched: 0 });
    expect(first?.ended_at).toEqual(bench.clock.now());
    expect(second).toMatchObject({ complete: true, fetched: 1 });
  });

  test('from outside throws the reason, keeps its place and reports no failure', async () => {
    await haveRead(['a']);
    const stopping = new AbortController();
    const reason = new Error('the process is stopping');
    script.next(page(['b'], { resume: 'r1' }), () => stopping.abort(reason), page(['c']));
    await expect(bench.run(alpha, script, { signal: stopping.signal })).rejects.toBe(reason);
    expect(await bench.feedState(alpha)).toMatchObject({ resume: 'r1', failure_code: null, watermark: 'w1' });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
    await bench.run(alpha, script.next(page(['c'], { watermark: 'w2' })));
    expect(script.asked.at(-1)).toEqual({ feed: 'badges', since: 'w1', resumeFrom: 'r1' });
    expect((await bench.runs(alpha)).map((run) => run.complete)).toEqual([true, true]);
  });
});

describe('a page token that the vendor no longer knows', () => {
  test('starts the run over, at once, and nothing it had seen counts as gone', async () => {
    await bench.run(alpha, new Script().next(page(['a', 'b'], { resume: 'r1' }), failure('unreachable')));
    script.next(failure('resume_rejected')).next(page(['a', 'b'], { resume: 'r1' }), page(['c'], { watermark: 'w1' }));
    expect(await bench.run(alpha, script)).toEqual({ state: 'complete' });
    expect(script.asked.map((asked) => asked.resumeFrom)).toEqual(['r1', null]);
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c']);
    expect(await bench.runs(alpha)).toMatchObject([
      { complete: false, error: 'It is resume_rejected.' },
      { complete: true, fetched: 3, added: 1, error: null },
    ]);
    expect(await bench.feedState(alpha)).toMatchObject({ failure_code: null, resume: null, watermark: 'w1' });
  });

  test('starts it over once: when it is refused again, the run has failed, without a place to go on from', async () => {
    script
      .next(page(['a'], { resume: 'r1' }), failure('resume_rejected'))
      .next(page(['a'], { resume: 'r2' }), failure('resume_rejected'));
    expect(await bench.run(alpha, script)).toMatchObject({ state: 'failed', failure: { code: 'UPSTREAM_ERROR' } });
    expect(script.asked).toHaveLength(2);
    expect(await bench.feedState(alpha)).toMatchObject({
      failure_code: 'UPSTREAM_ERROR',
      resume: null,
      resume_run: null,
    });
  });
});

describe('a vendor that is not ready yet', () => {
  test('leaves a run that is neither a failure nor a success, and marks nothing as gone', async () => {
    await haveRead(['a', 'b']);
    const before = await bench.feedState(alpha);
    bench.clock.advance(FULL_EVERY_MS);
    script.next(page(['a'], { resume: 'report 7' }), page([], { resume: 'report 7' }));
    expect(await bench.run(alpha, script)).toEqual({ state: 'unfinished' });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
    expect((await bench.runs(alpha)).at(-1)).toMatchObject({
      complete: false,
      error: null,
      ended_at: bench.clock.now(),
    });
    expect(await bench.feedState(alpha)).toMatchObject({
      failure_code: null,
      resume: 'report 7',
      watermark: 'w1',
      last_success_at: before.last_success_at,
      last_full_at: before.last_full_at,
      last_attempt_at: bench.clock.now(),
    });
    expect(await bench.run(alpha, script.next(page(['c'], { watermark: 'w2' })))).toEqual({ state: 'complete' });
    expect(script.asked.at(-1)?.resumeFrom).toBe('report 7');
    expect(await bench.stored(alpha)).toEqual(['-b', 'a', 'c']);
    expect(await bench.runs(alpha)).toHaveLength(2);
  });

  test('clears a failure before it: there is an answer again', async () => {
    await bench.run(alpha, script.next(failure('unreachable')));
    await bench.run(alpha, script.next(page([], { resume: 'soon' })));
    expect(await bench.feedState(alpha)).toMatchObject({ failure_code: null, failure_message: null, resume: 'soon' });
  });
});

describe('a vendor that fails', () => {
  const CODES: Readonly<Record<VendorErrorKind, NoticeCode>> = {
    rate_limited: 'RATE_LIMITED',
    quota_exceeded: 'RATE_LIMITED',
    auth_expired: 'AUTH_EXPIRED',
    unreachable: 'UNREACHABLE',
    upstream_error: 'UPSTREAM_ERROR',
    refused: 'UPSTREAM_ERROR',
    resume_rejected: 'UPSTREAM_ERROR',
  };

  test.each(VENDOR_ERROR_KINDS)('with %s is reported as such, with when it makes sense to ask again', async (kind) => {
    await haveRead(['a']);
    script.next(failure(kind, 90_000)).next(failure(kind, 90_000));
    expect(await bench.run(alpha, script)).toMatchObject({
      state: 'failed',
      failure: { code: CODES[kind], message: `It is ${kind}.`, retryAfterMs: 90_000 },
    });
    expect(await bench.feedState(alpha)).toMatchObject({
      failure_code: CODES[kind],
      failure_message: `It is ${kind}.`,
      retry_at: new Date(bench.clock.now().getTime() + 90_000),
      watermark: 'w1',
    });
    expect((await bench.runs(alpha)).at(-1)).toMatchObject({ complete: false, error: `It is ${kind}.` });
    expect(await bench.stored(alpha)).toEqual(['a']);
  });

  test('behind some pages keeps them, deletes nothing, and is asked for the rest the next time', async () => {
    await haveRead(['a', 'b', 'c']);
    bench.clock.advance(FULL_EVERY_MS);
    await bench.run(alpha, script.next(page(['a', 'd'], { resume: 'r1' }), failure('unreachable')));
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c', 'd']);
    expect(await bench.feedState(alpha)).toMatchObject({ failure_code: 'UNREACHABLE', retry_at: null, resume: 'r1' });
    await bench.run(alpha, script.next(page(['b'], { watermark: 'w2' })));
    expect(await bench.stored(alpha)).toEqual(['-c', 'a', 'b', 'd']);
    expect(await bench.feedState(alpha)).toMatchObject({ failure_code: null, failure_message: null, resume: null });
  });

  test('through a fault of ours is not blamed, and nothing of the fault is told', async () => {
    const outcome = await bench.run(alpha, script.next(new Error('connect ECONNREFUSED 10.0.0.7 password=hunter2')));
    expect(outcome).toMatchObject({ failure: { code: 'UPSTREAM_ERROR', retryAfterMs: null } });
    const { failure_message: message } = await bench.feedState(alpha);
    expect(message).toBe('The data could not be taken in because of a fault on our side.');
  });
});

describe('records that do not have the shape the vendor documents', () => {
  test('are kept out, counted and noted, and the rest is stored', async () => {
    script.next(page(['a'], { resume: 'r1', malformed: ['bad'] }), page(['b'], { malformed: [null], watermark: 'w1' }));
    expect(await bench.run(alpha, script)).toEqual({ state: 'complete' });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
    const [run] = await bench.runs(alpha);
    expect(run).toMatchObject({ complete: true, fetched: 4, added: 2, rejected: 2, error: null });
    const rejected = await bench.as(alpha, (trx) =>
      trx
        .selectFrom('rejected_record')
        .select(['run_id', 'remote_id', 'path', 'problem'])
        .orderBy('remote_id')
        .execute(),
    );
    const problem = 'expected string, got number';
    expect(rejected).toEqual([
      { run_id: run?.id, remote_id: 'bad', path: '/name', problem },
      { run_id: run?.id, remote_id: null, path: '/name', problem },
    ]);
  });

  test('stay as they are when they were readable before: a vendor that lists them has not deleted them', async () => {
    await haveRead(['a', 'b', 'c']);
    await bench.run(alpha, script.next(page(['a'], { malformed: ['b'], watermark: 'w2' })), { fullRequested: true });
    expect(await bench.stored(alpha)).toEqual(['-c', 'a', 'b']);
  });

  test('without an id keep a run from saying what is gone: it could be any of them', async () => {
    await haveRead(['a', 'b']);
    await bench.run(alpha, script.next(page(['a'], { malformed: [null], watermark: 'w2' })), { fullRequested: true });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
    await bench.run(alpha, script.next(page(['a'], { watermark: 'w3' })), { fullRequested: true });
    expect(await bench.stored(alpha)).toEqual(['-b', 'a']);
  });

  test('and characters that can not be stored do not hold up the page', async () => {
    const odd = page(['nul \u0000', 'half \uD83D']);
    const payload = { 'na\u0000me': ['\u0000', '\uDC00'] };
    const items = odd.items.map((each) => ('record' in each ? { ...each, payload } : each));
    expect(await bench.run(alpha, script.next({ ...odd, items }))).toEqual({ state: 'complete' });
    expect(await bench.stored(alpha)).toEqual(['half \uFFFD', 'nul \uFFFD']);
    const { payload: kept } = await bench.as(alpha, (trx) =>
      trx.selectFrom('vendor_payload').select('payload').executeTakeFirstOrThrow(),
    );
    expect(kept).toEqual({ value: { 'na\uFFFDme': ['\uFFFD', '\uFFFD'] } });
  });
});

describe('what a run costs', () => {
  test('is as many statements for a page of two hundred records as for one of two', async () => {
    const cost = async (count: number): Promise<number> => {
      alpha = await bench.connect();
      bench.db.takeStatements();
      await bench.run(alpha, new Script().next(page(Array.from({ length: count }, (_, index) => `${index}`))));
      const statements = bench.db.takeStatements();
      return statements.length;
    };
    const few = await cost(2);
    expect(few).toBeGreaterThan(5);
    expect(await cost(200)).toBe(few);
  });

  test('of several feeds is kept apart: each has its own place, watermark and health', async () => {
    await bench.run(alpha, script.next(page(['a'], { watermark: 'w1' })), { feed: feed('one') });
    await bench.run(alpha, script.next(failure('unreachable')), { feed: feed('two') });
    await bench.run(alpha, script.next(page([], { watermark: 'w2' })), { feed: feed('three', { mode: 'full' }) });
    expect(await bench.feeds(alpha)).toMatchObject([
      { feed: 'one', watermark: 'w1', failure_code: null },
      { feed: 'three', watermark: 'w2', failure_code: null },
      { feed: 'two', watermark: null, failure_code: 'UNREACHABLE' },
    ]);
    expect(await bench.stored(alpha)).toEqual(['a']);
  });
});
