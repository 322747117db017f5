import type { PulledRecord } from '../../../../platform/records/records.ts';
import {
  isMalformed,
  type FeedFacts,
  type MalformedItem,
  type PulledPage,
  type PullRequest,
} from '../../../../platform/vendor/contract.ts';
import type { Bench, Connection } from './bench.ts';

/** Runs until a feed that waits for its vendor is through; each goes on where the one before stopped. */
const MOST_RUNS = 20;
/** Time between two such runs, in milliseconds. */
const BETWEEN_RUNS_MS = 60_000;

/** Everything one reading of a feed brought. */
export interface Reading {
  readonly feed: FeedFacts;
  readonly pages: readonly PulledPage[];
  readonly records: readonly PulledRecord[];
  readonly malformed: readonly MalformedItem[];
}

export type Where = Partial<Pick<PullRequest, 'since' | 'resumeFrom' | 'signal'>>;

/** The pages of one run in a session of its own. Errors are noted before they are thrown. */
export async function* pagesOf(
  bench: Bench,
  connection: Connection,
  feed: FeedFacts,
  where: Where = {},
): AsyncGenerator<PulledPage> {
  const session = connection.open();
  const request = { since: null, resumeFrom: null, signal: new AbortController().signal, ...where };
  try {
    yield* session.pull(feed.name, request);
  } catch (error) {
    bench.watch.caught(error);
    throw error;
  } finally {
    await session.close();
  }
}

/** All pages of one run. */
export async function runFeed(
  bench: Bench,
  connection: Connection,
  feed: FeedFacts,
  where: Where = {},
): Promise<PulledPage[]> {
  const pages: PulledPage[] = [];
  for await (const page of pagesOf(bench, connection, feed, where)) pages.push(page);
  return pages;
}

/** Sorts the items of pages. */
export function readingOf(feed: FeedFacts, pages: readonly PulledPage[]): Reading {
  const items = pages.flatMap((page) => page.items);
  return {
    feed,
    pages,
    records: items.filter((item): item is PulledRecord => !isMalformed(item)),
    malformed: items.filter((item) => isMalformed(item)),
  };
}

/** Reads a feed to its end, in as many runs as the vendor makes us wait. */
export async function readFeed(
  bench: Bench,
  connection: Connection,
  feed: FeedFacts,
  where: Where = {},
): Promise<Reading> {
  const pages: PulledPage[] = [];
  let from = where.resumeFrom ?? null;
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    const more = await runFeed(bench, connection, feed, { ...where, resumeFrom: from });
    pages.push(...more);
    from = more.at(-1)?.resume ?? null;
    if (from === null) return readingOf(feed, pages);
    bench.clock.advance(BETWEEN_RUNS_MS);
  }
  throw new Error(`${feed.name}: expected an end within ${MOST_RUNS} runs, got none`);
}

/** One text for one pulled record, payload included, whatever the order of its members. */
export function canonical(pulled: unknown): string {
  return JSON.stringify(pulled, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The distinct records of a reading as text, in one order. */
export function distinctTexts(records: readonly PulledRecord[]): string[] {
  return [...new Set(records.map(canonical))].toSorted();
}

/** Which records there are, whatever is in them. */
export function distinctIds(records: readonly PulledRecord[]): string[] {
  return [...new Set(records.map(({ record }) => `${record.kind} ${record.remoteId}`))].toSorted();
}
