import type { WriteTransaction } from '../platform/ingest/ingest.ts';
import { ownNumbers, partnersByNumber } from '../subgraphs/partners/index.ts';
import {
  linkDistributors as link,
  namedDistributors,
  resellersToLink as partnersToLink,
} from '../subgraphs/programs/index.ts';

/**
 * Points the tenant's memberships at the partners that their vendors name as distributors. Two domains are involved,
 * numbers and memberships, and neither knows the other: so it is done here, above both.
 * @returns how many memberships point elsewhere than before
 */
export async function linkDistributors(trx: WriteTransaction, now: Date): Promise<number> {
  const named = await namedDistributors(trx);
  return link(trx, await partnersByNumber(trx, named), now);
}

/**
 * Partners that name the tenant as their distributor and don't point at it yet, or no longer should: its numbers may have
 * come, or gone, with the last run, and theirs need not wait for a run of their own.
 * @returns uuids; each is linked in a transaction of its own tenant
 */
export async function resellersToLink(trx: WriteTransaction): Promise<string[]> {
  return partnersToLink(trx, await ownNumbers(trx));
}
