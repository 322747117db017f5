import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { rememberNamed } from './named-distributors.ts';

/** A number as a vendor names a distributor by it: `ENTRA_TENANT`, `AWS_ACCOUNT`. */
export interface DistributorNumber {
  readonly scheme: string;
  readonly value: string;
}

/** A number and the partner of ours that bears it. */
export interface KnownDistributor extends DistributorNumber {
  /** The partner's uuid. */
  readonly partnerId: string;
}

/** The numbers by which the tenant's memberships name their distributors: what there is to look up. */
export async function namedDistributors(trx: WriteTransaction): Promise<DistributorNumber[]> {
  const { rows } = await sql<DistributorNumber>`
    select distinct distributor_scheme as scheme, distributor_value as value from membership
    where partner_id = app_partner() and distributor_scheme is not null and distributor_value is not null
    order by scheme, value`.execute(trx);
  return rows;
}

/**
 * Points every membership of the tenant at the partner that its distributor's number belongs to, and tells each that
 * moved in the change log. The numbers are handed in because they are another domain's to know.
 *
 * A number that is not among them, and one that two partners bear, point at nobody: a wrong distributor is worse than none.
 * Where a distributor's own connection told of the membership, no number is needed to know who it is.
 * @param known all partners that bear the numbers of `namedDistributors`
 * @returns how many memberships point elsewhere than before
 */
export async function linkDistributors(
  trx: WriteTransaction,
  known: readonly KnownDistributor[],
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ node_id: string }>`
    with one_partner as (
      select number.scheme, number.value, (array_agg(number."partnerId"))[1] as partner_id
      from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as number (scheme text, value text, "partnerId" uuid)
      group by number.scheme, number.value
      having count(distinct number."partnerId") = 1
    ), wanted as (
      select membership.id, coalesce(one_partner.partner_id, told.teller_id) as partner_id
      from membership left join one_partner
        on one_partner.scheme = membership.distributor_scheme and one_partner.value = membership.distributor_value
      left join routed_feed told on told.partner_id = membership.partner_id
        and told.connection_id = membership.connection_id and told.feed = membership.feed
        and membership.distribution = 'TWO_TIER' and membership.distributor_scheme is null
    ), linked as (
      update membership set distributor_id = wanted.partner_id, changed_at = ${now}
      from wanted
      where wanted.id = membership.id and membership.partner_id = app_partner()
        and membership.distributor_id is distinct from wanted.partner_id
      returning membership.id, membership.partner_id, membership.vendor_id
    )
    insert into change (partner_id, vendor_id, area, kind, node_id, action, fields, at)
    select partner_id, vendor_id, 'MEMBERSHIP', 'MEMBERSHIP', id, 'UPDATED', array['distributor_id'], ${now} from linked
    returning node_id`.execute(trx);
  await rememberNamed(trx);
  return rows.length;
}
