import type { Generated } from 'kysely';
import type { MigrationStep } from '../migrate.ts';

/**
 * What one partner's connection tells of another partner: whose rows a feed has brought, and how current they are. The
 * other partner sees when it was last read, and never the connection behind it.
 */
export interface RoutedFeedTable {
  connection_id: string;
  feed: string;
  /** Whose the records are. */
  partner_id: string;
  /** Whose the connection is. */
  teller_id: string;
  vendor_id: string;
  area: string;
  /** The last run that brought something of the partner's. */
  seen_run: string;
  /** When a run that told of the partner last came to its end. */
  last_success_at: Date | null;
  /** Something of it has changed, and what follows from that for the partner has not been worked out yet. */
  pending: Generated<boolean>;
  /** The last whole run told nothing of the partner any more. */
  gone: Generated<boolean>;
}

declare module '../tables.ts' {
  interface Tables {
    routed_feed: RoutedFeedTable;
  }
}

/** No grant opens these rows: who may see the partner's records sees their age on the records themselves. */
export const routingMigration: MigrationStep = {
  id: '2026-11-23.76-routing',
  sql: `
create table routed_feed (
  connection_id uuid not null references connection (id) on delete cascade,
  feed text not null,
  partner_id uuid not null references partner (id),
  teller_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  seen_run uuid not null,
  last_success_at timestamptz,
  pending boolean not null default true,
  gone boolean not null default false,
  primary key (connection_id, feed, partner_id),
  check (partner_id <> teller_id)
);
create index routed_feed_by_partner on routed_feed (partner_id);
alter table routed_feed enable row level security;
alter table routed_feed force row level security;
create policy own_rows on routed_feed for select using (partner_id = (select app_partner()));
create policy teller on routed_feed for all to partnergraph_sync
  using (teller_id = (select app_partner())) with check (teller_id = (select app_partner()));
grant select on routed_feed to partnergraph_app;
grant select, insert, update, delete on routed_feed to partnergraph_sync;
`,
};
