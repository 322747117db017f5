import { feedOf, findFileMap, type FileMap } from '../../vendors/files/index.ts';
import type { FeedFacts } from '../../platform/vendor/contract.ts';
import type { FileImportRow } from '../../subgraphs/connections/imports/store.ts';

/** Where the records of an import belong. */
export interface ImportTarget {
  readonly importId: string;
  readonly partnerId: string;
  readonly connectionId: string;
  readonly vendorId: string;
  readonly feed: FeedFacts;
  /** The records count as fetched then: at the beginning of the file's own date, and never later than now. */
  readonly fetchedAt: Date;
}

/** The beginning of a calendar date in UTC, or now where that is earlier. */
export function instantOf(asOf: string, now: Date): Date {
  return new Date(Math.min(Date.parse(`${asOf}T00:00:00Z`), now.getTime()));
}

/** The target of a stored import. @throws Error when its export is no longer taken */
export function targetOf(row: FileImportRow, now: Date): ImportTarget {
  const map: FileMap | null = findFileMap(row.vendor_id, row.area);
  if (!map) throw new Error(`import ${row.id} is of an export that is not taken: ${row.vendor_id} ${row.area}`);
  return {
    importId: row.id,
    partnerId: row.partner_id,
    connectionId: row.connection_id,
    vendorId: row.vendor_id,
    feed: feedOf(map),
    fetchedAt: instantOf(row.as_of, now),
  };
}
