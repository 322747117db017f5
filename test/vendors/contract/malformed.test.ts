import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBench, type Bench } from './support/bench.ts';
import { canonical, distinctTexts, readFeed } from './support/reading.ts';
import { findOnWire, spoil, type WireRecord } from './support/spoiling.ts';
import { survey, type Surveyed } from './support/survey.ts';
import { idleTap, type Json, type Tap } from './support/tapped-stand-in.ts';
import { READING_WORKSHOPS } from './support/workshops.ts';

/** Enough that there is a rest. */
const DEALS = 12;

describe.each(READING_WORKSHOPS)('a record of %s with a wrong shape', (_id, workshop) => {
  let bench: Bench;
  const answers: Json[] = [];
  const tap: Tap = { ...idleTap(), seen: (answer) => void answers.push(answer) };
  let surveyed: readonly Surveyed[] = [];
  /** One record of each feed that comes as JSON. */
  const targets: Array<readonly [where: Surveyed, target: WireRecord]> = [];

  beforeAll(async () => {
    bench = await startBench(workshop, { dealsPerPartner: DEALS, tap });
    surveyed = await survey(bench);
    for (const each of surveyed) {
      answers.length = 0;
      await readFeed(bench, each.connection, each.feed);
      const target = findOnWire(answers, each.reading.records);
      if (target) targets.push([each, target]);
    }
  });
  afterAll(() => bench?.close());

  test('is there to be met', () => {
    expect(targets.length).toBeGreaterThan(0);
  });

  test('is one item that says where and what, and the others come', async () => {
    for (const [{ feed, connection, reading }, target] of targets) {
      tap.write = (answer) => JSON.stringify(spoil(answer, target));
      const { records, malformed } = await readFeed(bench, connection, feed);
      tap.write = idleTap().write;
      // A vendor may list a record twice: then it is the same item twice.
      expect([feed.name, new Set(malformed.map(canonical)).size]).toEqual([feed.name, 1]);
      const [item] = malformed;
      expect(item?.malformed).toEqual({
        remoteId: target.remoteId ?? item?.malformed.remoteId,
        path: expect.stringMatching(/^(?:\/[^/]+)+$/),
        problem: expect.stringMatching(/^expected .+, got .+$/),
      });
      const rest = reading.records.filter((pulled) => !target.concerns(pulled));
      expect([feed.name, distinctTexts(records)]).toEqual([feed.name, distinctTexts(rest)]);
    }
  });

  test('comes whole again once it is mended', async () => {
    for (const { feed, connection, texts } of surveyed) {
      const again = await readFeed(bench, connection, feed);
      expect(again.malformed).toEqual([]);
      expect([feed.name, distinctTexts(again.records)]).toEqual([feed.name, texts]);
    }
  });

  test('shows in no log line with a secret or an address', () => {
    expect(bench.watch.leaks()).toEqual([]);
  });
});
