import type { MigrationStep } from '../db/migrate.ts';
import { rolesSql } from '../db/roles-sql.ts';

/** A vendor's records of an area that one partner lets another see, by a grant that counts today. One row a grant. */
export interface LiveAccessView {
  grant_id: string;
  grantor_id: string;
  grantee_id: string;
  vendor_id: string;
  area: string;
  level: string;
  on_behalf: boolean;
}

/** Somebody else's records, of which something is open to the tenant. */
export interface GrantedPlace {
  grantor_id: string;
  vendor_id: string;
  area: string;
}

declare module '../db/tables.ts' {
  interface Tables {
    live_access: LiveAccessView;
    /** What the tenant was granted, of any level. */
    granted_area: GrantedPlace & { level: string; on_behalf: boolean };
    /** Records that are shown to the tenant, whole or without money. */
    shown_grant: GrantedPlace;
    /** Records that are not wholly open to the tenant: the best level it has for them. */
    limited_grant: GrantedPlace & { level: string };
    /** Records that the tenant is told no more of than how many there are. */
    counted_grant: GrantedPlace;
  }
}

/**
 * Consent, in the one place where it is decided.
 *
 * Tables themselves open the tenant's own rows and those of grants of the level FULL, and nothing else. What the other
 * levels open is told by views in the schema `shown` alone, one for each table that a room has put down in
 * `shown_table`; each view is owned by a role of its own, whose policies let it see more than the reader may, and gives
 * less of it. So whoever forgets the views is shown too little, never too much.
 *
 * `show_tables` makes the views from the tables as they are: a column that nobody has called plain is null in a row that
 * is not wholly open. It runs behind every migration, so that a table may grow.
 */
export const consentMigration: MigrationStep = {
  id: '2026-11-23.80-consent',
  sql: `
${rolesSql('partnergraph_shown', 'partnergraph_counted')}

create schema shown;
grant usage, create on schema shown to partnergraph_shown, partnergraph_counted;
grant usage on schema shown to partnergraph_app;

create view live_access with (security_invoker = true) as
  select g.id as grant_id, g.grantor_id, g.grantee_id, v.vendor_id, a.area, g.level, g.on_behalf
  from access_grant g
  cross join lateral unnest(g.vendors) as v (vendor_id)
  cross join lateral unnest(g.areas) as a (area)
  where g.revoked_at is null and (g.expires_on is null or g.expires_on >= app_today());

create view granted_area with (security_invoker = true) as
  select grantor_id, vendor_id, area, level, on_behalf from live_access where grantee_id = app_partner();

create or replace view live_grant with (security_invoker = true) as
  select grantor_id, vendor_id, area from granted_area where level = 'FULL';

create view shown_grant with (security_invoker = true) as
  select distinct grantor_id, vendor_id, area from granted_area where level in ('FULL', 'DEALS_NO_VALUE');

create view limited_grant with (security_invoker = true) as
  select grantor_id, vendor_id, area,
    case when bool_or(level = 'DEALS_NO_VALUE') then 'DEALS_NO_VALUE' else 'COUNTS_ONLY' end as level
  from granted_area group by grantor_id, vendor_id, area having not bool_or(level = 'FULL');

create view counted_grant with (security_invoker = true) as
  select grantor_id, vendor_id, area from limited_grant where level = 'COUNTS_ONLY';

grant select on access_grant, live_access, granted_area, live_grant, shown_grant, limited_grant, counted_grant
  to partnergraph_shown, partnergraph_counted;
grant select on live_access, granted_area, shown_grant, limited_grant, counted_grant
  to partnergraph_app, partnergraph_sync;

-- Tables whose rows grants open: SQL of a row's area, the columns that a row without money shows, those that it hides,
-- what stands in a hidden column where null would not do, which columns point to records of other areas (they are told
-- where those are shown), and whether other policies open rows too.
create table shown_table (
  name text primary key,
  area text not null,
  plain text[] not null,
  hidden text[] not null default '{}',
  instead jsonb not null default '{}',
  points_to jsonb not null default '{}',
  opened_otherwise boolean not null default false,
  check (not plain && hidden)
);

create function show_tables() returns void language plpgsql as $$
declare
  put record;
  columns text;
  missing text;
begin
  for put in select * from shown_table order by name loop
    select string_agg(called, ', ') into missing from unnest(put.plain || put.hidden) as called
      where called not in (select attname from pg_attribute where attrelid = put.name::regclass and not attisdropped);
    if missing is not null then
      raise exception 'shown_table names columns that % does not have: %', put.name, missing;
    end if;
    select string_agg(
      case when put.points_to ? attname then format('case when %1$I.partner_id = (select app_partner()) '
        || 'or (%1$I.partner_id, %1$I.vendor_id, %3$L) in (select grantor_id, vendor_id, area from shown_grant) '
        || 'then %1$I.%2$I end as %2$I', put.name, attname, put.points_to ->> attname)
      when attname = any(put.plain) then format('%I.%I', put.name, attname)
      else format('case when %1$I.partner_id = (select app_partner()) or wholly.grantor_id is not null then %1$I.%2$I '
        || 'else %3$s end as %2$I', put.name, attname, coalesce(put.instead ->> attname, 'null')) end,
      ', ' order by attnum) into columns
      from pg_attribute where attrelid = put.name::regclass and attnum > 0 and not attisdropped;
    -- The policies say too whose rows are seen; said again here it leads the indexes, and nobody's are passed over in vain.
    execute format('create or replace view shown.%1$I as select %2$s from %1$I '
      || 'left join (select distinct grantor_id, vendor_id, area from live_grant) as wholly '
      || 'on (wholly.grantor_id, wholly.vendor_id, wholly.area) = (%1$I.partner_id, %1$I.vendor_id, %3$s) '
      || 'where %1$I.partner_id = any(array(select app_partner() union select grantor_id from shown_grant)) or %4$L',
      put.name, columns, put.area, put.opened_otherwise);
    execute format('alter view shown.%I owner to partnergraph_shown', put.name);
    execute format('grant select on shown.%I to partnergraph_app', put.name);
  end loop;
end $$;
`,
};
