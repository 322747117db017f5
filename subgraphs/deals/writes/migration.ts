import type { JSONColumnType } from 'kysely';
import { shownColumnsSql } from '../../../platform/consent/shown-table.ts';
import type { MigrationStep } from '../../../platform/db/migrate.ts';
import type { DealContent } from '../../../platform/vendor/write-contract.ts';

/** What a deal has beside its mirrored columns once a partner of ours works on it. */
export interface OwnDealColumns {
  /** The number we give the deal at the vendor; null for a deal that came from there. */
  external_id: string | null;
  /** The number the vendor gave back as the partner's own. */
  reported_id: string | null;
  /** What its partner entered, until the vendor has it. */
  draft: JSONColumnType<DealContent | null, string | null, string | null>;
  /** Counts the changes of the draft. */
  draft_version: number | null;
  opportunity_id: string | null;
  /** The distributor that its partner chose, until a source tells one. */
  chosen_distributor_id: string | null;
  /** Partners that work on it together with the owner: uuids. */
  team: string[];
}

/** The one sale behind registrations at several vendors: its owner's alone. */
export interface OpportunityTable {
  id: string;
  partner_id: string;
  name: string;
  customer_name: string;
  customer_country: string;
  customer_website: string | null;
  customer_duns: string | null;
  customer_city: string | null;
  created_at: Date;
}

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    opportunity: OpportunityTable;
  }
}

/** Deals that begin with us, and the sale that several of them are of. */
export const ownDealMigration: MigrationStep = {
  id: '2026-11-23.85-own-deals',
  sql: `
create table opportunity (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  name text not null,
  customer_name text not null,
  customer_country text not null,
  customer_website text,
  customer_duns text,
  customer_city text,
  created_at timestamptz not null
);
create index opportunity_by_partner on opportunity (partner_id);
alter table opportunity enable row level security;
alter table opportunity force row level security;
create policy own_rows on opportunity for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select, insert on opportunity to partnergraph_app;
grant select on opportunity to partnergraph_sync;

alter table deal
  add column external_id text,
  add column reported_id text,
  add column draft jsonb,
  add column draft_version integer,
  add column opportunity_id uuid references opportunity (id),
  add column chosen_distributor_id uuid,
  add column team uuid[] not null default '{}';
create unique index deal_by_external_id on deal (connection_id, external_id) where external_id is not null;
create index deal_by_reported_id on deal (connection_id, reported_id) where reported_id is not null;
create index deal_by_opportunity on deal (opportunity_id) where opportunity_id is not null;
${shownColumnsSql('deal', {
  plain: ['external_id', 'reported_id', 'draft_version', 'opportunity_id', 'chosen_distributor_id'],
  hidden: ['draft', 'team'],
})}
update shown_table set instead = instead || '{"team": "''{}''::uuid[]"}' where name = 'deal';
select show_tables();
-- The graph makes drafts and confirms what was brought to a portal; what a vendor holds is written by the sync alone.
grant insert, update, delete on deal to partnergraph_app;
grant insert, update on deal_event to partnergraph_app;
grant insert on change to partnergraph_app;
grant update, delete on vendor_payload to partnergraph_app;
`,
};
