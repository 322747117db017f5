import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { ProgramFacts } from '../../platform/vendor/contract.ts';
import { tierByCode, tierKey } from './catalog.ts';

/** That the tenant is in a vendor's program, or has a tier there. */
export interface ProgramStanding {
  readonly vendorId: string;
  /** As the tier's node id holds it: `aws/apn/-/select`; null for being there at all. */
  readonly tierKey: string | null;
}

/** The facts of a vendor's program; null for one that nobody knows. */
export type ProgramFinder = (vendor: string, code: string) => ProgramFacts | null;

interface StandingRow {
  readonly vendor_id: string;
  readonly program: string;
  readonly portfolio: string | null;
  readonly tier: string | null;
}

/** Where the tenant stands by what its vendors still list: each vendor once, and each tier as the graph shows it. */
export async function programStandings(trx: WriteTransaction, programOf: ProgramFinder): Promise<ProgramStanding[]> {
  const { rows } = await sql<StandingRow>`
    select distinct vendor_id, program, portfolio, tier from membership
    where partner_id = app_partner() and not deleted_upstream
    order by vendor_id, program, portfolio, tier`.execute(trx);
  const known = rows.flatMap((row) => {
    const facts = programOf(row.vendor_id, row.program);
    return facts === null ? [] : { ...row, facts };
  });
  const tiers = known.flatMap(({ vendor_id: vendorId, facts, portfolio, tier }) => {
    const found = tier === null ? null : tierByCode({ vendor: vendorId, facts }, portfolio, tier);
    return found === null ? [] : { vendorId, tierKey: tierKey(found) };
  });
  const vendors = [...new Set(known.map((row) => row.vendor_id))];
  return [...vendors.map((vendorId) => ({ vendorId, tierKey: null })), ...tiers];
}
