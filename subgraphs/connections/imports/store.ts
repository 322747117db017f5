import type { Selectable } from 'kysely';
import type { ReadTransaction } from '../../../platform/db/request-db.ts';
import type { FileImportTable } from './migrations.ts';

export type FileImportRow = Selectable<FileImportTable>;

/** Imports by row id; those the viewer can't see are missing. */
export function importsById(trx: ReadTransaction, ids: readonly string[]): Promise<FileImportRow[]> {
  return trx
    .selectFrom('file_import')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}
