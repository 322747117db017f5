import type { MalformedItem, PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { FeedContext } from '../feed.ts';
import { bidId, toSpecialBid, type FoundBid } from './bid-record.ts';
import { bidDetailShape } from './bid-wire.ts';

const OPERATION = 'deals.details';

/** A bid, or why this one could not be had. */
export type ReadBid = { readonly item: PulledItem } | { readonly item: MalformedItem; readonly refusal: VendorError };

/**
 * Reads the details of one bid. A service that can't give this one is no reason to give up on the others: the bid is
 * kept out, as one that is still listed.
 * @throws VendorError for what concerns every call: sign-in, limits, no answer
 */
export async function readBid(context: FeedContext, found: FoundBid): Promise<ReadBid> {
  const { account, row } = found;
  const remoteId = bidId(account, row);
  try {
    const answer = await context.client.read(
      { operation: OPERATION, path: pathOf(found), account, senderHeader: 'IM-ApplicationId' },
      context.run,
    );
    const checked = check(bidDetailShape, answer);
    if ('fault' in checked) return { item: malformed(checked.fault, remoteId) };
    const distributor = context.credentials.distributorPartnerId ?? null;
    return { item: { record: toSpecialBid(found, checked.value, distributor), payload: answer } };
  } catch (error) {
    if (!isVendorError(error) || !isOfThisBid(error)) throw error;
    const problem = `expected details, got HTTP ${error.httpStatus}`;
    return { item: malformed({ path: '', problem }, remoteId), refusal: error };
  }
}

function isOfThisBid(error: VendorError): boolean {
  return error.httpStatus !== undefined && (error.kind === 'refused' || error.kind === 'upstream_error');
}

/** The number may hold spaces and slashes; the maker's name is asked for beside it [S6]. */
function pathOf({ row }: FoundBid): string {
  const vendor = row.vendor?.trim();
  const query = vendor ? `?vendorName=${encodeURIComponent(vendor)}` : '';
  return `/resellers/v6/deals/${encodeURIComponent(row.dealId.trim())}${query}`;
}
