import { sql } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { DistributorNumber } from './distributors.ts';

/** Who names which number as its distributor's, and whom that number was last found to be. */
export interface NamedDistributorTable {
  partner_id: string;
  scheme: string;
  value: string;
  linked_id: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    named_distributor: NamedDistributorTable;
  }
}

/** Kept apart from the memberships, so that a distributor's run may ask who names it and sees nothing else of anybody. */
export const namedDistributorMigration: MigrationStep = {
  id: '2026-11-23.76-named-distributors',
  sql: `
create table named_distributor (
  partner_id uuid not null references partner (id),
  scheme text not null,
  value text not null,
  linked_id uuid,
  primary key (partner_id, scheme, value)
);
create index named_distributor_by_number on named_distributor (scheme, value);
create index named_distributor_by_linked on named_distributor (linked_id);
alter table named_distributor enable row level security;
alter table named_distributor force row level security;
create policy own_rows on named_distributor for all to partnergraph_sync
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
create policy matching on named_distributor for select to partnergraph_sync using (true);
grant select, insert, update, delete on named_distributor to partnergraph_sync;
`,
};

/** Keeps the list of the numbers that the tenant's memberships name, with the partners they point at now. */
export async function rememberNamed(trx: WriteTransaction): Promise<void> {
  await sql`
    delete from named_distributor where partner_id = app_partner() and not exists (
      select from membership where membership.partner_id = app_partner()
        and membership.distributor_scheme = named_distributor.scheme
        and membership.distributor_value = named_distributor.value
    )`.execute(trx);
  await sql`
    insert into named_distributor (partner_id, scheme, value, linked_id)
    select app_partner(), distributor_scheme, distributor_value, (array_agg(distributor_id))[1]
    from membership
    where partner_id = app_partner() and distributor_scheme is not null and distributor_value is not null
    group by distributor_scheme, distributor_value
    on conflict (partner_id, scheme, value) do update set linked_id = excluded.linked_id
      where named_distributor.linked_id is distinct from excluded.linked_id`.execute(trx);
}

/**
 * Partners whose memberships name the tenant as their distributor and do not point at it yet, and those that still point
 * at it by a number that is no longer its own: over all tenants, for the sync, whose role alone can ask.
 * @param own every number that the tenant is known by
 * @returns uuids
 */
export async function resellersToLink(trx: WriteTransaction, own: readonly DistributorNumber[]): Promise<string[]> {
  const { rows } = await sql<{ partnerId: string }>`
    with own as (select * from jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as number (scheme text, value text))
    select distinct named.partner_id as "partnerId"
    from named_distributor named
    left join own on own.scheme = named.scheme and own.value = named.value
    where named.partner_id <> app_partner()
      and (own.scheme is not null) <> (named.linked_id is not distinct from app_partner())
    order by named.partner_id`.execute(trx);
  return rows.map(({ partnerId }) => partnerId);
}
