import type { CustomerRecord, DealRecord } from '../../../platform/records/records.ts';
import type { DealKind, VendorSelling } from '../../../platform/records/vocabulary.ts';
import { APN } from '../programs.ts';
import { readDealStage, readDealStatus } from '../status/deal-status.ts';
import type { WireAwsSummary, WireOpportunity } from '../wire/selling.ts';
import { NO_CUSTOMER, NO_PROTECTION } from './deal-parts.ts';
import { dealValue } from './spend.ts';

const AWS_REFERRAL = 'AWS Referral';
const CO_SELL = 'Co-Sell';

/**
 * A partner's opportunity as a deal.
 * @param summary AWS's own side; null while AWS has none, before submission
 * @param engagementId the engagement it is shared in; null when none is known
 */
export function opportunityDeal(
  opportunity: WireOpportunity,
  summary: WireAwsSummary | null,
  engagementId: string | null,
): DealRecord {
  const { Id, Project, LifeCycle, LastModifiedDate } = opportunity;
  const fromAws = summary?.Origin === AWS_REFERRAL;
  const customer = customerOf(opportunity);
  const { status, detail } = readDealStatus({
    review: LifeCycle?.ReviewStatus ?? null,
    stage: LifeCycle?.Stage ?? null,
    fromAws,
    reason: LifeCycle?.ReviewStatusReason ?? LifeCycle?.ReviewComments ?? LifeCycle?.ClosedLostReason ?? null,
  });
  return {
    kind: 'deal',
    remoteId: Id,
    remoteUrl: null,
    remoteVersion: LastModifiedDate.raw,
    remoteUpdatedAt: LastModifiedDate.instant,
    name: Project?.Title ?? customer.name ?? Id,
    dealKind: dealKind(opportunity, summary),
    direction: fromAws ? 'INBOUND' : 'OUTBOUND',
    status,
    statusDetail: detail,
    stage: readDealStage(LifeCycle?.Stage ?? null),
    value: dealValue(Project?.ExpectedCustomerSpend ?? []),
    closeOn: LifeCycle?.TargetCloseDate ?? null,
    customer,
    products: productsOf(opportunity),
    vendorSelling: vendorSelling(summary),
    distribution: null,
    program: APN,
    protection: NO_PROTECTION,
    groupKey: engagementId,
    externalId: opportunity.PartnerOpportunityIdentifier,
  };
}

/**
 * How the deal came about: AWS referred it, or the partner registered it, with co-selling or for visibility only. Before
 * AWS has a side of its own, the partner's wish tells: needs from AWS that are left empty mean visibility only
 * `[CSV partnerPrimaryNeedFromAws]`.
 */
function dealKind(opportunity: WireOpportunity, summary: WireAwsSummary | null): DealKind {
  if (summary?.Origin === AWS_REFERRAL) return 'REFERRAL';
  const involvement = summary?.InvolvementType ?? null;
  const coSell = involvement === null ? opportunity.PrimaryNeedsFromAws.length > 0 : involvement === CO_SELL;
  return coSell ? 'CO_SELL' : 'REGISTRATION';
}

/** Whether AWS's own sales force is in it `[M-sel GetAwsOpportunitySummary$InvolvementType, CosellMotion]`. */
function vendorSelling(summary: WireAwsSummary | null): VendorSelling {
  if (summary === null) return 'NONE';
  if (summary.InvolvementType === 'For Visibility Only') return 'FOR_VISIBILITY';
  if (summary.InvolvementType !== CO_SELL) return 'UNKNOWN';
  return summary.CosellMotion === 'AWS Field-engaged' ? 'DIRECT_ENGAGED' : 'CO_SELL';
}

function customerOf(opportunity: WireOpportunity): CustomerRecord {
  const account = opportunity.Customer?.Account;
  if (account === null || account === undefined) return NO_CUSTOMER;
  return {
    name: account.CompanyName,
    country: account.Address?.CountryCode ?? null,
    website: account.WebsiteUrl,
    duns: account.Duns,
    city: account.Address?.City ?? null,
  };
}

/** Identifiers of the AWS products and the partner's offerings in it; private offers are prices, not products. */
function productsOf({ RelatedEntityIdentifiers: related }: WireOpportunity): string[] {
  if (related === null) return [];
  const { AwsProducts, Solutions, AwsMarketplaceSolutions, AwsMarketplaceProducts } = related;
  return [...new Set([...AwsProducts, ...Solutions, ...AwsMarketplaceSolutions, ...AwsMarketplaceProducts])];
}
