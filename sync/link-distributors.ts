import type { WriteTransaction } from '../platform/ingest/ingest.ts';
import { partnersByNumber } from '../subgraphs/partners/index.ts';
import { linkDistributors as link, namedDistributors } from '../subgraphs/programs/index.ts';

/**
 * Points the tenant's memberships at the partners that their vendors name as distributors. Two domains are involved,
 * numbers and memberships, and neither knows the other: so it is done here, above both.
 * @returns how many memberships point elsewhere than before
 */
export async function linkDistributors(trx: WriteTransaction, now: Date): Promise<number> {
  const named = await namedDistributors(trx);
  return link(trx, await partnersByNumber(trx, named), now);
}
