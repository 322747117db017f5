import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import { ALLIANCE_KINDS, ALLIANCE_STATES, CONTRIBUTION_KINDS } from './alliance-vocabulary.ts';

/** A standing relation of two partners: `from_id` proposed it. */
export interface AllianceTable {
  id: Generated<string>;
  kind: string;
  state: Generated<string>;
  from_id: string;
  to_id: string;
  /** The day it was accepted. */
  since: string | null;
  proposed_at: Date;
  answered_at: Date | null;
}

/** What one side brings, in the order it was written down. */
export interface ContributionTable {
  alliance_id: string;
  partner_id: string;
  place: number;
  kind: string;
  detail: string;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    alliance: AllianceTable;
    contribution: ContributionTable;
  }
}

function oneOf(values: readonly string[]): string {
  return `in (${values.map((value) => `'${value}'`).join(', ')})`;
}

/** Alliances: both sides see one, one side proposes it, and only the other can answer, once. */
export const allianceMigration: MigrationStep = {
  id: '2026-11-23.12-alliances',
  sql: `
create table alliance (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind ${oneOf(ALLIANCE_KINDS)}),
  state text not null default 'PROPOSED' check (state ${oneOf(ALLIANCE_STATES)}),
  from_id uuid not null references partner (id),
  to_id uuid not null references partner (id),
  since date,
  proposed_at timestamptz not null,
  answered_at timestamptz,
  check (from_id <> to_id)
);
create index alliance_by_from on alliance (from_id, proposed_at desc, id);
create index alliance_by_to on alliance (to_id, proposed_at desc, id);
-- Teaming has no direction, sourcing has one.
create unique index alliance_teams_once on alliance (least(from_id, to_id), greatest(from_id, to_id))
  where kind = 'TEAMS_WITH' and state in ('PROPOSED', 'ACTIVE');
create unique index alliance_sources_once on alliance (from_id, to_id)
  where kind = 'SOURCES_FROM' and state in ('PROPOSED', 'ACTIVE');
alter table alliance enable row level security;
alter table alliance force row level security;
create policy both_sides on alliance for select
  using (from_id = (select app_partner()) or to_id = (select app_partner()));
create policy proposal on alliance for insert
  with check (from_id = (select app_partner()) and state = 'PROPOSED');
create policy answer on alliance for update
  using (to_id = (select app_partner()) and state = 'PROPOSED')
  with check (to_id = (select app_partner()) and state in ('ACTIVE', 'DECLINED'));

create table contribution (
  alliance_id uuid not null references alliance (id) on delete cascade,
  partner_id uuid not null references partner (id),
  place integer not null,
  kind text not null check (kind ${oneOf(CONTRIBUTION_KINDS)}),
  detail text not null,
  primary key (alliance_id, partner_id, place)
);
alter table contribution enable row level security;
alter table contribution force row level security;
create policy both_sides on contribution for select using (alliance_id in (select id from alliance));
create policy proposal on contribution for insert with check (
  exists (
    select from alliance
    where alliance.id = alliance_id and from_id = (select app_partner()) and state = 'PROPOSED'
      and partner_id in (from_id, to_id)
  )
);

-- Who proposes an alliance shows itself by that; who got a proposal stays known to the one who made it.
create policy allied_partners on partner for select using (
  id in (select from_id from alliance) or id in (select to_id from alliance)
);

grant select, insert on alliance, contribution to partnergraph_app;
grant update (state, since, answered_at) on alliance to partnergraph_app;
grant select on alliance, contribution to partnergraph_sync;
`,
};
