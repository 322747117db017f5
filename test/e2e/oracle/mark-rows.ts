import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../../platform/db/tables.ts';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { nameMark, numberMarkSql, textMarkSql } from './marks.ts';

/** Columns whose words are ours or a list's: a mark would make nonsense of the row. All other text is marked. */
const STRUCTURE = [
  'action',
  'answer_by',
  'area',
  'buckets',
  'customer_country',
  'countries',
  'customer_key',
  'customer_website',
  'customer_duns',
  'direction',
  'distribution',
  'duns_key',
  'extension',
  'failure_code',
  'feed',
  'fields',
  'from_status',
  'from_tier',
  'holder_key',
  'industries',
  'key',
  'kind',
  'manufacturer_id',
  'outcome',
  'payload_hash',
  'portfolio',
  'program',
  'purpose',
  'scheme',
  'services',
  'sha256',
  'stage',
  'state',
  'status',
  'target_kind',
  'tier',
  'tier_key',
  'time_zone',
  'to_status',
  'to_tier',
  'transport',
  'vendor_id',
  'vendor_selling',
  'vendors',
  'website_host',
];
const STRUCTURE_ENDS = ['_kind', '_currency', '_key', '_search'];

/** Tables that are told to both sides of something, can only be added to, or hold what nobody is ever shown. */
const UNMARKED = ['audit', 'audit_head', 'connection_secret', 'contribution', 'named_distributor'];

/** Requirements are measured by their codes and names: with marks in them nobody would be anywhere. */
const UNMARKED_TEXT = ['standing_fact'];

export interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** The columns of every table that names a partner. */
export async function tenantColumns(db: Kysely<Tables>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, -1) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> all(${UNMARKED}::text[])
      and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'partner_id')
    order by 1, a.attnum`.execute(db);
  return rows;
}

/** How grants open a table. */
export interface Grantable {
  readonly grant: { readonly vendor: string; readonly area: string };
  /** Columns that a grant shows without the money; null where none but a full one shows any. */
  readonly plain: readonly string[] | null;
}

/** Tables that full grants open and no other. */
const FULL_ONLY = ['operation', 'rejected_record', 'sync_run', 'vendor_payload'];

/** The tables that grants open; one that is not here belongs to its owner alone. */
export async function grantableTables(db: Kysely<Tables>): Promise<ReadonlyMap<string, Grantable>> {
  const { rows } = await sql<{ name: string; area: string; plain: string[] }>`
    select name, area, plain from shown_table`.execute(db);
  const shown = rows.map(({ name, area, plain }): [string, Grantable] => {
    const vendor = name === 'person' ? 'coalesce(vendors[1], vendor_id)' : 'vendor_id';
    return [name, { grant: { vendor, area }, plain }];
  });
  const fullOnly = FULL_ONLY.map((name): [string, Grantable] => [
    name,
    { grant: { vendor: 'vendor_id', area: `${name}.area` }, plain: null },
  ]);
  return new Map([...shown, ...fullOnly]);
}

function isText({ table, column }: Column): boolean {
  if (STRUCTURE.includes(column) || UNMARKED_TEXT.includes(table)) return false;
  return !STRUCTURE_ENDS.some((end) => column.endsWith(end));
}

/** What a document is set to; null for one that is left as it is. */
function documentSql(column: string, text: string, number: string): string | null {
  const documents: Readonly<Record<string, string>> = {
    payload: `jsonb_build_object('value', jsonb_build_object('text', ${text}, 'price', ${number}))`,
    lines: `(select coalesce(jsonb_agg(line || jsonb_build_object('msrp', (${number})::text, 'msrpCurrency', 'USD',
      'price', (${number})::text, 'priceCurrency', 'USD')), '[]') from jsonb_array_elements(lines) line)`,
    specializations: `(select coalesce(jsonb_agg(one || jsonb_build_object('name', ${text})), '[]')
      from jsonb_array_elements(specializations) one)`,
  };
  return documents[column] ?? null;
}

/** What a column is set to: a mark of its kind; null for one that is left as it is. */
function markOf(column: Column, text: string, number: string): string | null {
  if (column.type === 'numeric') return `case when ${column.column} is not null then ${number} end`;
  if (column.type === 'jsonb') return documentSql(column.column, text, number);
  if (!isText(column)) return null;
  if (column.type === 'text') return `case when ${column.column} is not null then ${text} end`;
  return column.type === 'text[]' ? `array[${text}]` : null;
}

/** Runs as the owner of the tables, for one tenant: row-level security binds it to that tenant's rows. */
export async function asTenantOwner(db: Kysely<Tables>, tenant: number, statements: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('app.partner', ${demoPartnerId(tenant)}, true)`.execute(trx);
    for (const statement of statements) await sql.raw(statement).execute(trx);
  });
}

/** Writes whose it is into every text and every number of a tenant's rows. */
export async function markRows(db: Kysely<Tables>, tenant: number): Promise<void> {
  const grantable = await grantableTables(db);
  const byTable = Map.groupBy(await tenantColumns(db), ({ table }) => table);
  const statements = [...byTable].flatMap(([table, columns]) => {
    const found = grantable.get(table);
    const grant = found?.grant ?? null;
    const sets = columns.flatMap((column) => {
      const kind = found && !found.plain?.includes(column.column) ? 'withheld' : 'row';
      const mark = markOf(
        column,
        textMarkSql(tenant, kind, grant),
        numberMarkSql(tenant, column.type === 'jsonb' ? 'withheld' : kind, grant),
      );
      return mark === null ? [] : `${column.column} = ${mark}`;
    });
    // A tenant may be shown others' rows too, but it owns only its own.
    return sets.length === 0 ? [] : `update ${table} set ${sets.join(', ')} where partner_id = app_partner()`;
  });
  await asTenantOwner(db, tenant, [
    ...statements,
    `update partner set name = '${nameMark(tenant)}' where id = app_partner()`,
  ]);
}
