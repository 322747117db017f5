import type { CapabilityArea } from '../records/vocabulary.ts';
import { areaSql } from './shown-table.ts';

/** How the rows of a table are counted for whom a grant opens no more than that. */
export interface TallyTable {
  readonly table: string;
  readonly area: CapabilityArea | { readonly column: string };
  /** SQL of the vendor that lists are filtered by; the source's unless said otherwise. */
  readonly vendor?: string;
  /** SQL of the status that lists are filtered by; none unless said otherwise. */
  readonly status?: string;
  /** SQL of the kind that lists are filtered by; none unless said otherwise. */
  readonly kind?: string;
  /** SQL that says which rows are counted, where the vendor and the area of a row do not. */
  readonly counted?: string;
}

/**
 * SQL, for a room's migration, of the tally of a table: how many rows there are that a grant of the level COUNTS_ONLY
 * opens and no better one. No row can be told from a tally, whoever reads it and however: it is counted before it is
 * filtered. It is there for readers only, in the schema `shown`.
 */
export function tallyTableSql({ table, area, vendor, status, kind, counted }: TallyTable): string {
  const place = `(partner_id, vendor_id, ${areaSql(table, area)}) in (select grantor_id, vendor_id, area from counted_grant)`;
  const open = counted ?? place;
  return `
create policy counted_rows on ${table} for select to partnergraph_counted using (${open});
grant select on ${table} to partnergraph_counted;
create view shown.${table}_tally as
  select partner_id, ${vendor ?? 'vendor_id'} as vendor_id, ${status ?? 'null::text'} as status,
    ${kind ?? 'null::text'} as kind, count(*) as count
  from ${table}
  where partner_id = any(array(select grantor_id from counted_grant)) and ${open}
  group by 1, 2, 3, 4;
alter view shown.${table}_tally owner to partnergraph_counted;
grant select on shown.${table}_tally to partnergraph_app;
`;
}
