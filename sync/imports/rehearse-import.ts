import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { beginScoped } from '../../platform/db/tenant-scope.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import type { PreviewedChange } from '../../subgraphs/connections/imports/migrations.ts';
import type { IngestTable } from '../pull/ingests.ts';
import { applyImport, type ImportChanges } from './apply-import.ts';
import { changesOfTransaction } from './import-store.ts';
import type { ImportTarget } from './import-target.ts';

/** Changes shown of an import before it is committed. */
const MOST_SHOWN = 100;

export interface Rehearsal extends ImportChanges {
  /** The first changes, as the change log would tell them. */
  readonly preview: readonly PreviewedChange[];
}

/** What a commit would change, found by making the change and taking it back: nobody else ever sees it. */
export async function rehearseImport(
  db: Kysely<Tables>,
  target: ImportTarget,
  options: { readonly ingests: IngestTable; readonly vendors: VendorDirectory; readonly now: Date },
): Promise<Rehearsal> {
  const scope = {
    role: 'partnergraph_sync',
    partnerId: target.partnerId,
    now: options.now,
    statementTimeoutMs: 0,
  } as const;
  const trx = await beginScoped(db, scope, { isolation: 'read committed', readOnly: false });
  try {
    const changes = await applyImport(trx, target, options);
    return { ...changes, preview: await changesOfTransaction(trx, MOST_SHOWN) };
  } finally {
    await trx
      .rollback()
      .execute()
      .catch(() => undefined);
  }
}
