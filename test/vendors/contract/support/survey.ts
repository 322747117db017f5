import type { FeedFacts } from '../../../../platform/vendor/contract.ts';
import { isVendorError } from '../../../../platform/vendor/vendor-error.ts';
import type { Bench, Connection } from './bench.ts';
import { distinctTexts, readFeed, type Reading } from './reading.ts';
import { pulledFeeds } from './workshops.ts';

/** A feed as it is while all is well, at a partner that has something in it. */
export interface Surveyed {
  readonly feed: FeedFacts;
  readonly connection: Connection;
  readonly reading: Reading;
  /** The distinct records of the reading. */
  readonly texts: readonly string[];
  /** Operations of the stand-in that the reading needed. */
  readonly operations: readonly string[];
}

/** What a partner has in a feed; null where the vendor refuses it, since not every partner has every role. */
export async function readIfAllowed(bench: Bench, connection: Connection, feed: FeedFacts): Promise<Reading | null> {
  try {
    return await readFeed(bench, connection, feed);
  } catch (error) {
    if (isVendorError(error) && error.kind === 'refused') return null;
    throw error;
  }
}

async function surveyOf(bench: Bench, feed: FeedFacts): Promise<Surveyed | null> {
  for (const connection of bench.connections()) {
    await bench.takeCalls();
    const reading = await readIfAllowed(bench, connection, feed);
    if (reading === null || reading.records.length === 0) continue;
    const operations = Object.keys((await bench.takeCalls()).calls);
    return { feed, connection, reading, texts: distinctTexts(reading.records), operations };
  }
  return null;
}

/**
 * Reads each feed at the first partner that has something in it. A feed that nobody has anything in is left out: nothing
 * can be said of it but that, and the tests of reading say it.
 * @throws Error when no feed is left
 */
export async function survey(bench: Bench): Promise<Surveyed[]> {
  const found: Surveyed[] = [];
  for (const feed of pulledFeeds(bench.workshop)) {
    const surveyed = await surveyOf(bench, feed);
    if (surveyed !== null) found.push(surveyed);
  }
  if (found.length === 0) throw new Error(`${bench.workshop.facts.id}: expected records in one of the feeds, got none`);
  return found;
}
