import { sql } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { NODE_TABLES } from '../../platform/ids/node-tables.ts';

export type StoredNodeKind = keyof typeof NODE_TABLES;

/** Which of these rows the viewer can see: row-level security answers, so a row of another tenant is no row at all. */
export async function visibleRows(
  trx: ReadTransaction,
  kind: StoredNodeKind,
  ids: readonly string[],
): Promise<Array<{ id: string }>> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(NODE_TABLES[kind])} where id = any(${[...ids]}::uuid[])`.execute(trx);
  return rows;
}
