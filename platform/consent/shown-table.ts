import type { CapabilityArea } from '../records/vocabulary.ts';

/** Columns of every mirrored row that hold no money. */
export const PLAIN_MIRROR_COLUMNS = [
  'id',
  'partner_id',
  'connection_id',
  'vendor_id',
  'feed',
  'transport',
  'remote_id',
  'remote_url',
  'remote_version',
  'remote_updated_at',
  'fetched_at',
  'deleted_upstream',
  'created_at',
  'changed_at',
] as const;

/** The others. The hash is of the whole record: whoever guesses the money could tell by it that the guess is right. */
export const HIDDEN_MIRROR_COLUMNS = ['payload_hash', 'seen_run'] as const;

/** How the rows of a table are told to whom a grant does not open them wholly. */
export interface ShownTable {
  readonly table: string;
  /** The area that rows belong to, or the column that tells it. */
  readonly area: CapabilityArea | { readonly column: string };
  /** Columns that a grant of the level DEALS_NO_VALUE shows. None of them holds money, or words that may tell of it. */
  readonly plain: readonly string[];
  /** All other columns: they are null in such a row. */
  readonly hidden?: readonly string[];
  /** SQL over the table's columns of what stands in a hidden column where null would not do. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Plain columns that hold the id of a record of another area: told where that area is shown. */
  readonly pointsTo?: Readonly<Record<string, CapabilityArea>>;
  /** True when policies of the table open rows to others than their owner and those whom it grants them. */
  readonly openedOtherwise?: boolean;
}

/** SQL of the area that a table's rows belong to. */
export function areaSql(table: string, area: CapabilityArea | { readonly column: string }): string {
  return typeof area === 'string' ? `'${area}'` : `${table}.${area.column}`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function list(values: readonly string[]): string {
  return `array[${values.map(text).join(', ')}]::text[]`;
}

/**
 * SQL, for a room's migration, that shows a table without its money to whom a grant opens no more than that. The table
 * must have the columns `partner_id uuid` and `vendor_id text`, and the policies of `tenantTableSql`.
 */
export function shownTableSql(shown: ShownTable): string {
  const { table, area, plain, hidden = [], instead = {}, pointsTo = {}, openedOtherwise = false } = shown;
  return `
create policy shown_rows on ${table} for select to partnergraph_shown
  using ((partner_id, vendor_id, ${areaSql(table, area)}) in (select grantor_id, vendor_id, area from shown_grant));
grant select on ${table} to partnergraph_shown;
insert into shown_table (name, area, plain, hidden, instead, points_to, opened_otherwise)
  values (${text(table)}, ${text(areaSql(table, area))}, ${list(plain)}, ${list(hidden)}, ${text(JSON.stringify(instead))},
    ${text(JSON.stringify(pointsTo))}, ${openedOtherwise});
select show_tables();
`;
}

/** SQL, for a migration that gives a shown table more columns: which of them hold no money. The others stay hidden. */
export function shownColumnsSql(
  table: string,
  { plain = [], hidden = [], instead = {} }: Pick<Partial<ShownTable>, 'plain' | 'hidden' | 'instead'>,
): string {
  return `
update shown_table set plain = plain || ${list(plain)}, hidden = hidden || ${list(hidden)},
  instead = instead || ${text(JSON.stringify(instead))} where name = ${text(table)};
select show_tables();
`;
}
