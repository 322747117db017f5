import DataLoader from 'dataloader';
import type { Transport } from '../records/vocabulary.ts';
import type { GraphContext } from './context.ts';
import { sourceStateRows, type ConsentLimit, type FeedHealthRow } from './feed-health-store.ts';
import { freshnessTarget, type FreshnessTargets } from './freshness.ts';

export type { ConsentLimit } from './feed-health-store.ts';

/** What one feed of one connection last did, and how it comes. */
export interface FeedHealth extends FeedHealthRow {
  readonly transport: Transport;
  /** False where a person brings the records: nothing is wrong with such a feed for not having been used. */
  readonly pulled: boolean;
}

const STATE = 'state of sources';
const ALL = 'all';

interface SourceState {
  readonly feeds: readonly FeedHealth[];
  readonly limits: readonly ConsentLimit[];
}

function loadState(context: GraphContext): Promise<SourceState> {
  const known = context.services.vendors.feeds;
  const loader = context.loader<string, SourceState>(
    STATE,
    () =>
      new DataLoader(async (keys) => {
        const places = new Map(known.map((feed) => [`${feed.vendor}/${feed.name}`, feed]));
        const rows = await context.db.read((trx) => sourceStateRows(trx, known));
        const feeds = rows.feeds.map((row): FeedHealth => {
          const facts = places.get(`${row.vendorId}/${row.feed}`);
          return { ...row, transport: facts?.transport ?? 'API', pulled: facts?.pulled !== false };
        });
        return keys.map(() => ({ ...rows, feeds }));
      }),
  );
  return loader.load(ALL);
}

/**
 * The health of every feed that the viewer can see: one statement a request, whatever the page holds. A viewer has a
 * handful of connections, a distributor one per vendor and reseller.
 */
export async function loadFeedHealth(context: GraphContext): Promise<readonly FeedHealth[]> {
  return (await loadState(context)).feeds;
}

/** What others keep from the viewer although they let it see something: read with the health, in the same statement. */
export async function loadConsentLimits(context: GraphContext): Promise<readonly ConsentLimit[]> {
  return (await loadState(context)).limits;
}

/** A file that nobody has sent in yet. */
function isUnsent(health: FeedHealth): boolean {
  return !health.pulled && health.lastSuccessAt === null;
}

/**
 * Leaves out files that nobody has sent in, wherever something else tells of the same partner and vendor: they are an
 * offer then. Where nothing does, they stay, and say that the vendor was never read.
 */
export function withoutUnsentFiles(feeds: readonly FeedHealth[]): readonly FeedHealth[] {
  const placeOf = (health: FeedHealth): string => `${health.partnerId}/${health.vendorId}`;
  const told = new Set(feeds.filter((health) => !isUnsent(health)).map(placeOf));
  return feeds.filter((health) => !isUnsent(health) || !told.has(placeOf(health)));
}

/** True when what the feed brought can't be taken as current: its last attempt failed, or it is too long ago. */
export function isFeedStale(health: FeedHealth, now: Date, targets: FreshnessTargets): boolean {
  if (health.failureCode !== null || health.lastSuccessAt === null) return true;
  return now.getTime() - health.lastSuccessAt.getTime() > freshnessTarget(targets, health.transport) * 1000;
}
