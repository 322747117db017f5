import { sql, type Insertable, type Updateable } from 'kysely';
import type { ImportState } from '../../platform/imports/contract.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { storable } from '../../platform/records/storable.ts';
import type { PulledItem } from '../../platform/vendor/contract.ts';
import { INTERRUPTED, SILENCE_MS } from '../../subgraphs/connections/imports/abandoned.ts';
import type { FileImportTable, PreviewedChange } from '../../subgraphs/connections/imports/migrations.ts';
import type { FileImportRow } from '../../subgraphs/connections/imports/store.ts';

const OPEN: readonly ImportState[] = ['CHECKING', 'CHECKED'];

/** The preview as it stays: that of an import that has ended holds nothing of the file any more. */
const PREVIEW_WITHOUT_ROWS = sql<string>`jsonb_build_object('value', coalesce(
  (select jsonb_agg(change - 'row' order by place)
    from jsonb_array_elements(preview -> 'value') with ordinality as shown (change, place)),
  '[]'))`;

/** A value for one of the table's JSON columns, with every text fit to be stored. */
export function jsonColumn(value: unknown): string {
  return JSON.stringify({ value: storable(value) });
}

/** The tenant's connection; null when it has none like that. Others' are never found, whatever was granted. */
export async function findConnection(
  trx: WriteTransaction,
  partnerId: string,
  target: { readonly connectionId: string } | { readonly vendor: string },
): Promise<{ id: string; vendor_id: string } | null> {
  const own = trx.selectFrom('connection').select(['id', 'vendor_id']).where('partner_id', '=', partnerId);
  const found =
    'vendor' in target ? own.where('vendor_id', '=', target.vendor) : own.where('id', '=', target.connectionId);
  return (await found.executeTakeFirst()) ?? null;
}

/** The newest committed import of a feed, by the file's own date; null before the first. */
export async function lastCommitted(
  trx: WriteTransaction,
  connectionId: string,
  feed: string,
): Promise<FileImportRow | null> {
  const row = await trx
    .selectFrom('file_import')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('feed', '=', feed)
    .where('state', '=', 'COMMITTED')
    .orderBy('as_of', 'desc')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Imports of the tenant that have not ended. */
export async function countOpen(trx: WriteTransaction): Promise<number> {
  const row = await trx
    .selectFrom('file_import')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('state', 'in', OPEN)
    .executeTakeFirstOrThrow();
  return row.open;
}

/** Ends what nobody will: checks whose process died, and imports that nobody committed for so long, in milliseconds. */
export async function endForgotten(trx: WriteTransaction, now: Date, patienceMs: number): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  await trx
    .updateTable('file_import')
    .set({ state: 'REFUSED', ended_at: now, problems: jsonColumn([INTERRUPTED]) })
    .where('state', '=', 'CHECKING')
    .where('progress_at', '<', before(SILENCE_MS))
    .execute();
  await trx
    .updateTable('file_import')
    .set({ state: 'DISCARDED', ended_at: now, preview: PREVIEW_WITHOUT_ROWS })
    .where('state', '=', 'CHECKED')
    .where('progress_at', '<', before(patienceMs))
    .execute();
  await trx
    .deleteFrom('file_import_part')
    .where('import_id', 'not in', (eb) => eb.selectFrom('file_import').select('id').where('state', 'in', OPEN))
    .execute();
}

/** Makes the import's record: being checked, with nothing read yet. */
export async function insertImport(trx: WriteTransaction, row: Insertable<FileImportTable>): Promise<void> {
  await trx.insertInto('file_import').values(row).execute();
}

/**
 * Writes what the check has come to.
 * @returns false when it is no longer being checked: somebody gave it up
 */
export async function writeProgress(
  trx: WriteTransaction,
  importId: string,
  change: Updateable<FileImportTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('file_import')
    .set(change)
    .where('id', '=', importId)
    .where('state', '=', 'CHECKING')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Keeps checked rows until the import ends. */
export async function addPart(
  trx: WriteTransaction,
  of: { readonly importId: string; readonly partnerId: string; readonly part: number },
  items: readonly PulledItem[],
): Promise<void> {
  await trx
    .insertInto('file_import_part')
    .values({ import_id: of.importId, partner_id: of.partnerId, part: of.part, items: jsonColumn(items) })
    .execute();
}

/** The checked rows, in parts, in the file's order. */
export async function* partsOf(trx: WriteTransaction, importId: string): AsyncGenerator<readonly PulledItem[]> {
  for (let part = 0; ; part += 1) {
    const row = await trx
      .selectFrom('file_import_part')
      .select('items')
      .where('import_id', '=', importId)
      .where('part', '=', part)
      .executeTakeFirst();
    if (!row) return;
    yield row.items.value as unknown as readonly PulledItem[];
  }
}

/** The import, held against any other commit or discard of it; null when the tenant has none of this id. */
export async function holdImport(trx: WriteTransaction, importId: string): Promise<FileImportRow | null> {
  const row = await trx.selectFrom('file_import').selectAll().where('id', '=', importId).forUpdate().executeTakeFirst();
  return row ?? null;
}

/** Waits until no other import of the feed is being committed. */
export async function holdFeed(trx: WriteTransaction, connectionId: string, feed: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${connectionId} ${feed}`}, 0))`.execute(trx);
}

/** Ends the import one way or the other, and lets go of its rows. */
export async function endImport(
  trx: WriteTransaction,
  importId: string,
  end: Updateable<FileImportTable> & { readonly state: ImportState; readonly ended_at: Date },
): Promise<void> {
  await trx
    .updateTable('file_import')
    .set({ ...end, preview: PREVIEW_WITHOUT_ROWS })
    .where('id', '=', importId)
    .execute();
  await trx.deleteFrom('file_import_part').where('import_id', '=', importId).execute();
}

/** What the transaction has written to the change log so far, its first lines, with the rows that it has stored for them. */
export async function changesOfTransaction(trx: WriteTransaction, limit: number): Promise<PreviewedChange[]> {
  const { rows } = await sql<PreviewedChange>`
    select change.kind, change.node_id, change.action, change.fields, told.payload -> 'value' as row
    from change left join vendor_payload told
      on told.node_id = change.node_id and told.xmin = pg_current_xact_id()::xid and change.action <> 'DELETED'
    where change.xid = pg_current_xact_id()
    order by change.seq limit ${limit}`.execute(trx);
  return rows;
}
