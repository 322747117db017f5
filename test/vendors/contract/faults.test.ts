import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PulledRecord } from '../../../platform/records/records.ts';
import type { PulledPage } from '../../../platform/vendor/contract.ts';
import { isVendorError, type VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { startBench, type Bench } from './support/bench.ts';
import { distinctIds, distinctTexts, pagesOf, readFeed, readingOf, runFeed } from './support/reading.ts';
import { survey, type Surveyed } from './support/survey.ts';
import { READING_WORKSHOPS } from './support/workshops.ts';

/** Few: a fault is met on the first calls. */
const DEALS = 8;

/** A vendor that is down is not called more often, whatever it is asked. */
const MOST_ATTEMPTS = 3;

/** Longer than any vendor's adapter waits by itself, in seconds. */
const RETRY_AFTER = 77;

type Fault = readonly [name: string, fault: object, kinds: readonly VendorErrorKind[]];

const FAULTS: readonly Fault[] = [
  ['an error of the vendor', { status: 500 }, ['upstream_error']],
  ['a limit', { status: 429, retryAfter: RETRY_AFTER }, ['rate_limited']],
  ['a broken connection', { reset: true }, ['unreachable']],
  ['half an answer', { truncate: true }, ['unreachable', 'upstream_error']],
];

describe.each(READING_WORKSHOPS)('when %s fails', (id, workshop) => {
  let bench: Bench;
  let surveyed: readonly Surveyed[] = [];

  beforeAll(async () => {
    bench = await startBench(workshop, { dealsPerPartner: DEALS });
    surveyed = await survey(bench);
  });
  afterAll(() => bench?.close());

  /** What a run under a fault ends with: its error, or the records it read. */
  async function under(fault: object, { feed, connection }: Surveyed): Promise<VendorError | readonly PulledRecord[]> {
    await bench.fault(fault);
    try {
      return (await readFeed(bench, connection, feed)).records;
    } catch (error) {
      if (!isVendorError(error)) throw error;
      expect(error).toMatchObject({ vendor: id, message: expect.stringMatching(/\S/) });
      return error;
    } finally {
      await bench.fault(null);
    }
  }

  /** What a healthy run brings now: a vendor's records may age while its faults were waited for. */
  async function textsNow({ feed, connection }: Surveyed): Promise<string[]> {
    return distinctTexts((await readFeed(bench, connection, feed)).records);
  }

  test.each(FAULTS)(
    '%s is told as what it is, by every feed, after three attempts at most',
    async (_name, fault, kinds) => {
      for (const each of surveyed) {
        await bench.takeCalls();
        const outcome = await under(fault, each);
        expect((await bench.takeCalls()).total).toBeLessThanOrEqual(MOST_ATTEMPTS);
        const kind = isVendorError(outcome) ? outcome.kind : 'read';
        expect([each.feed.name, kinds]).toEqual([each.feed.name, expect.arrayContaining([kind])]);
      }
    },
  );

  test('the time the vendor asks for is passed on, and everybody waits for it', async () => {
    for (const each of surveyed) {
      const outcome = await under({ status: 429, retryAfter: RETRY_AFTER }, each);
      expect(outcome).toMatchObject({ retryAfterMs: RETRY_AFTER * 1000 });
    }
    const declared = Object.keys(workshop.facts.quotas);
    for (const { bucket, ms } of bench.gate.paused) {
      expect(declared).toContain(bucket);
      expect(ms).toBeGreaterThan(0);
    }
  });

  test.each(FAULTS)('%s in one operation ends the run or costs nothing', async (_name, fault, kinds) => {
    for (const each of surveyed) {
      for (const operation of each.operations) {
        const outcome = await under({ ...fault, operations: [operation] }, each);
        if (isVendorError(outcome)) {
          expect([operation, kinds]).toEqual([operation, expect.arrayContaining([outcome.kind])]);
        } else expect([operation, distinctTexts(outcome)]).toEqual([operation, await textsNow(each)]);
      }
    }
  });

  test('a vendor that fails now and then is read whole or not at all', async () => {
    for (const each of surveyed) {
      const outcome = await under({ status: 500, probability: 0.2 }, each);
      if (isVendorError(outcome)) expect([each.feed.name, outcome.kind]).toEqual([each.feed.name, 'upstream_error']);
      else expect([each.feed.name, distinctIds(outcome)]).toEqual([each.feed.name, distinctIds(each.reading.records)]);
    }
  });

  test('pages that come twice bring no record more', async () => {
    for (const each of surveyed) {
      const outcome = await under({ duplicatePages: true }, each);
      const read = isVendorError(outcome) ? outcome : distinctTexts(outcome);
      expect([each.feed.name, read]).toEqual([each.feed.name, await textsNow(each)]);
    }
  });

  test('tokens that expire between two pages are renewed, or the run is to start over', async () => {
    for (const { feed, connection, reading } of surveyed) {
      const ids = distinctIds(reading.records);
      const stored: PulledPage[] = [];
      try {
        for await (const page of pagesOf(bench, connection, feed)) {
          if (stored.length === 0) await bench.fault({ expireTokens: true });
          stored.push(page);
        }
        const isWhole = stored.at(-1)?.resume === null;
        if (isWhole) expect(distinctIds(readingOf(feed, stored).records)).toEqual(ids);
      } catch (error) {
        if (!isVendorError(error)) throw error;
        expect(['auth_expired', 'resume_rejected']).toContain(error.kind);
      } finally {
        await bench.fault(null);
      }
      const { records } = await readFeed(bench, connection, feed);
      expect([feed.name, distinctIds(records)]).toEqual([feed.name, ids]);
    }
  });

  test('a session that met a fault reads on once it is over', async () => {
    for (const { feed, connection, reading } of surveyed) {
      const session = connection.open();
      const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
      await bench.fault({ status: 500 });
      const first = session.pull(feed.name, request)[Symbol.asyncIterator]().next();
      await expect(first).rejects.toMatchObject({ kind: 'upstream_error' });
      await bench.fault(null);
      const pages: PulledPage[] = [];
      for await (const page of session.pull(feed.name, request)) pages.push(page);
      await session.close();
      const isWhole = pages.at(-1)?.resume === null;
      const ids = distinctIds(readingOf(feed, pages).records);
      if (isWhole) expect([feed.name, ids]).toEqual([feed.name, distinctIds(reading.records)]);
    }
  });

  test('an abort between two pages ends the run with its own reason, and no further call is made', async () => {
    for (const { feed, connection } of surveyed) {
      const controller = new AbortController();
      const reason = new Error('the run was stopped');
      const pages = pagesOf(bench, connection, feed, { signal: controller.signal });
      const first = await pages.next();
      if (first.done || first.value.resume === null) continue;
      await bench.takeCalls();
      controller.abort(reason);
      await expect(pages.next()).rejects.toBe(reason);
      expect((await bench.takeCalls()).total).toBe(0);
    }
  });

  test('a run that is aborted before it began makes no call', async () => {
    const reason = new Error('the run was stopped');
    for (const { feed, connection } of surveyed) {
      await bench.takeCalls();
      const run = runFeed(bench, connection, feed, { signal: AbortSignal.abort(reason) });
      await expect(run).rejects.toBe(reason);
      expect((await bench.takeCalls()).total).toBe(0);
    }
  });

  test('no message and no log line has a secret or an address in it', () => {
    expect(bench.watch.messages.length).toBeGreaterThanOrEqual(surveyed.length * FAULTS.length);
    expect(bench.watch.leaks()).toEqual([]);
  });
});
