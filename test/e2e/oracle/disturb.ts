import type { Kysely } from 'kysely';
import type { Tables } from '../../../platform/db/tables.ts';
import { asTenantOwner, grantableTables, tenantColumns } from './mark-rows.ts';
import type { Visibility } from './visible.ts';

/** Takes away all that a tenant has from vendors, and all that it asked for there. */
export async function takeAway(db: Kysely<Tables>, tenant: number): Promise<void> {
  const tables = ['vendor_attempt', 'operation', 'standing_report', 'connection', 'opportunity'];
  await asTenantOwner(
    db,
    tenant,
    tables.map((table) => `delete from ${table} where partner_id = app_partner()`),
  );
}

const AREAS = ['MEMBERSHIP', 'TIER', 'CERTIFICATION', 'BENEFIT', 'FUND', 'DEAL', 'LEAD', 'SPECIAL_BID'];
const VENDORS = ['aws', 'cisco', 'credly', 'dell', 'files', 'ibm', 'ingram', 'microsoft'];

/** Tables whose rows go: all that hangs on them goes with them. */
const ROWS = ['deal', 'special_bid', 'benefit', 'fund_request', 'certification', 'membership', 'person', 'change'];

/** What can be changed of a row that may only be counted: neither its status nor its kind. */
const SCRAMBLED: Readonly<Record<string, string>> = {
  deal: `name = 'another', name_search = 'another', customer_name = 'another', value_amount = 1, value_currency = 'EUR',
    close_on = '2030-01-01', stage = null, direction = 'INBOUND', protection_ends_on = '2026-12-01'`,
  benefit: `name = 'another', expires_on = '2026-12-01', remaining_amount = 1, remaining_currency = 'EUR'`,
  certification: `name = 'another', code = 'ANOTHER', holder_id = gen_random_uuid()`,
  membership: `tier = null, manager_name = 'another', review_on = '2026-12-01'`,
  person: `name = 'another', email = 'another@partner.example'`,
};

/**
 * Changes all that a viewer may not know of a tenant: rows that are not shown to it go, those that may only be counted become
 * others, and of those that are shown without money the money becomes other money.
 */
export async function disturbHidden(
  db: Kysely<Tables>,
  { visibility, viewer, tenant }: { readonly visibility: Visibility; readonly viewer: number; readonly tenant: number },
): Promise<void> {
  const grantable = await grantableTables(db);
  const columns = await tenantColumns(db);
  const places = VENDORS.flatMap((vendor) => AREAS.map((area) => ({ vendor, area })));
  const statements = places.flatMap(({ vendor, area }) => {
    const told = visibility.told(viewer, tenant, vendor, area);
    return [...grantable].flatMap(([table, { grant, plain }]) => {
      const here = `partner_id = app_partner() and ${grant.vendor} = '${vendor}' and ${grant.area} = '${area}'`;
      if (told === 'all') return [];
      if (told === 'counted') return SCRAMBLED[table] ? `update ${table} set ${SCRAMBLED[table]} where ${here}` : [];
      if (told === 'nothing') return ROWS.includes(table) ? `delete from ${table} where ${here}` : [];
      const hidden = columns.filter((one) => one.table === table && !plain?.includes(one.column));
      const sets = hidden.flatMap(({ column, type }) => {
        if (type === 'numeric') return `${column} = ${column} * 3`;
        return column === 'note' || column === 'payload' ? `${column} = null` : [];
      });
      return sets.length === 0 || table === 'vendor_payload'
        ? []
        : `update ${table} set ${sets.join(', ')} where ${here}`;
    });
  });
  await asTenantOwner(db, tenant, statements);
}
