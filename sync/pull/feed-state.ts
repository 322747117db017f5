import type { Selectable } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import type { ConnectionFeedTable } from '../../platform/db/migrations/mirror.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { FeedFacts } from '../../platform/vendor/contract.ts';

export type FeedState = Selectable<ConnectionFeedTable>;

/** How a run of a feed begins. */
export interface RunPlan {
  readonly runId: string;
  /** Reads everything: only such a run may tell what is gone. */
  readonly full: boolean;
  readonly since: string | null;
  readonly resumeFrom: string | null;
}

export interface PlanOptions {
  readonly now: Date;
  /** An incremental feed reads everything again after this long, in milliseconds: to see what is gone. */
  readonly fullEveryMs: number;
  /** A person asked for everything. */
  readonly fullRequested: boolean;
}

/**
 * Goes on where an unfinished run stopped, unless it reads less than a person has asked for since; else reads what changed
 * since the watermark; else everything: the first time, when a person asks, when it is time again, and always for a feed
 * that knows no watermark.
 */
export function planRun(feed: FeedFacts, state: FeedState | null, options: PlanOptions): RunPlan {
  const enough = state?.resume_full === true || !options.fullRequested;
  if (state?.resume && state.resume_run && state.resume_full !== null && enough) {
    const since = state.resume_full ? null : state.watermark;
    return { runId: state.resume_run, full: state.resume_full, since, resumeFrom: state.resume };
  }
  const watermark = state?.watermark ?? null;
  const fullAt = state?.last_full_at?.getTime() ?? 0;
  const full =
    feed.mode === 'full' ||
    watermark === null ||
    options.fullRequested ||
    options.now.getTime() - fullAt >= options.fullEveryMs;
  return { runId: uuidV7(), full, since: full ? null : watermark, resumeFrom: null };
}

/** The feed's state; null before its first run. */
export async function readFeedState(
  trx: WriteTransaction,
  connectionId: string,
  feed: string,
): Promise<FeedState | null> {
  const row = await trx
    .selectFrom('connection_feed')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('feed', '=', feed)
    .executeTakeFirst();
  return row ?? null;
}

/** What of a feed's state a step of a run changes. */
export type FeedStateChange = Partial<Omit<FeedState, 'connection_id' | 'partner_id' | 'vendor_id' | 'feed' | 'area'>>;

/** Writes the feed's state, making its row the first time. */
export async function writeFeedState(
  trx: WriteTransaction,
  of: { connectionId: string; partnerId: string; vendorId: string; feed: FeedFacts },
  change: FeedStateChange,
): Promise<void> {
  await trx
    .insertInto('connection_feed')
    .values({
      connection_id: of.connectionId,
      partner_id: of.partnerId,
      vendor_id: of.vendorId,
      feed: of.feed.name,
      area: of.feed.area,
      watermark: null,
      resume: null,
      resume_run: null,
      resume_full: null,
      last_attempt_at: null,
      last_success_at: null,
      last_full_at: null,
      failure_code: null,
      failure_message: null,
      retry_at: null,
      ...change,
    })
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'feed']).doUpdateSet({ ...change, area: of.feed.area }),
    )
    .execute();
}
