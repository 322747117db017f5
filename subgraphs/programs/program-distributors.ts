import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { recordRowId } from '../../platform/ingest/row-id.ts';

/** The partner that everything in a program is bought through. */
export interface ProgramDistributor {
  /** Row id that deals and benefits of the program make for its membership. */
  readonly membershipId: string;
  /** The distributor's uuid. */
  readonly partnerId: string;
}

interface ProgramRow {
  readonly connection_id: string;
  readonly partner_id: string;
  readonly program: string;
  readonly distributor_id: string;
  /** The connection is the partner's own. */
  readonly is_own: boolean;
}

/**
 * The programs in which the tenant buys through one distributor of ours and nobody else, so that what is bought there is
 * bought through it. A program in which it also buys directly, through another, or through one that is not found, leaves
 * a doubt, and is not among them.
 */
export async function programDistributors(trx: WriteTransaction): Promise<ProgramDistributor[]> {
  const { rows } = await sql<ProgramRow>`
    select connection_id, partner_id, program, (array_agg(distributor_id))[1] as distributor_id,
      connection_id in (select id from connection where connection.partner_id = app_partner()) as is_own
    from membership
    where partner_id = app_partner() and not deleted_upstream
    group by connection_id, partner_id, program
    having count(*) = count(distributor_id) and count(distinct distributor_id) = 1
    order by connection_id, program`.execute(trx);
  return rows.map((row) => {
    const from = { connectionId: row.connection_id, partnerId: row.partner_id };
    // Of another's connection the row id is made with the partner; who told it does not matter.
    const origin = row.is_own ? from : { ...from, toldBy: row.distributor_id };
    return { membershipId: recordRowId(origin, 'membership', row.program), partnerId: row.distributor_id };
  });
}
