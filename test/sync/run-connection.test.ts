import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { runConnection, type RunConnectionOptions } from '../../sync/pull/run-connection.ts';
import type { ConnectionIdentity } from '../../sync/pull/run-feed.ts';
import { INTERVAL_MS, SyncBench } from './support/bench.ts';
import { until } from './support/until.ts';
import { failure, feed, page, Script, workshopOf } from './support/script.ts';

let bench: SyncBench;
let alpha: ConnectionIdentity;
let script: Script;
const FEEDS = [feed('one'), feed('two'), feed('three')];

beforeAll(async () => {
  bench = await SyncBench.open();
});
beforeEach(async () => {
  alpha = await bench.connect();
  script = new Script();
});
afterAll(() => bench.close());

async function run(more: Partial<RunConnectionOptions> = {}): ReturnType<typeof runConnection> {
  return runConnection({ ...bench.runOptions(script, FEEDS), ...more }, await bench.connection(alpha));
}

const later = (ms: number): Date => new Date(bench.clock.now().getTime() + ms);
const feedsBy = async (key: 'failure_code' | 'last_success_at'): Promise<Record<string, unknown>> =>
  Object.fromEntries((await bench.feeds(alpha)).map((state) => [state.feed, state[key]]));

describe('a run of a connection', () => {
  test('reads every feed in order, in one session, and is done until the next time', async () => {
    script
      .next(page(['a']))
      .next(page(['b']))
      .next(page(['c']));
    expect(await run()).toBe('succeeded');
    expect(script.asked.map((asked) => asked.feed)).toEqual(['one', 'two', 'three']);
    expect([script.opened, script.closed]).toEqual([1, 1]);
    expect(await bench.connection(alpha)).toMatchObject({
      running_since: null,
      last_attempt_at: bench.clock.now(),
      last_success_at: bench.clock.now(),
      next_attempt_at: later(INTERVAL_MS),
      full_requested: false,
    });
  });

  test('says while it goes on that it does, and of what was never read that it was not', async () => {
    let during: unknown;
    script.next(page([])).next(async () => {
      during = { row: await bench.connection(alpha), feeds: await feedsBy('last_success_at') };
    }, page([]));
    await run();
    expect(during).toMatchObject({
      row: { running_since: bench.clock.now() },
      feeds: { one: bench.clock.now(), two: null, three: null },
    });
  });

  test('goes on with the other feeds when one fails, and comes again at the usual time', async () => {
    script
      .next(page(['a']))
      .next(failure('unreachable'))
      .next(page(['c']));
    expect(await run()).toBe('failed');
    expect(await bench.stored(alpha)).toEqual(['a', 'c']);
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: 'UNREACHABLE', three: null });
    expect(await bench.connection(alpha)).toMatchObject({
      last_success_at: null,
      next_attempt_at: later(INTERVAL_MS),
      running_since: null,
    });
    expect(script.closed).toBe(1);
  });

  test('stops at refused credentials, says so of every feed that it did not try, and keeps what is known', async () => {
    for (const name of ['a', 'b', 'c']) script.next(page([name], { watermark: 'w1' }));
    await run();
    bench.clock.advance(INTERVAL_MS);
    const read = bench.clock.now();
    script.next(page([])).next(failure('auth_expired'));
    expect(await run()).toBe('failed');
    expect(script.asked.map((asked) => asked.feed).slice(3)).toEqual(['one', 'two']);
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: 'AUTH_EXPIRED', three: 'AUTH_EXPIRED' });
    expect(await feedsBy('last_success_at')).toMatchObject({
      one: read,
      three: new Date(read.getTime() - INTERVAL_MS),
    });
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['as the vendor says when it says', [90_000], 90_000],
    ['as the most patient of its feeds says', [90_000, 5_000], 90_000],
    ['a second later at the soonest', [1], 1_000],
    ['later than usual when the vendor says so', [86_400_000], 86_400_000],
  ])('that failed comes again %s', async (_title, waits, expected) => {
    for (const wait of waits) script.next(failure('rate_limited', wait));
    expect(await run()).toBe('failed');
    expect(await bench.connection(alpha)).toMatchObject({ next_attempt_at: later(expected) });
  });

  test('that was asked for everything reads everything, and is asked for no more than it', async () => {
    for (const feedName of FEEDS) script.next(page([feedName.name], { watermark: 'w1' }));
    await run();
    await bench.as(alpha, (trx) => trx.updateTable('connection').set({ full_requested: true }).execute());
    script.next(page(['one'])).next(failure('unreachable'));
    await run();
    expect(script.asked.slice(3).map((asked) => asked.since)).toEqual([null, null, null]);
    expect((await bench.connection(alpha)).full_requested).toBe(true);
    await run();
    expect((await bench.connection(alpha)).full_requested).toBe(false);
    await run();
    expect(script.asked.slice(9).map((asked) => asked.since)).toEqual(['w1', 'w1', 'w1']);
  });

  test('whose vendor is not ready with something is no failure, and comes again at the usual time', async () => {
    script.next(page([], { resume: 'report 7' }));
    expect(await run()).toBe('succeeded');
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: null, three: null });
    expect(await bench.connection(alpha)).toMatchObject({ next_attempt_at: later(INTERVAL_MS) });
  });

  test('to a vendor that nobody knows is a bug of ours', async () => {
    const row = { ...(await bench.connection(alpha)), vendor_id: 'gone' };
    await expect(runConnection(bench.runOptions(script), row)).rejects.toThrow(
      'is to a vendor that is not in the registry',
    );
  });
});

