import type { RecordBase } from '../../../platform/records/records.ts';
import type { RowReader } from '../mapping/row-reader.ts';

/** The parts that every record has. A file tells no version. @param remoteId as the vendor writes it */
export function recordBase(row: RowReader, remoteId: string): RecordBase {
  const updatedOn = row.value('updatedOn');
  return {
    remoteId,
    remoteUrl: row.value('link'),
    remoteVersion: null,
    remoteUpdatedAt: updatedOn === null ? null : `${updatedOn}T00:00:00.000Z`,
  };
}

/** The vendor's identifier of a row: a column, or several that only together name it. */
export function identityOf(row: RowReader, keys: readonly string[]): string {
  return keys
    .map((key) => row.required(key))
    .filter((text) => text !== '')
    .join(' / ');
}
