import { asTenant } from '../../platform/db/tenant-scope.ts';
import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { PulledRecord, RecordKind, VendorRecord } from '../../platform/records/records.ts';
import { storable } from '../../platform/records/storable.ts';
import { isMalformed, type MalformedItem, type PulledItem, type PulledPage } from '../../platform/vendor/contract.ts';
import type { IngestTable } from './ingests.ts';
import { sortByOwner } from './owners.ts';
import { noteRouted, originFor } from './routed-feed.ts';
import { addToRun, keepRejected } from './run-record.ts';

/** What takes the records in, and of which kinds they are: a record that can't be read is one of these. */
interface PageTarget {
  readonly ingests: IngestTable;
  readonly kinds: readonly RecordKind[];
}

interface StoredItems {
  readonly added: number;
  readonly updated: number;
  readonly malformed: readonly MalformedItem[];
}

/** Splits items: records by kind in the order they came, and what can't be read. */
function sortItems(items: readonly PulledItem[]): {
  records: Map<RecordKind, PulledRecord[]>;
  malformed: MalformedItem[];
} {
  const records = new Map<RecordKind, PulledRecord[]>();
  const malformed: MalformedItem[] = [];
  for (const item of items) {
    if (isMalformed(item)) {
      malformed.push(item);
      continue;
    }
    const ofKind = records.get(item.record.kind);
    if (ofKind) ofKind.push(item);
    else records.set(item.record.kind, [item]);
  }
  return { records, malformed };
}

/** Stores the items of one partner, in its own scope. */
async function storeItems(
  trx: WriteTransaction,
  { ingests, kinds }: PageTarget,
  origin: IngestOrigin,
  items: readonly PulledItem[],
): Promise<StoredItems> {
  const { records, malformed } = sortItems(items);
  let added = 0;
  let updated = 0;
  for (const [kind, pulled] of records) {
    for (const ingest of ingests[kind]) {
      const counts = await ingest.store(trx, origin, pulled as ReadonlyArray<PulledRecord<VendorRecord>>);
      added += counts.added;
      updated += counts.updated;
    }
  }
  const unreadable = malformed.map(({ malformed: { remoteId } }) => remoteId).filter((id) => id !== null);
  if (unreadable.length > 0) {
    for (const ingest of kinds.flatMap((kind) => ingests[kind])) await ingest.keepSeen(trx, origin, unreadable);
  }
  return { added, updated, malformed };
}

/**
 * Stores one page inside the caller's transaction: its records, what was rejected, and the run's counters. Records of
 * other partners are stored as theirs, where they have agreed; the run and its problems are the connection's partner's.
 */
export async function storePage(
  trx: WriteTransaction,
  target: PageTarget,
  origin: IngestOrigin,
  page: PulledPage,
): Promise<void> {
  const { own, others, keptOut } = await sortByOwner(trx, origin.partnerId, page.items.map(storable));
  const stored = [await storeItems(trx, target, origin, own)];
  for (const [partnerId, items] of others) {
    const theirs = await asTenant(trx, partnerId, () => storeItems(trx, target, originFor(origin, partnerId), items));
    await noteRouted(trx, origin, partnerId, theirs.added + theirs.updated > 0);
    stored.push(theirs);
  }
  const malformed = stored.flatMap((each) => each.malformed);
  await keepRejected(trx, origin, malformed);
  await addToRun(trx, origin.runId, {
    fetched: page.items.length,
    added: stored.reduce((sum, each) => sum + each.added, 0),
    updated: stored.reduce((sum, each) => sum + each.updated, 0),
    deleted: 0,
    rejected: malformed.length,
    keptOut,
    calls: page.calls,
  });
}
