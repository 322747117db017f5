import type { Generated } from 'kysely';
import type { MigrationStep } from '../migrate.ts';
import { rolesSql } from '../roles-sql.ts';

export interface PartnerTable {
  id: string;
  name: string;
  roles: string[];
  countries: string[];
  industries: string[];
  services: string[];
  /** Agreed to be found by others. */
  listed: Generated<boolean>;
}

export interface AccessGrantTable {
  id: Generated<string>;
  grantor_id: string;
  grantee_id: string;
  vendors: string[];
  areas: string[];
  level: string;
  on_behalf: Generated<boolean>;
  granted_at: Generated<Date>;
  expires_on: string | null;
  revoked_at: Date | null;
}

/** What a live grant of the level FULL opens, a row per (grantor, vendor, area). */
export interface LiveGrantView {
  grantor_id: string;
  vendor_id: string;
  area: string;
}

declare module '../tables.ts' {
  interface Tables {
    partner: PartnerTable;
    access_grant: AccessGrantTable;
    live_grant: LiveGrantView;
  }
}

/**
 * Tenants, what they grant each other, and the functions every tenant table's policy stands on.
 *
 * Only grants of level FULL open rows. What the other levels open is told by what masks: platform/consent.
 */
export const tenancyMigration: MigrationStep = {
  id: '2026-11-23.01-tenancy',
  sql: `
${rolesSql('partnergraph_app', 'partnergraph_sync')}

create function app_partner() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.partner', true), '')::uuid $$;

create function app_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

create function app_today() returns date language sql stable parallel safe
  as $$ select (app_now() at time zone 'UTC')::date $$;

create table partner (
  id uuid primary key,
  name text not null,
  roles text[] not null default '{}',
  countries text[] not null default '{}',
  industries text[] not null default '{}',
  services text[] not null default '{}',
  listed boolean not null default false
);

create table access_grant (
  id uuid primary key default gen_random_uuid(),
  grantor_id uuid not null references partner (id),
  grantee_id uuid not null references partner (id),
  vendors text[] not null,
  areas text[] not null,
  level text not null check (level in ('COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL')),
  on_behalf boolean not null default false,
  granted_at timestamptz not null default now(),
  expires_on date,
  revoked_at timestamptz,
  check (grantor_id <> grantee_id)
);
create index access_grant_by_grantee on access_grant (grantee_id) where revoked_at is null;
create index access_grant_by_grantor on access_grant (grantor_id);

create view live_grant with (security_invoker = true) as
  select g.grantor_id, v.vendor_id, a.area
  from access_grant g
  cross join lateral unnest(g.vendors) as v (vendor_id)
  cross join lateral unnest(g.areas) as a (area)
  where g.grantee_id = app_partner()
    and g.level = 'FULL'
    and g.revoked_at is null
    and (g.expires_on is null or g.expires_on >= app_today());

alter table access_grant enable row level security;
alter table access_grant force row level security;
create policy own_side on access_grant for select
  using (grantor_id = (select app_partner()) or grantee_id = (select app_partner()));
create policy grantor_writes on access_grant for all
  using (grantor_id = (select app_partner())) with check (grantor_id = (select app_partner()));

alter table partner enable row level security;
alter table partner force row level security;
create policy own_row on partner for all using (id = (select app_partner())) with check (id = (select app_partner()));
create policy known_partners on partner for select using (
  listed
  or id in (select grantor_id from access_grant)
  or id in (select grantee_id from access_grant)
);

grant select, insert, update on partner to partnergraph_app, partnergraph_sync;
grant select, insert, update on access_grant to partnergraph_app;
grant select on access_grant, live_grant to partnergraph_sync;
grant select on live_grant to partnergraph_app;
`,
};
