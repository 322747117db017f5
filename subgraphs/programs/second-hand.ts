import { sql } from 'kysely';
import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { ChangedRow } from '../../platform/ingest/mirror-ingest.ts';
import type { MembershipRecord, PulledRecord } from '../../platform/records/records.ts';

/** What makes two memberships of one partner at one vendor the same, whoever tells of it. */
type Standing = Pick<MembershipRecord, 'program' | 'portfolio'>;

const IS_OWN = sql`exists (
  select from connection
  where connection.id = membership.connection_id and connection.partner_id = membership.partner_id
)`;

function keyOf({ program, portfolio }: Standing): string {
  return JSON.stringify([program, portfolio]);
}

/**
 * Leaves out what a connection of the tenant's own tells already. Its own word is the newer program's, portfolio by
 * portfolio, and needs nobody to say whose number is whose; a distributor's is about whom it takes the tenant for.
 */
export async function withoutFirstHand(
  trx: WriteTransaction,
  origin: IngestOrigin,
  records: ReadonlyArray<PulledRecord<MembershipRecord>>,
): Promise<ReadonlyArray<PulledRecord<MembershipRecord>>> {
  const { rows } = await sql<Standing>`
    select distinct program, portfolio from membership
    where partner_id = app_partner() and vendor_id = ${origin.vendorId} and not deleted_upstream and ${IS_OWN}`.execute(
    trx,
  );
  const known = new Set(rows.map(keyOf));
  return records.filter(({ record }) => !known.has(keyOf(record)));
}

/** Marks what a distributor has told of memberships that the tenant's own connection tells now as gone. */
export async function retireSecondHand(
  trx: WriteTransaction,
  origin: IngestOrigin,
  changed: ReadonlyArray<ChangedRow<MembershipRecord>>,
): Promise<void> {
  const standings = changed.map(({ record: { program, portfolio } }) => ({ program, portfolio }));
  await sql`
    with retired as (
      update membership set deleted_upstream = true, changed_at = ${origin.fetchedAt}
      from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) as own (program text, portfolio text)
      where membership.partner_id = app_partner() and membership.vendor_id = ${origin.vendorId}
        and membership.program = own.program and membership.portfolio is not distinct from own.portfolio
        and not membership.deleted_upstream and not ${IS_OWN}
      returning membership.id, membership.partner_id, membership.vendor_id
    )
    insert into change (partner_id, vendor_id, area, kind, node_id, action, fields, at)
    select partner_id, vendor_id, 'MEMBERSHIP', 'MEMBERSHIP', id, 'DELETED', array['deleted_upstream'],
      ${origin.fetchedAt} from retired`.execute(trx);
}