describe('credentials', () => {
  const AUTH = { one: 'AUTH_EXPIRED', two: 'AUTH_EXPIRED', three: 'AUTH_EXPIRED' };
  const keep = (sealed: string): Promise<unknown> =>
    bench.as(alpha, (trx) => trx.updateTable('connection_secret').set({ sealed }).execute());

  test('that are missing fail every feed, without a session', async () => {
    alpha = await bench.connect({}, null);
    expect(await run()).toBe('failed');
    expect(await feedsBy('failure_code')).toEqual(AUTH);
    expect((await bench.feeds(alpha))[0]?.failure_message).toBe(
      'The credentials of the connection to Alpha Systems are missing.',
    );
    expect(script.opened).toBe(0);
  });

  test('of another form than the vendor needs fail every feed, and are not told', async () => {
    await keep(bench.secrets.seal(JSON.stringify({ password: 'hunter2' }), alpha.connectionId));
    expect(await run()).toBe('failed');
    expect(await feedsBy('failure_code')).toEqual(AUTH);
    expect(JSON.stringify(await bench.feeds(alpha))).not.toContain('hunter2');
  });

  test('that were sealed for another connection are not opened', async () => {
    const other = await bench.connect();
    await keep(bench.secrets.seal(JSON.stringify({ key: 'secret' }), other.connectionId));
    expect(await run()).toBe('failed');
    expect(script.opened).toBe(0);
    expect((await bench.feeds(alpha)).map((state) => state.failure_message)).toEqual(
      FEEDS.map(() => 'The data could not be taken in because of a fault on our side.'),
    );
  });

  test('that the vendor replaces are the ones of the next run, sealed as those before', async () => {
    const opened: unknown[] = [];
    const base = workshopOf(script, FEEDS);
    const rotating = {
      ...base,
      open: (deps: Parameters<typeof base.open>[0]) => {
        opened.push(deps.credentials);
        script.next(() => deps.saveCredentials({ key: `key ${opened.length + 1}` }), page([]));
        return base.open(deps);
      },
    };
    const workshops = new Map([['alpha', rotating]]);
    expect([await run({ workshops }), await run({ workshops })]).toEqual(['succeeded', 'succeeded']);
    expect(opened).toEqual([{ key: 'secret' }, { key: 'key 2' }]);
    const { sealed } = await bench.as(alpha, (trx) =>
      trx
        .selectFrom('connection_secret')
        .select('sealed')
        .where('connection_id', '=', alpha.connectionId)
        .executeTakeFirstOrThrow(),
    );
    expect(sealed).not.toContain('key');
    expect(JSON.parse(bench.secrets.open(sealed, alpha.connectionId))).toEqual({ key: 'key 3' });
  });

  test('that are refused once are tried again the next time, and every feed recovers', async () => {
    script.next(failure('auth_expired', 60_000));
    await run();
    expect((await bench.feeds(alpha)).map((state) => state.retry_at)).toEqual(FEEDS.map(() => later(60_000)));
    expect(await run()).toBe('succeeded');
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: null, three: null });
    expect((await bench.feeds(alpha)).map((state) => state.retry_at)).toEqual([null, null, null]);
  });
});

