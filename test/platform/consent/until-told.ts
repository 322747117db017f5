import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../../platform/db/tables.ts';

/**
 * Until every change that has been committed is told: the feed holds back what is younger than any transaction that still
 * runs on the server, also those of other tests.
 */
export async function untilChangesAreTold(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(db);
  const last = rows[0]?.xid ?? '0';
  for (;;) {
    const { rows: now } = await sql<{ told: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${last}::xid8 as told`.execute(db);
    if (now[0]?.told) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
