import { auditEffect } from '../../platform/audit/write-audit.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { ImportFault } from '../../platform/imports/contract.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { INTERRUPTED, isAbandoned } from '../../subgraphs/connections/imports/abandoned.ts';
import type { FileImportRow } from '../../subgraphs/connections/imports/store.ts';
import { applyImport } from './apply-import.ts';
import type { ImportOptions } from './import-options.ts';
import { endImport, holdFeed, holdImport, lastCommitted } from './import-store.ts';
import { targetOf } from './import-target.ts';

const NOT_FOUND: ImportFault = {
  code: 'NOT_FOUND',
  message: 'id must be the id of one of your imports; there is none of this id.',
};

function wrongState(message: string): ImportFault {
  return { code: 'WRONG_STATE', message };
}

function inImport<T>(
  options: ImportOptions,
  partnerId: string,
  work: (trx: WriteTransaction) => Promise<T>,
): Promise<T> {
  const now = options.clock.now();
  const scope = { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 0 } as const;
  return inTenantTransaction(options.database.kysely, scope, work);
}

/** Why an import that is not committed yet can't be. */
async function whyNot(trx: WriteTransaction, row: FileImportRow, now: Date): Promise<ImportFault | null> {
  if (isAbandoned(row, now)) return wrongState(INTERRUPTED.message);
  if (row.state === 'CHECKING') return wrongState(`The file is still being checked: ${row.rows} rows so far.`);
  if (row.state !== 'CHECKED') return wrongState(`The import is ${row.state} and can no longer be committed.`);
  if (row.accepted === 0) return wrongState('Not one row of the file could be accepted: there is nothing to commit.');
  const last = await lastCommitted(trx, row.connection_id, row.feed);
  if (last === null || last.as_of <= row.as_of) return null;
  return wrongState(
    `The file of ${last.as_of} has been committed since, which is newer than this one of ${row.as_of}.`,
  );
}

/** Makes an import's records the mirror's, all or none. @returns null when they are, also when they were before */
export function commitImport(options: ImportOptions, partnerId: string, importId: string): Promise<ImportFault | null> {
  return inImport(options, partnerId, async (trx) => {
    const row = await holdImport(trx, importId);
    if (!row) return NOT_FOUND;
    if (row.state === 'COMMITTED') return null;
    await holdFeed(trx, row.connection_id, row.feed);
    const now = options.clock.now();
    const fault = await whyNot(trx, row, now);
    if (fault) return fault;
    const { runId, ...changes } = await applyImport(trx, targetOf(row, now), {
      ingests: options.ingests,
      vendors: options.vendors,
      now,
    });
    await endImport(trx, importId, { state: 'COMMITTED', ended_at: now, run_id: runId, ...changes });
    const { vendor_id: vendor, area } = row;
    await auditEffect(trx, { target: toNodeId('FileImport', importId), detail: { vendor, area, ...changes } });
    return null;
  });
}

/** Gives an import up. @returns null when it is, also when it was before */
export function discardImport(
  options: ImportOptions,
  partnerId: string,
  importId: string,
): Promise<ImportFault | null> {
  return inImport(options, partnerId, async (trx) => {
    const row = await holdImport(trx, importId);
    if (!row) return NOT_FOUND;
    if (row.state === 'DISCARDED') return null;
    if (row.state === 'COMMITTED')
      return wrongState('The import has been committed: there is nothing left to discard.');
    await endImport(trx, importId, { state: 'DISCARDED', ended_at: options.clock.now() });
    await auditEffect(trx, { target: toNodeId('FileImport', importId) });
    return null;
  });
}
