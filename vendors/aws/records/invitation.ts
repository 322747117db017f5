import type { CustomerRecord, DealRecord } from '../../../platform/records/records.ts';
import { APN } from '../programs.ts';
import { readInvitationStatus } from '../status/invitation-status.ts';
import { idOf } from '../wire/ids.ts';
import type { WireInvitation } from '../wire/selling.ts';
import { NO_CUSTOMER, NO_PROTECTION } from './deal-parts.ts';
import { dealValue } from './spend.ts';

/**
 * An invitation we received, as an inbound deal. It stays this one record whatever becomes of it: once accepted, the
 * opportunity is a record of its own in the opportunities feed, and both carry the engagement as group key.
 *
 * The answer names no date of change and no version, so both stay null. Who sells beside us is not told before
 * acceptance. When it lapses is what AWS says, never counted: documents and recordings differ `[PM]`.
 */
export function invitationDeal(invitation: WireInvitation): DealRecord {
  const id = idOf(invitation.Id);
  const offer = invitation.Payload?.OpportunityInvitation ?? null;
  const customer = customerOf(invitation);
  const { status, detail } = readInvitationStatus(invitation.Status, invitation.RejectionReason);
  const lapsesOn = status === 'OFFERED' ? invitation.ExpirationDate?.instant.slice(0, 10) : undefined;
  return {
    kind: 'deal',
    remoteId: id,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: offer?.Project?.Title ?? invitation.EngagementTitle ?? customer.name ?? id,
    dealKind: 'REFERRAL',
    direction: 'INBOUND',
    status,
    statusDetail: detail,
    stage: null,
    value: dealValue(offer?.Project?.ExpectedCustomerSpend ?? []),
    closeOn: offer?.Project?.TargetCompletionDate ?? null,
    customer,
    products: [],
    vendorSelling: 'UNKNOWN',
    distribution: null,
    program: APN,
    protection: NO_PROTECTION,
    ...(lapsesOn ? { answerBy: lapsesOn } : {}),
    groupKey: invitation.EngagementId,
  };
}

function customerOf({ Payload }: WireInvitation): CustomerRecord {
  const customer = Payload?.OpportunityInvitation?.Customer ?? Payload?.LeadInvitation?.Customer;
  if (customer === null || customer === undefined) return NO_CUSTOMER;
  return { ...NO_CUSTOMER, name: customer.CompanyName, country: customer.CountryCode, website: customer.WebsiteUrl };
}
