import DataLoader from 'dataloader';
import type { NoticeCode } from '../records/vocabulary.ts';
import type { GraphContext } from './context.ts';

/** What one feed of one connection last did. */
export interface FeedHealth {
  readonly connectionId: string;
  readonly partnerId: string;
  readonly vendorId: string;
  readonly feed: string;
  readonly area: string;
  readonly lastSuccessAt: Date | null;
  readonly failureCode: NoticeCode | null;
  readonly failureMessage: string | null;
  readonly retryAt: Date | null;
}

const HEALTH = 'feed health';
const ALL = 'all';

/**
 * The health of every feed that the viewer can see: one statement a request, whatever the page holds. A viewer has a
 * handful of connections, a distributor one per vendor and reseller.
 */
export async function loadFeedHealth(context: GraphContext): Promise<readonly FeedHealth[]> {
  const loader = context.loader<string, readonly FeedHealth[]>(
    HEALTH,
    () =>
      new DataLoader(async (keys) => {
        const rows = await context.db.read((trx) =>
          trx
            .selectFrom('connection_feed')
            .select([
              'connection_id as connectionId',
              'partner_id as partnerId',
              'vendor_id as vendorId',
              'feed',
              'area',
              'last_success_at as lastSuccessAt',
              'failure_code as failureCode',
              'failure_message as failureMessage',
              'retry_at as retryAt',
            ])
            .orderBy('vendor_id')
            .orderBy('feed')
            .execute(),
        );
        return keys.map(() => rows as FeedHealth[]);
      }),
  );
  return loader.load(ALL);
}

/** True when what the feed brought can't be taken as current: its last attempt failed, or it is too long ago. */
export function isFeedStale(health: FeedHealth, now: Date, freshnessSeconds: number): boolean {
  if (health.failureCode !== null || health.lastSuccessAt === null) return true;
  return now.getTime() - health.lastSuccessAt.getTime() > freshnessSeconds * 1000;
}
