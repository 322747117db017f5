import { sql, type Kysely } from 'kysely';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { grantableTables, tenantColumns } from './mark-rows.ts';
import type { Visibility } from './visible.ts';

/** A row that belongs to one tenant. */
export interface OwnedRow {
  readonly id: string;
  readonly table: string;
  readonly tenant: number;
  readonly vendor: string | null;
  readonly area: string | null;
  /** Null where only a full grant shows the table. */
  readonly isShown: boolean;
}

/** Every row of every tenant, by its id. */
export type OwnedRows = ReadonlyMap<string, OwnedRow>;

/** A connection is seen by whom any area of its vendor is wholly open to. */
const ANY_AREA = 'ANY';

export async function rowsOfTenants(db: Kysely<Tables>, tenants: readonly number[]): Promise<OwnedRows> {
  const grantable = await grantableTables(db);
  const columns = await tenantColumns(db);
  const tables = columns.filter(({ column, type }) => column === 'id' && type === 'uuid').map(({ table }) => table);
  const found = new Map<string, OwnedRow>();
  for (const tenant of tenants) {
    await db.transaction().execute(async (trx) => {
      await sql`select set_config('app.partner', ${demoPartnerId(tenant)}, true)`.execute(trx);
      for (const table of tables) {
        const open = grantable.get(table);
        const vendor = table === 'connection' ? 'vendor_id' : (open?.grant.vendor ?? 'null');
        const area = table === 'connection' ? `'${ANY_AREA}'` : (open?.grant.area ?? 'null');
        const { rows } = await sql<{ id: string; vendor: string | null; area: string | null }>`
          select id, ${sql.raw(vendor)} as vendor, ${sql.raw(area)} as area from ${sql.table(table)}
          where partner_id = app_partner()`.execute(trx);
        const isShown = open !== undefined && open.plain !== null;
        for (const row of rows) found.set(row.id, { ...row, table, tenant, isShown });
      }
    });
  }
  return found;
}

/** Whether a viewer may meet the id of a row. */
export function mayMeetRow(visibility: Visibility, viewer: number, row: OwnedRow): boolean {
  const told = visibility.told(viewer, row.tenant, row.vendor, row.area);
  return told === 'all' || (told === 'no money' && row.isShown);
}
