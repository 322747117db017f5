import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { inTenantTransaction, type TenantScope } from '../../platform/db/tenant-scope.ts';
import type { ImportService, Upload } from '../../platform/imports/contract.ts';
import { isImportRefused } from '../../platform/imports/import-refused.ts';
import { utcDate } from '../../platform/records/dates.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import { INTERRUPTED, isAbandoned } from '../../subgraphs/connections/imports/abandoned.ts';
import { prepareUpload } from '../../sync/imports/prepare-upload.ts';
import { demoPartnerId } from '../partner-id.ts';
import { demoUploads, type ExportSettings } from './demo-uploads.ts';

export interface BringExportsOptions extends Omit<ExportSettings, 'asOf'> {
  readonly database: Database;
  readonly vendors: VendorDirectory;
  readonly imports: ImportService;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How many of the exports are in the mirror now, these or newer ones. */
export interface BroughtExports {
  readonly done: number;
  readonly all: number;
}

const LOOK_EVERY_MS = 10;
const MOST_ATTEMPTS = 5;

function scopeOf(options: BringExportsOptions, partnerId: string): TenantScope {
  return { role: 'partnergraph_sync', partnerId, now: options.clock.now(), statementTimeoutMs: 5_000 };
}

/** The vendors a demo partner has connections to. */
async function connectedVendors(options: BringExportsOptions, partnerId: string): Promise<string[]> {
  const rows = await inTenantTransaction(options.database.kysely, scopeOf(options, partnerId), (trx) =>
    trx.selectFrom('connection').select('vendor_id').where('partner_id', '=', partnerId).execute(),
  );
  return rows.map((row) => row.vendor_id);
}

/** Whether the very file was the last one to be committed: then there is nothing to do, and nothing is left behind. */
async function isThere(options: BringExportsOptions, upload: Upload): Promise<boolean> {
  const { database, vendors, clock } = options;
  const prepared = await inTenantTransaction(database.kysely, scopeOf(options, upload.partnerId), (trx) =>
    prepareUpload(trx, upload, { vendors, now: clock.now() }),
  );
  return prepared.repeats !== null;
}

/**
 * Waits until the rows of a file have been checked, or nobody is at it any more.
 * @returns the first problems as text; none for a sound file
 */
async function awaitCheck(options: BringExportsOptions, partnerId: string, importId: string): Promise<string[]> {
  for (;;) {
    const row = await inTenantTransaction(options.database.kysely, scopeOf(options, partnerId), (trx) =>
      trx
        .selectFrom('file_import')
        .select(['state', 'progress_at', 'problems'])
        .where('id', '=', importId)
        .executeTakeFirstOrThrow(),
    );
    if (isAbandoned(row, options.clock.now())) return [INTERRUPTED.message];
    if (row.state !== 'CHECKING') return row.problems.value.map(({ row: at, message }) => `row ${at}: ${message}`);
    await options.clock.sleep(LOOK_EVERY_MS);
  }
}

/** Sends a file in; while others are being checked, waits for its turn. @throws ImportRefused */
async function accept(options: BringExportsOptions, upload: Upload): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await options.imports.accept(upload)).id;
    } catch (error) {
      if (!isImportRefused(error) || error.kind !== 'BUSY' || attempt === MOST_ATTEMPTS) throw error;
      await options.clock.sleep((error.retryAfterSeconds ?? 1) * 1_000);
    }
  }
}

/** @returns whether the file, or a newer one, is in the mirror now */
async function bring(options: BringExportsOptions, upload: Upload): Promise<boolean> {
  const { partnerId, target, area } = upload;
  try {
    if (await isThere(options, upload)) return true;
    const id = await accept(options, upload);
    const problems = await awaitCheck(options, partnerId, id);
    const fault = await options.imports.commit(partnerId, id);
    if (fault === null && problems.length === 0) return true;
    options.log.warn({ target, area, fault: fault?.message, problems: problems.slice(0, 3) }, 'an export has problems');
    return fault === null;
  } catch (error) {
    if (!isImportRefused(error)) throw error;
    if (error.kind === 'OUTDATED') return true;
    options.log.warn({ target, area, refused: error.message }, 'an export was refused');
    return false;
  }
}

/**
 * Sends the demo partners' portal exports of today in, as clients do: uploaded, checked, committed, one after the other.
 * Safe to repeat: a file that is there already is left alone.
 * @param partners their places in the sandbox's list of firms
 */
export async function bringExports(options: BringExportsOptions, partners: readonly number[]): Promise<BroughtExports> {
  const { sandboxSeed, dealsPerPartner } = options;
  const settings = { sandboxSeed, dealsPerPartner, asOf: utcDate(options.clock.now()) };
  let done = 0;
  let all = 0;
  for (const index of partners) {
    const connected = await connectedVendors(options, demoPartnerId(index));
    for (const upload of await demoUploads(index, connected, settings)) {
      all += 1;
      if (await bring(options, upload)) done += 1;
    }
  }
  return { done, all };
}
