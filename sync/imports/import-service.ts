import { v7 as uuidV7 } from 'uuid';
import { entryBy } from '../../platform/audit/audit-entry.ts';
import { writeAudit } from '../../platform/audit/write-audit.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import {
  UPLOAD_ACTION,
  type AcceptedUpload,
  type ImportService,
  type Upload,
} from '../../platform/imports/contract.ts';
import { ImportRefused, type RefusalKind } from '../../platform/imports/import-refused.ts';
import { feedOf, isFileRefused, openExport, type FileRefused, type OpenExport } from '../../vendors/files/index.ts';
import { checkImport } from './check-import.ts';
import { commitImport, discardImport } from './end-import.ts';
import type { ImportOptions } from './import-options.ts';
import { insertImport, jsonColumn } from './import-store.ts';
import { instantOf, type ImportTarget } from './import-target.ts';
import { prepareUpload, type PreparedUpload } from './prepare-upload.ts';

/** Files that one process opens and checks at the same time: each may take some hundred megabytes of memory. */
const MOST_CHECKS = 4;
const BUSY_SECONDS = 10;

const REFUSALS: Readonly<Record<FileRefused['fault'], RefusalKind>> = {
  type: 'UNSUPPORTED_TYPE',
  size: 'TOO_LARGE',
  content: 'BAD_INPUT',
};

interface Begun extends AcceptedUpload {
  readonly target: ImportTarget;
  readonly file: OpenExport;
}

/** Opens a file and makes the import's record. Nothing is kept of a file that can't be opened. */
async function begin(options: ImportOptions, upload: Upload): Promise<Begun> {
  const { database, vendors, clock } = options;
  const now = clock.now();
  const { partnerId } = upload;
  const scope = { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 5_000 } as const;
  const prepared = await inTenantTransaction(database.kysely, scope, (trx) =>
    prepareUpload(trx, upload, { vendors, now }),
  );
  const { connectionId, map, effective, repeats } = prepared;
  const file = await openExport(upload.content, effective, vendors.facts(map.vendor)?.programs ?? []);
  const id = uuidV7();
  try {
    await inTenantTransaction(database.kysely, scope, async (trx) => {
      await insertImport(trx, importRow(id, upload, prepared, now));
      const detail = { vendor: map.vendor, area: upload.area, asOf: upload.asOf, sha256: prepared.sha256 };
      const act = { action: UPLOAD_ACTION, target: toNodeId('FileImport', id), detail };
      await writeAudit(trx, entryBy(upload, act));
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  const fetchedAt = instantOf(upload.asOf, now);
  const target = { importId: id, partnerId, connectionId, vendorId: map.vendor, feed: feedOf(map), fetchedAt };
  return { id, repeats, target, file };
}

function importRow(
  id: string,
  upload: Upload,
  prepared: PreparedUpload,
  now: Date,
): Parameters<typeof insertImport>[1] {
  const { connectionId, map, ownMap, sha256, repeats } = prepared;
  return {
    id,
    partner_id: upload.partnerId,
    connection_id: connectionId,
    vendor_id: map.vendor,
    area: map.area,
    feed: feedOf(map).name,
    state: 'CHECKING',
    as_of: upload.asOf,
    sha256,
    map: ownMap === null ? null : jsonColumn(ownMap),
    sent_by: upload.subject,
    sent_at: now,
    progress_at: now,
    ended_at: null,
    problems: jsonColumn([]),
    preview: jsonColumn([]),
    repeats,
    run_id: null,
  };
}

/** Takes files in, in this process. */
export function createImportService(options: ImportOptions): ImportService {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let busy = 0;

  const check = async ({ target, file }: Begun): Promise<void> => {
    try {
      await checkImport(options, target, file, stopping.signal);
    } catch (error) {
      options.log.error({ err: error, import: target.importId }, 'the outcome of a check could not be written');
    }
  };

  const accept = async (upload: Upload): Promise<AcceptedUpload> => {
    if (busy >= MOST_CHECKS || stopping.signal.aborted) {
      throw new ImportRefused('BUSY', 'Other files are being checked: send this one again in a moment.', BUSY_SECONDS);
    }
    busy += 1;
    try {
      const begun = await begin(options, upload);
      busy += 1;
      const run = check(begun).finally(() => {
        busy -= 1;
        running.delete(run);
      });
      running.add(run);
      return { id: begun.id, repeats: begun.repeats };
    } catch (error) {
      if (isFileRefused(error)) throw new ImportRefused(REFUSALS[error.fault], error.message);
      throw error;
    } finally {
      busy -= 1;
    }
  };

  return {
    accept,
    commit: (partnerId, importId) => commitImport(options, partnerId, importId),
    discard: (partnerId, importId) => discardImport(options, partnerId, importId),
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      await Promise.allSettled(running);
    },
  };
}
