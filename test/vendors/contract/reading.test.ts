import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PulledRecord } from '../../../platform/records/records.ts';
import { startBench, type Bench } from './support/bench.ts';
import {
  clashingIds,
  clashingMemberships,
  unknownCodes,
  withoutBenefit,
  withoutMembership,
} from './support/connection-faults.ts';
import { distinctTexts, pagesOf, readFeed, type Reading } from './support/reading.ts';
import { formFaults } from './support/record-shapes.ts';
import { readIfAllowed, survey, type Surveyed } from './support/survey.ts';
import { pulledFeeds, READING_WORKSHOPS } from './support/workshops.ts';

/** Enough that the stand-ins show every state they know. */
const DEALS = 30;

/** Records that were changed last; none where the vendor does not tell when each was changed. */
function newestOf({ records }: Reading): PulledRecord[] {
  const instants = records.map(({ record }) => record.remoteUpdatedAt);
  if (instants.includes(null)) return [];
  const newest = instants.toSorted().at(-1);
  return records.filter(({ record }) => record.remoteUpdatedAt === newest);
}

describe.each(READING_WORKSHOPS)('reading %s', (_id, workshop) => {
  let bench: Bench;
  /** What each partner's connection holds after one whole run. */
  const connections: Array<readonly Reading[]> = [];
  const all = (): Reading[] => connections.flat();
  let surveyed: readonly Surveyed[] = [];

  beforeAll(async () => {
    bench = await startBench(workshop, { dealsPerPartner: DEALS });
    for (const connection of bench.connections()) {
      const readings = [];
      for (const feed of pulledFeeds(workshop)) readings.push(await readIfAllowed(bench, connection, feed));
      connections.push(readings.filter((reading) => reading !== null));
    }
    surveyed = await survey(bench);
  });
  afterAll(() => bench?.close());

  test('a session is opened and closed without a call', async () => {
    await bench.takeCalls();
    for (const connection of bench.connections()) await connection.open().close();
    expect((await bench.takeCalls()).total).toBe(0);
  });

  test('every feed brings records, of every kind it names and of no other', () => {
    for (const feed of pulledFeeds(workshop)) {
      const kinds = all()
        .filter((reading) => reading.feed.name === feed.name)
        .flatMap(({ records }) => records.map(({ record }) => record.kind));
      expect([feed.name, new Set(kinds)]).toEqual([feed.name, new Set(feed.kinds)]);
    }
  });

  test('nothing that the vendor documents is taken for malformed', () => {
    expect(all().flatMap(({ malformed }) => malformed)).toEqual([]);
  });

  test('every record has the form that the house promises: dates, instants, money, words of the vocabulary', () => {
    expect(all().flatMap(({ records }) => records.flatMap(({ record }) => formFaults(record)))).toEqual([]);
  });

  test('every payload is JSON', () => {
    for (const { payload } of all().flatMap(({ records }) => records)) {
      expect(JSON.parse(JSON.stringify(payload ?? null))).toEqual(payload);
    }
  });

  test('an identifier names one record of its kind', () => {
    expect(connections.flatMap((readings) => clashingIds(readings))).toEqual([]);
  });

  test('a program, its portfolio and a distributor make one membership', () => {
    expect(connections.flatMap((readings) => clashingMemberships(readings))).toEqual([]);
  });

  test('programs, portfolios and tiers are those of the facts', () => {
    expect(unknownCodes(workshop, all())).toEqual([]);
  });

  test('deals belong to programs that the connection is a member of', () => {
    expect(connections.flatMap((readings) => withoutMembership(readings))).toEqual([]);
  });

  test('requests for funds find their benefit', () => {
    expect(connections.flatMap((readings) => withoutBenefit(readings))).toEqual([]);
  });

  test('only the last page has no place to go on from', () => {
    for (const { feed, pages } of all()) {
      const ends = pages.map(({ resume }) => resume === null);
      expect([feed.name, ends]).toEqual([feed.name, pages.map((_, index) => index === pages.length - 1)]);
    }
  });

  test('the calls that a page counts are the calls that were made for it', async () => {
    await bench.takeCalls();
    for (const { feed, connection } of surveyed) {
      for await (const { calls } of pagesOf(bench, connection, feed)) {
        expect([feed.name, calls]).toEqual([feed.name, (await bench.takeCalls()).total]);
      }
      // What is tidied away after the last page belongs to none.
      await bench.takeCalls();
    }
  });

  test('reading again gives the same records and payloads while nothing changes', async () => {
    for (const { feed, connection, texts } of surveyed) {
      const again = await readFeed(bench, connection, feed);
      expect([feed.name, distinctTexts(again.records)]).toEqual([feed.name, texts]);
    }
  });

  test('a watermark brings again what stands on its boundary, unchanged, and no more', async () => {
    for (const { feed, connection, reading, texts } of surveyed.filter((each) => each.feed.mode === 'incremental')) {
      const since = reading.pages.at(-1)?.watermark ?? null;
      expect([feed.name, since]).toEqual([feed.name, expect.any(String)]);
      const again = distinctTexts((await readFeed(bench, connection, feed, { since })).records);
      expect([feed.name, again.filter((text) => !texts.includes(text))]).toEqual([feed.name, []]);
      expect(again.length).toBeLessThan(texts.length);
      const boundary = distinctTexts(newestOf(reading));
      if (boundary.length > 0) expect(again.filter((text) => !boundary.includes(text))).toEqual([]);
    }
  });

  test('calls are made within budgets that the facts declare', () => {
    const declared = Object.keys(workshop.facts.quotas);
    expect([...bench.gate.taken].filter((bucket) => !declared.includes(bucket))).toEqual([]);
    expect(bench.gate.taken.size > 0).toBe(declared.length > 0);
  });

  test('no log line has a secret or an address in it', () => {
    expect(bench.watch.leaks()).toEqual([]);
  });
});