describe('two processes', () => {
  let other: Database;

  beforeAll(() => {
    other = openDatabase({ url: bench.db.url, max: 3, log: pino({ level: 'silent' }) });
  });
  afterAll(() => other.close());

  /** A run that waits inside its first feed until it is let go. */
  function waiting(): { readonly begun: Promise<void>; readonly step: () => Promise<void>; go(): void } {
    let begin = (): void => undefined;
    let go = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const gone = new Promise<void>((resolve) => (go = resolve));
    return {
      begun,
      step: async () => {
        begin();
        await gone;
      },
      go: () => go(),
    };
  }

  test('that find the same connection due: one reads it, the other is told that it is busy', async () => {
    const wait = waiting();
    script.next(wait.step, page(['a']));
    const first = run();
    await wait.begun;
    const row = await bench.connection(alpha);
    expect(await runConnection({ ...bench.runOptions(script, FEEDS), database: other }, row)).toBe('busy');
    wait.go();
    expect(await first).toBe('succeeded');
    expect(script.asked).toHaveLength(FEEDS.length);
  });

  test('of which one comes just behind the other do not read twice', async () => {
    const row = await bench.connection(alpha);
    expect(await run()).toBe('succeeded');
    expect(await runConnection({ ...bench.runOptions(script, FEEDS), database: other }, row)).toBe('busy');
    expect(script.asked).toHaveLength(FEEDS.length);
    expect(await bench.connection(alpha)).toMatchObject({ next_attempt_at: later(INTERVAL_MS) });
  });

  test('of which one loses its lock: it stops, writes nothing more, and the other goes on from its last page', async () => {
    const wait = waiting();
    script.next(page(['a'], { resume: 'r1' }), wait.step, page(['lost']));
    const first = run();
    await wait.begun;
    await sql`select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(other.kysely);
    const takeOver = new Script()
      .next(page(['b']))
      .next(page(['c']))
      .next(page(['d']));
    const second = { ...bench.runOptions(takeOver, FEEDS), database: other };
    let outcome: string = 'busy';
    await until(async () => (outcome = await runConnection(second, await bench.connection(alpha))) !== 'busy');
    expect(outcome).toBe('succeeded');
    const after = await bench.connection(alpha);
    wait.go();
    await expect(first).rejects.toThrow('the lock on the connection was lost');
    expect(takeOver.asked[0]).toEqual({ feed: 'one', since: null, resumeFrom: 'r1' });
    expect(await bench.stored(alpha)).toEqual(['a', 'b', 'c', 'd']);
    expect(await bench.connection(alpha)).toEqual(after);
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: null, three: null });
    expect((await bench.runs(alpha)).filter((each) => !each.complete)).toEqual([]);
  });

  test('of which one is stopped: it is due at once, no failure is told, and the other goes on from its last page', async () => {
    const stopping = new AbortController();
    const reason = new Error('the process is stopping');
    script.next(page(['a'], { resume: 'r1' }), () => stopping.abort(reason), page(['lost']));
    await expect(run({ signal: stopping.signal })).rejects.toBe(reason);
    expect(await bench.connection(alpha)).toMatchObject({ running_since: null, next_attempt_at: bench.clock.now() });
    expect(await feedsBy('failure_code')).toEqual({ one: null, two: null, three: null });
    expect(script.closed).toBe(1);
    script.next(page(['b']));
    expect(await run({ database: other })).toBe('succeeded');
    expect(script.asked.at(-3)).toEqual({ feed: 'one', since: null, resumeFrom: 'r1' });
    expect(await bench.stored(alpha)).toEqual(['a', 'b']);
  });
});

describe('a run that a person asks for while one is under way', () => {
  test('stays due: what was asked for after the vendor was read is read again', async () => {
    const asked = later(60_000);
    script.next(async () => {
      await bench.as(alpha, (trx) => trx.updateTable('connection').set({ next_attempt_at: asked }).execute());
    }, page([]));
    expect(await run()).toBe('succeeded');
    expect(await bench.connection(alpha)).toMatchObject({ next_attempt_at: asked, running_since: null });
  });

  test('and that was asked for before the lock was taken is this run', async () => {
    const row = await bench.connection(alpha);
    bench.clock.advance(1_000);
    await bench.as(alpha, (trx) => trx.updateTable('connection').set({ next_attempt_at: bench.clock.now() }).execute());
    expect(await runConnection(bench.runOptions(script), row)).toBe('succeeded');
    expect(await bench.connection(alpha)).toMatchObject({ next_attempt_at: later(INTERVAL_MS) });
  });
});
