import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FeedFacts } from '../../../platform/vendor/contract.ts';
import { startBench, type Bench, type Connection } from './support/bench.ts';
import { runFeed } from './support/reading.ts';
import { survey } from './support/survey.ts';
import { READING_WORKSHOPS } from './support/workshops.ts';

/** Enough that every feed has something. */
const DEALS = 8;

/** How long the house's own client waits for a vendor that hangs, in milliseconds. */
const TIMEOUT_MS = 120;
/** After how long a run is stopped, in milliseconds: its first call is on its way by then, or about to be. */
const ABORT_MS = 60;

describe.each(READING_WORKSHOPS)('when %s never answers', (id, workshop) => {
  let bench: Bench;
  let callsThroughHouse = false;
  /** Each feed, with the place of a partner that has something in it. */
  const places: Array<readonly [feed: FeedFacts, partner: number]> = [];

  beforeAll(async () => {
    const patient = await startBench(workshop, { dealsPerPartner: DEALS });
    for (const { feed, connection } of await survey(patient)) {
      places.push([feed, patient.connections().indexOf(connection)]);
    }
    callsThroughHouse = patient.httpCalls > 0;
    await patient.close();
    const http = { timeoutMs: TIMEOUT_MS, headersTimeoutMs: TIMEOUT_MS, bodyTimeoutMs: TIMEOUT_MS };
    bench = await startBench(workshop, { dealsPerPartner: DEALS, http });
    await bench.fault({ hang: true });
  });
  afterAll(() => bench?.close());

  function* targets(): Generator<readonly [feed: FeedFacts, connection: Connection]> {
    for (const [feed, partner] of places) {
      const connection = bench.connections()[partner];
      if (connection) yield [feed, connection];
    }
  }

  test('an abort ends the run at once, with its own reason', async () => {
    for (const [feed, connection] of targets()) {
      const controller = new AbortController();
      const reason = new Error('the run was stopped');
      const timer = setTimeout(() => controller.abort(reason), ABORT_MS);
      await expect(runFeed(bench, connection, feed, { signal: controller.signal })).rejects.toBe(reason);
      clearTimeout(timer);
    }
  });

  test('it is unreachable once the time of the house is over', async () => {
    // A workshop that calls through a client of its vendor's keeps to that one's times; there the abort is what counts.
    if (!callsThroughHouse) return;
    for (const [feed, connection] of targets()) {
      await expect(runFeed(bench, connection, feed)).rejects.toMatchObject({ vendor: id, kind: 'unreachable' });
    }
  });

  test('no message and no log line has a secret or an address in it', () => {
    expect(bench.watch.messages.length).toBeGreaterThanOrEqual(places.length);
    expect(bench.watch.leaks()).toEqual([]);
  });
});
