import type { WriteTransaction } from '../platform/ingest/ingest.ts';
import { linkDealDistributors, namedDealDistributors } from '../subgraphs/deals/index.ts';
import { distributorsByName, saveStandings } from '../subgraphs/partners/index.ts';
import { programDistributors, programStandings, type ProgramFinder } from '../subgraphs/programs/index.ts';
import { linkDistributors } from './link-distributors.ts';

/**
 * What follows from records of one domain for another, after any of them changed: neither knows the other, so it is done
 * here, above both. Repeating it changes nothing.
 */
export async function joinDomains(
  trx: WriteTransaction,
  { programOf, now }: { readonly programOf: ProgramFinder; readonly now: Date },
): Promise<void> {
  await linkDistributors(trx, now);
  const names = await distributorsByName(trx, await namedDealDistributors(trx));
  await linkDealDistributors(trx, { names, memberships: await programDistributors(trx) }, now);
  await saveStandings(trx, await programStandings(trx, programOf));
}
