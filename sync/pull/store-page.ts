import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { PulledRecord, RecordKind, VendorRecord } from '../../platform/records/records.ts';
import { storable } from '../../platform/records/storable.ts';
import { isMalformed, type MalformedItem, type PulledPage } from '../../platform/vendor/contract.ts';
import type { IngestTable } from './ingests.ts';
import { addToRun, keepRejected } from './run-record.ts';

/** Splits a page: records by kind in the order they came, and what was kept out. */
function sortItems(page: PulledPage): { records: Map<RecordKind, PulledRecord[]>; malformed: MalformedItem[] } {
  const records = new Map<RecordKind, PulledRecord[]>();
  const malformed: MalformedItem[] = [];
  for (const item of page.items.map(storable)) {
    if (isMalformed(item)) malformed.push(item);
    else records.set(item.record.kind, [...(records.get(item.record.kind) ?? []), item]);
  }
  return { records, malformed };
}

/**
 * Stores one page inside the caller's transaction: its records, what was rejected, and the run's counters.
 * @param target.kinds kinds of record the feed brings: a record that can't be read is one of these
 */
export async function storePage(
  trx: WriteTransaction,
  target: { readonly ingests: IngestTable; readonly kinds: readonly RecordKind[] },
  origin: IngestOrigin,
  page: PulledPage,
): Promise<void> {
  const { ingests, kinds } = target;
  const { records, malformed } = sortItems(page);
  let added = 0;
  let updated = 0;
  for (const [kind, pulled] of records) {
    for (const ingest of ingests[kind]) {
      const counts = await ingest.store(trx, origin, pulled as ReadonlyArray<PulledRecord<VendorRecord>>);
      added += counts.added;
      updated += counts.updated;
    }
  }
  await keepRejected(trx, origin, malformed);
  const unreadable = malformed.map(({ malformed: { remoteId } }) => remoteId).filter((id) => id !== null);
  if (unreadable.length > 0) {
    for (const ingest of kinds.flatMap((kind) => ingests[kind])) await ingest.keepSeen(trx, origin, unreadable);
  }
  await addToRun(trx, origin.runId, {
    fetched: page.items.length,
    added,
    updated,
    deleted: 0,
    rejected: malformed.length,
    calls: page.calls,
  });
}
