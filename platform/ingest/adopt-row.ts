import { sql } from 'kysely';
import type { WriteTransaction } from './ingest.ts';

/** A row of ours that learns its number at the vendor. */
export interface Adoption {
  readonly table: string;
  readonly id: string;
  readonly connectionId: string;
  readonly remoteId: string;
  /** Columns that stay ours, beside the id and when the row was made; every other one comes from the vendor's record. */
  readonly keep: readonly string[];
}

/** `taken`: another row of ours has that number. `merged`: a mirrored row had it, and has become this one. */
export type Adopted =
  | { readonly kind: 'named' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'merged'; readonly goneId: string; readonly fields: readonly string[] };

/** Columns of a mirrored row that are never another row's. */
const OWN = ['id', 'partner_id', 'connection_id', 'vendor_id', 'created_at', 'external_id'];

async function columnsOf(trx: WriteTransaction, table: string, keep: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and attname <> all(${[...OWN, ...keep]}::text[])
    order by attnum`.execute(trx);
  return rows.map(({ name }) => name);
}

/**
 * Puts the number into the row, and holds it against others until the transaction ends: of two rows that are given one
 * number at the same moment the second waits, and then finds the first. @returns what the row was known by before
 */
async function takeNumber(trx: WriteTransaction, { table, id, connectionId, remoteId }: Adoption): Promise<string> {
  const number = `${table} ${connectionId} ${remoteId}`;
  const { rows } = await sql<{ before: string }>`
    update ${sql.table(table)} as own set remote_id = ${remoteId}
    from (select remote_id as before from ${sql.table(table)} where id = ${id}) as known where own.id = ${id}
    returning known.before, pg_advisory_xact_lock(hashtextextended(${number}, 0))`.execute(trx);
  return rows[0]?.before ?? remoteId;
}

/**
 * Gives a row of ours the number that its record has at the vendor. Where a run or a file has brought the record under
 * that number already, the two become one: ours takes what the record tells, its payload too, and the other row goes. What
 * hangs on the other row the caller moves first.
 */
export async function adoptRow(
  trx: WriteTransaction,
  adoption: Adoption,
  moveWhatHangsOn: (goneId: string) => Promise<void> = async () => {},
): Promise<Adopted> {
  const { table, id, connectionId, remoteId } = adoption;
  const before = await takeNumber(trx, adoption);
  const { rows } = await sql<{ id: string; external_id: string | null }>`
    select id, external_id from ${sql.table(table)}
    where connection_id = ${connectionId} and remote_id = ${remoteId} and id <> ${id}
    order by external_id nulls last for update`.execute(trx);
  const [other] = rows;
  if (other && other.external_id !== null) {
    await sql`update ${sql.table(table)} set remote_id = ${before} where id = ${id}`.execute(trx);
    return { kind: 'taken' };
  }
  if (!other) return { kind: 'named' };
  const fields = await columnsOf(trx, table, adoption.keep);
  const columns = sql.join(fields.map((name) => sql.ref(name)));
  await moveWhatHangsOn(other.id);
  await sql`update ${sql.table(table)} set (${columns}) =
    (select ${columns} from ${sql.table(table)} as brought where brought.id = ${other.id}) where id = ${id}`.execute(
    trx,
  );
  await sql`delete from vendor_payload where node_id = ${id}`.execute(trx);
  await sql`update vendor_payload set node_id = ${id} where node_id = ${other.id}`.execute(trx);
  await sql`delete from ${sql.table(table)} where id = ${other.id}`.execute(trx);
  return { kind: 'merged', goneId: other.id, fields };
}
