import { mirrorRowId } from '../ids/node-id.ts';
import type { IngestOrigin } from './ingest.ts';

/**
 * The primary key of a mirrored record, made from where it comes from. One connection may tell the same of several
 * partners (a distributor's, of its resellers): then whose it is counts, too.
 */
export function recordRowId(
  origin: Pick<IngestOrigin, 'connectionId' | 'partnerId' | 'toldBy'>,
  kind: string,
  key: string,
): string {
  const { connectionId, partnerId, toldBy } = origin;
  return mirrorRowId(toldBy === undefined ? connectionId : `${connectionId}\n${partnerId}`, kind, key);
}
