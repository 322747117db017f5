import { sql } from 'kysely';
import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { MalformedItem } from '../../platform/vendor/contract.ts';

/** What one page, or the end of a run, adds to its record. */
export interface RunProgress {
  readonly fetched: number;
  readonly added: number;
  readonly updated: number;
  readonly deleted: number;
  readonly rejected: number;
  /** Records of other firms that are nobody here, or have not agreed to be told of: nothing of them is stored. */
  readonly keptOut?: number;
  readonly calls: number;
}

type Origin = Omit<IngestOrigin, 'fetchedAt'>;

const INTERRUPTED = 'The run was interrupted before it ended.';

/**
 * Opens the run's record, or opens it again when an unfinished run goes on. Runs of the feed that never ended, because
 * their process did, end here.
 */
export async function openRun(trx: WriteTransaction, origin: Origin, full: boolean, now: Date): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({ ended_at: now, error: INTERRUPTED })
    .where('connection_id', '=', origin.connectionId)
    .where('feed', '=', origin.feed)
    .where('ended_at', 'is', null)
    .where('id', '<>', origin.runId)
    .execute();
  await trx
    .insertInto('sync_run')
    .values({
      id: origin.runId,
      connection_id: origin.connectionId,
      partner_id: origin.partnerId,
      vendor_id: origin.vendorId,
      feed: origin.feed,
      area: origin.area,
      full_run: full,
      started_at: now,
      ended_at: null,
      complete: false,
      fetched: 0,
      added: 0,
      updated: 0,
      deleted: 0,
      rejected: 0,
      kept_out: 0,
      calls: 0,
      error: null,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ended_at: null, error: null }))
    .execute();
}

/** Adds to the run's counters. */
export async function addToRun(trx: WriteTransaction, runId: string, progress: RunProgress): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({
      fetched: sql`fetched + ${progress.fetched}`,
      added: sql`added + ${progress.added}`,
      updated: sql`updated + ${progress.updated}`,
      deleted: sql`deleted + ${progress.deleted}`,
      rejected: sql`rejected + ${progress.rejected}`,
      kept_out: sql`kept_out + ${progress.keptOut ?? 0}`,
      calls: sql`calls + ${progress.calls}`,
    })
    .where('id', '=', runId)
    .execute();
}

/** Ends the run's record. @param error shown to the user; null when all went well */
export async function endRun(
  trx: WriteTransaction,
  runId: string,
  end: { readonly complete: boolean; readonly error: string | null; readonly now: Date },
): Promise<void> {
  await trx
    .updateTable('sync_run')
    .set({ complete: end.complete, error: end.error, ended_at: end.now })
    .where('id', '=', runId)
    .execute();
}

/** Keeps what was wrong with records that were kept out, so that a person can see which and why. */
export async function keepRejected(
  trx: WriteTransaction,
  origin: Origin,
  items: readonly MalformedItem[],
): Promise<void> {
  if (items.length === 0) return;
  await trx
    .insertInto('rejected_record')
    .values(
      items.map(({ malformed }) => ({
        run_id: origin.runId,
        partner_id: origin.partnerId,
        vendor_id: origin.vendorId,
        area: origin.area,
        remote_id: malformed.remoteId,
        path: malformed.path,
        problem: malformed.problem,
      })),
    )
    .execute();
}

/** Whether the run kept out a record without knowing which: then it can't tell what is gone. */
export async function hasNamelessRejects(trx: WriteTransaction, runId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('rejected_record')
    .select('run_id')
    .where('run_id', '=', runId)
    .where('remote_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
