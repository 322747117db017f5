import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PulledPage } from '../../../platform/vendor/contract.ts';
import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import { startBench, type Bench } from './support/bench.ts';
import { canonical, distinctTexts, pagesOf, readFeed, readingOf, runFeed } from './support/reading.ts';
import { survey, type Surveyed } from './support/survey.ts';
import { READING_WORKSHOPS } from './support/workshops.ts';

/** More than the largest page any vendor gives, so that long lists have several. */
const DEALS = 105;

/** How many pages are stored before a run stops: at the first and at the last place where it can go on. */
function stopsOf(pages: readonly PulledPage[]): number[] {
  const stops = pages.flatMap(({ resume }, index) => (resume === null ? [] : [index + 1]));
  return [...new Set([...stops.slice(0, 1), ...stops.slice(-1)])];
}

describe.each(READING_WORKSHOPS)('going on at %s', (id, workshop) => {
  let bench: Bench;
  /** Each feed, read in one go. */
  let surveyed: readonly Surveyed[] = [];

  beforeAll(async () => {
    bench = await startBench(workshop, { dealsPerPartner: DEALS });
    surveyed = await survey(bench);
  });
  afterAll(() => bench?.close());

  /** Stops a run after some pages, as a process that dies would. */
  async function stoppedAfter({ feed, connection }: Surveyed, count: number): Promise<PulledPage[]> {
    const stored: PulledPage[] = [];
    for await (const page of pagesOf(bench, connection, feed)) {
      stored.push(page);
      if (stored.length === count) break;
    }
    return stored;
  }

  test('a new session goes on where a run stopped: nothing is lost, and no page but the last comes again', async () => {
    for (const each of surveyed) {
      const { feed, connection, reading, texts } = each;
      for (const count of stopsOf(reading.pages)) {
        const stored = await stoppedAfter(each, count);
        const resumeFrom = stored.at(-1)?.resume ?? null;
        const rest = await readFeed(bench, connection, feed, { resumeFrom });
        const { records } = readingOf(feed, [...stored, ...rest.pages]);
        expect([feed.name, distinctTexts(records)]).toEqual([feed.name, texts]);
        const earlier = new Set(readingOf(feed, stored.slice(0, -1)).records.map(canonical));
        expect(rest.records.map(canonical).filter((text) => earlier.has(text))).toEqual([]);
        expect([feed.name, rest.pages.at(-1)?.watermark]).toEqual([feed.name, reading.pages.at(-1)?.watermark]);
      }
    }
  });

  /** A token that is not this feed's may start the run over, with or without being asked; it never shortens it. */
  async function startsOver({ feed, connection, texts }: Surveyed, resumeFrom: string): Promise<void> {
    await bench.takeCalls();
    const outcome = await runFeed(bench, connection, feed, { resumeFrom }).catch((error: unknown) => error);
    if (Array.isArray(outcome)) {
      const { records } = readingOf(feed, outcome as PulledPage[]);
      expect([feed.name, distinctTexts(records)]).toEqual([feed.name, texts]);
      return;
    }
    expect(isVendorError(outcome)).toBe(true);
    expect(outcome).toMatchObject({ vendor: id, kind: 'resume_rejected' });
    expect((await bench.takeCalls()).total).toBe(0);
  }

  test.each([
    ['an empty text', ''],
    ['any text', 'no token of ours'],
    ['an empty object', 'e30'],
  ])('from %s the run starts over', async (_what, resumeFrom) => {
    for (const each of surveyed) await startsOver(each, resumeFrom);
  });

  test("from another feed's token the run starts over", async () => {
    for (const { feed, reading } of surveyed) {
      const token = reading.pages.find(({ resume }) => resume !== null)?.resume ?? null;
      const other = surveyed.find((each) => each.feed.name !== feed.name);
      if (token !== null && other !== undefined) await startsOver(other, token);
    }
  });

  test('no message and no log line has a secret or an address in it', () => {
    expect(bench.watch.leaks()).toEqual([]);
  });
});
