import { unreadable } from '../client/answer-body.ts';

/** Where the report is, below the service's address. */
export const CREDIT_POOLS_PATH = '/v1/credit-pools';

/** What the link to the next page is held against. */
export interface OwnAddress {
  /** Our configured address of the service. */
  readonly base: string;
  readonly partnerId: string;
  readonly operation: string;
}

/**
 * The query of the next page, out of `next_url`, which no parameter of the request can replace [ibm 3]. The link itself
 * is not called: its query goes to our own address.
 *
 * @param link as the service wrote it, absolute or relative
 * @returns the query with its question mark
 * @throws VendorError `upstream_error` when the link leads to another host, another path or another partner
 */
export function nextQueryOf(link: string, { base, partnerId, operation }: OwnAddress): string {
  const fail = (problem: string): Error => unreadable(operation, `/next_url: ${problem}`);
  const url = URL.canParse(link, base) ? new URL(link, base) : null;
  if (!url) throw fail('expected an address');
  const own = new URL(base);
  if (url.origin !== own.origin) throw fail('it leads to another host');
  const prefix = own.pathname.replace(/\/+$/, '');
  if (url.pathname !== prefix + CREDIT_POOLS_PATH && url.pathname !== CREDIT_POOLS_PATH) {
    throw fail('it leads to another path');
  }
  const partners = url.searchParams.getAll('partner_id');
  if (partners.some((named) => named !== partnerId)) throw fail('it leads to another partner');
  if (url.search === '') throw fail('expected a query');
  return url.search;
}
