import type { CustomerRecord, DealRecord } from '../../../platform/records/records.ts';
import type { Account } from '../feed.ts';
import type { Quote } from '../quotes/quote.ts';
import { dateOf } from '../wire/cisco-date.ts';
import { textOrNull } from '../wire/texts.ts';
import { readStatus } from './deal-status.ts';
import type { Deal } from './deal-wire.ts';

/** The usage report names no customer; a quote may. */
const NO_CUSTOMER: CustomerRecord = { name: null, country: null, website: null, duns: null, city: null };

/**
 * A deal of the usage report as a deal of ours. Cisco's portal extends an approved registration [cisco 1, 9].
 * @param quote the deal's quote, where it could be read
 */
export function toDeal(deal: Deal, quote: Quote | null, account: Account): DealRecord {
  const { status, detail } = readStatus(deal.dealStatus);
  return {
    kind: 'deal',
    remoteId: deal.dealId,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: textOrNull(deal.dealName) ?? deal.dealId,
    dealKind: 'REGISTRATION',
    // Hunting and teaming registrations are not told apart here; both are registered by the partner.
    direction: 'OUTBOUND',
    status,
    statusDetail: detail,
    stage: null,
    value: quote?.total ?? null,
    closeOn: null,
    customer: quote?.customer ?? NO_CUSTOMER,
    products: [],
    vendorSelling: 'UNKNOWN',
    // What a distributor is shown is sold through it.
    distribution: account.role === 'distributor' ? 'TWO_TIER' : null,
    distributor: account.role === 'distributor' ? { by: 'TELLER' } : null,
    // Neither the program nor the portfolio is told, and a membership hangs on both.
    program: null,
    protection: {
      startsOn: dateOf(deal.dealApprovalDate),
      endsOn: dateOf(deal.dealExpirationDate),
      priceEndsOn: dateOf(deal.priceProtectionExpiryDate),
      // No source tells of one asked for or granted, nor until when it may be; the portal takes it for what is approved.
      extension: status === 'APPROVED' ? 'AVAILABLE' : 'NOT_OFFERED',
      extensionDeadline: null,
    },
    groupKey: null,
  };
}
