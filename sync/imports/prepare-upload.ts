import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Upload } from '../../platform/imports/contract.ts';
import { ImportRefused } from '../../platform/imports/import-refused.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { addDays, utcDate } from '../../platform/records/dates.ts';
import type { JsonValue } from '../../platform/records/json.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import type { FileImportRow } from '../../subgraphs/connections/imports/store.ts';
import {
  areasOf,
  effectiveMap,
  feedOf,
  FILE_MAPS,
  findFileMap,
  readOverride,
  type EffectiveMap,
  type FileMap,
} from '../../vendors/files/index.ts';
import { countOpen, endForgotten, findConnection, lastCommitted } from './import-store.ts';

/** Imports that one tenant may leave open, and for how long. */
const MOST_OPEN = 20;
const PATIENCE_MS = 7 * 24 * 60 * 60_000;

/** What is known of an upload before its file is opened. */
export interface PreparedUpload {
  readonly connectionId: string;
  readonly map: FileMap;
  readonly effective: EffectiveMap;
  /** The connection's own map; null where ours is enough. */
  readonly ownMap: JsonValue;
  readonly sha256: string;
  readonly repeats: string | null;
}

function badInput(message: string): ImportRefused {
  return new ImportRefused('BAD_INPUT', message);
}

/** @throws ImportRefused when no file is taken for the area */
function mapFor(vendors: VendorDirectory, vendor: string, { area }: Upload): FileMap {
  const map = findFileMap(vendor, area);
  if (map) return map;
  const areas = FILE_MAPS.filter((each) => each.vendor === vendor).flatMap(areasOf);
  const taken = areas.length === 0 ? 'no files are taken' : `files are taken for ${areas.join(', ')}`;
  throw badInput(`area: of ${vendors.nameOf(vendor)} ${taken}, not for ${area}.`);
}

/** @throws ImportRefused for a date that is still to come, anywhere, or older than what is there */
function checkDate(asOf: string, now: Date, last: FileImportRow | null): void {
  if (asOf > addDays(utcDate(now), 1)) {
    throw badInput(`asOf: expected the date on which the vendor wrote the file, came ${asOf}, which is still to come.`);
  }
  if (last && asOf < last.as_of) {
    throw new ImportRefused(
      'OUTDATED',
      `asOf: the file of ${last.as_of} has been committed, which is newer than ${asOf}.`,
    );
  }
}

function isNothing(map: JsonValue): boolean {
  return map === null || (typeof map === 'object' && !Array.isArray(map) && Object.keys(map).length === 0);
}

/**
 * Looks at everything about an upload but its rows.
 * @throws ImportRefused, or FileRefused for a map that can't be taken
 */
export async function prepareUpload(
  trx: WriteTransaction,
  upload: Upload,
  { vendors, now }: { readonly vendors: VendorDirectory; readonly now: Date },
): Promise<PreparedUpload> {
  const connection = await findConnection(trx, upload.partnerId, upload.target);
  if (!connection)
    throw new ImportRefused('NOT_FOUND', 'connection: expected one of your connections, there is no such one.');
  const map = mapFor(vendors, connection.vendor_id, upload);
  await endForgotten(trx, now, PATIENCE_MS);
  if ((await countOpen(trx)) >= MOST_OPEN) {
    throw badInput(`At most ${MOST_OPEN} imports may be open: commit or discard some first.`);
  }
  const last = await lastCommitted(trx, connection.id, feedOf(map).name);
  checkDate(upload.asOf, now, last);
  const told = upload.map === undefined ? (last?.map?.value ?? null) : upload.map;
  const ownMap = isNothing(told) ? null : told;
  const sha256 = createHash('sha256').update(upload.content).digest('hex');
  const isRepeat = last?.sha256 === sha256 && isDeepStrictEqual(last.map?.value ?? null, ownMap);
  return {
    connectionId: connection.id,
    map,
    effective: effectiveMap(map, ownMap === null ? {} : readOverride(map, ownMap)),
    ownMap,
    sha256,
    repeats: isRepeat ? last.id : null,
  };
}
