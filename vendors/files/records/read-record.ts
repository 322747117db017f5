import type { VendorRecord } from '../../../platform/records/records.ts';
import type { ProgramFacts } from '../../../platform/vendor/contract.ts';
import type { EffectiveMap, FileRecordKind } from '../mapping/file-map.ts';
import type { RowReader } from '../mapping/row-reader.ts';
import { readBenefit } from './benefit.ts';
import { readDeal } from './deal.ts';
import { readFundRequest } from './fund-request.ts';
import { readMembership } from './membership.ts';

type RecordReading = (row: RowReader, map: EffectiveMap, programs: readonly ProgramFacts[]) => VendorRecord;

const READINGS: Readonly<Record<FileRecordKind, RecordReading>> = {
  membership: readMembership,
  benefit: readBenefit,
  fundRequest: readFundRequest,
  deal: readDeal,
};

/** A row as a record of the map's kind. It counts only if the reader has noted no problem. */
export function readRecord(row: RowReader, map: EffectiveMap, programs: readonly ProgramFacts[]): VendorRecord {
  return READINGS[map.kind](row, map, programs);
}

/** Keys of the columns that name a row: while they can be read, it is known which record a faulty row is. */
export function namingColumns(map: EffectiveMap): readonly string[] {
  if (map.kind !== 'membership') return map.identity;
  return Object.hasOwn(map.columns, 'portfolio') ? ['portfolio'] : [];
}
