import type { Ingest } from '../../platform/ingest/ingest.ts';
import type { RecordKind, VendorRecord } from '../../platform/records/records.ts';

/** Who takes in which kind of record, in order. A kind may concern several domains: a certification and its holder. */
export type IngestTable = Readonly<Record<RecordKind, ReadonlyArray<Ingest<VendorRecord>>>>;

/** The table from a plain list. @throws Error when a kind has nobody to take it in */
export function createIngestTable(ingests: ReadonlyArray<Ingest>): IngestTable {
  const of = (kind: RecordKind): ReadonlyArray<Ingest> => {
    const found = ingests.filter((ingest) => ingest.kind === kind);
    if (found.length === 0) throw new Error(`no domain takes in records of kind ${kind}`);
    return found;
  };
  return {
    deal: of('deal'),
    benefit: of('benefit'),
    fundRequest: of('fundRequest'),
    certification: of('certification'),
    membership: of('membership'),
    partnerProfile: of('partnerProfile'),
    specialBid: of('specialBid'),
  };
}
