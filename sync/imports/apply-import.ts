import { v7 as uuidV7 } from 'uuid';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { RecordKind } from '../../platform/records/records.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import { joinDomains } from '../join-domains.ts';
import { writeFeedState } from '../pull/feed-state.ts';
import type { IngestTable } from '../pull/ingests.ts';
import { addToRun, endRun, hasNamelessRejects, openRun } from '../pull/run-record.ts';
import { storePage } from '../pull/store-page.ts';
import { partsOf } from './import-store.ts';
import type { ImportTarget } from './import-target.ts';

/** Kinds of records from which something follows for another domain. */
const JOINED: readonly RecordKind[] = ['membership', 'deal', 'partnerProfile'];

/** What an import changes in the mirror, in records, and the run that it is told as. */
export interface ImportChanges {
  readonly runId: string;
  readonly added: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * Makes the checked rows of an import the mirror's, inside the caller's transaction, as a complete run of the file's
 * feed: what the file does not list any more is deleted upstream. A row that was kept out still counts as listed; if one
 * can't even be named, nothing is deleted, since it may be any of the missing.
 */
export async function applyImport(
  trx: WriteTransaction,
  target: ImportTarget,
  { ingests, vendors, now }: { readonly ingests: IngestTable; readonly vendors: VendorDirectory; readonly now: Date },
): Promise<ImportChanges> {
  const { importId, feed, fetchedAt, ...of } = target;
  const runId = uuidV7();
  const origin = { ...of, feed: feed.name, area: feed.area, transport: feed.transport, runId };
  await openRun(trx, origin, true, now);
  for await (const items of partsOf(trx, importId)) {
    const page = { items, resume: null, watermark: null, calls: 0 };
    await storePage(trx, { ingests, kinds: feed.kinds }, { ...origin, fetchedAt }, page);
  }
  let deleted = 0;
  if (!(await hasNamelessRejects(trx, runId))) {
    for (const ingest of feed.kinds.flatMap((kind) => ingests[kind])) {
      deleted += await ingest.markUnseen(trx, origin, fetchedAt);
    }
  }
  await addToRun(trx, runId, { fetched: 0, added: 0, updated: 0, deleted, rejected: 0, calls: 0 });
  await endRun(trx, runId, { complete: true, error: null, now });
  await writeFeedState(
    trx,
    { ...of, feed },
    {
      last_attempt_at: now,
      last_success_at: fetchedAt,
      last_full_at: fetchedAt,
      failure_code: null,
      failure_message: null,
    },
  );
  if (JOINED.some((kind) => feed.kinds.includes(kind))) await joinDomains(trx, { programOf: vendors.program, now });
  const run = await trx
    .selectFrom('sync_run')
    .select(['added', 'updated', 'deleted'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  return { runId, ...run };
}
