import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** What other domains know of the distributors of a tenant's deals. */
export interface KnownDealDistributors {
  /** Partners that bear the names of `namedDealDistributors`, by the name as the deals write it. */
  readonly names: ReadonlyArray<{ readonly name: string; readonly partnerId: string }>;
  /** The one partner that everything under a membership is bought through, by the membership's row id. */
  readonly memberships: ReadonlyArray<{ readonly membershipId: string; readonly partnerId: string }>;
}

/** The names by which the tenant's deals tell their distributors, each once: what there is to look up. */
export async function namedDealDistributors(trx: WriteTransaction): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct distributor_name as name from deal
    where partner_id = app_partner() and distributor_name is not null
    order by name`.execute(trx);
  return rows.map(({ name }) => name);
}

/**
 * Points every deal of the tenant at the partner that it is bought through, and tells each that moved in the change log.
 * A deal's own record goes before its membership: where it names somebody who can't be found, it is not somebody else. A
 * name that two partners bear points at nobody: a wrong distributor is worse than none. A deal that the same transaction
 * added has been told already.
 * @returns how many deals were told to point elsewhere than before
 */
export async function linkDealDistributors(
  trx: WriteTransaction,
  known: KnownDealDistributors,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ node_id: string }>`
    with by_name as (
      select told.name, (array_agg(told."partnerId"))[1] as partner_id
      from jsonb_to_recordset(${JSON.stringify(known.names)}::jsonb) as told (name text, "partnerId" uuid)
      group by told.name having count(distinct told."partnerId") = 1
    ), by_membership as (
      select * from jsonb_to_recordset(${JSON.stringify(known.memberships)}::jsonb)
        as told ("membershipId" uuid, "partnerId" uuid)
    ), wanted as (
      select deal.id, case
          when deal.distributor_teller_id is not null then deal.distributor_teller_id
          when deal.distributor_name is not null then by_name.partner_id
          when deal.distribution is distinct from 'ONE_TIER' then by_membership."partnerId"
        end as distributor_id
      from deal
      left join by_name on by_name.name = deal.distributor_name
      left join by_membership on by_membership."membershipId" = deal.membership_id
      where deal.partner_id = app_partner()
    ), linked as (
      update deal set source_distributor_id = wanted.distributor_id, changed_at = ${now}
      from wanted
      where wanted.id = deal.id and deal.source_distributor_id is distinct from wanted.distributor_id
      returning deal.id, deal.partner_id, deal.vendor_id, deal.area
    )
    insert into change (partner_id, vendor_id, area, kind, node_id, action, fields, at)
    select partner_id, vendor_id, area, 'DEAL', id, 'UPDATED', array['distributor_id'], ${now} from linked
    where not exists (
      select from change told
      where told.xid = pg_current_xact_id() and told.node_id = linked.id and told.action = 'ADDED'
    )
    returning node_id`.execute(trx);
  return rows.length;
}
