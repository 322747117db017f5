import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { CustomerRecord, DealRecord, MoneyRecord, ProtectionRecord } from '../../../platform/records/records.ts';
import { PARTNER_PROGRAM } from '../programs.ts';
import { dateOf, instantOf } from '../wire/date-time.ts';
import { countryOrNull, distinct, fold, textOrNull } from '../wire/texts.ts';
import { readStatus } from './deal-status.ts';
import { dealKindOf, directionOf, stageOf, vendorSellingOf } from './deal-type.ts';
import type { Referral } from './referral-wire.ts';

/** A referral protects nothing: `expirationDateTime` says when an offer lapses. */
const NO_PROTECTION: ProtectionRecord = {
  startsOn: null,
  endsOn: null,
  priceEndsOn: null,
  extension: 'NOT_OFFERED',
  extensionDeadline: null,
};

/** A referral as a deal. */
export function toDeal(referral: Referral): DealRecord {
  const direction = directionOf(referral);
  const { status, detail } = readStatus({
    status: referral.status,
    substatus: referral.substatus,
    statusReason: referral.statusReason,
    direction,
  });
  const lapsesOn = status === 'OFFERED' ? dateOf(referral.expirationDateTime) : null;
  return {
    kind: 'deal',
    remoteId: referral.id,
    remoteUrl: null,
    // With its inner quotes: it goes back into If-Match unchanged.
    remoteVersion: referral.eTag ?? null,
    remoteUpdatedAt: instantOf(referral.updatedDateTime),
    name: textOrNull(referral.name) ?? textOrNull(referral.customerProfile?.name) ?? referral.id,
    dealKind: dealKindOf(referral),
    direction: direction ?? 'OUTBOUND',
    status,
    statusDetail: detail,
    stage: stageOf(referral),
    value: valueOf(referral),
    closeOn: dateOf(referral.details?.closingDateTime),
    customer: customerOf(referral),
    products: productsOf(referral),
    vendorSelling: vendorSellingOf(referral),
    distribution: null,
    program: PARTNER_PROGRAM,
    protection: NO_PROTECTION,
    ...(lapsesOn ? { answerBy: lapsesOn } : {}),
    groupKey: textOrNull(referral.engagementId),
    externalId: textOrNull(referral.externalReferenceId),
  };
}

/** Money needs both halves: an amount without currency stays in the payload. */
function valueOf(referral: Referral): MoneyRecord | null {
  const currency = textOrNull(referral.details?.currency)?.toUpperCase();
  const value = referral.details?.dealValue ?? '';
  const amount = exactDecimal(value);
  return amount !== null && currency ? { amount, currency } : null;
}

function customerOf(referral: Referral): CustomerRecord {
  const profile = referral.customerProfile;
  const duns = profile?.ids?.find((entry) => fold(entry.profileType) === 'duns');
  return {
    name: textOrNull(profile?.name),
    country: countryOrNull(profile?.address?.country),
    website: null,
    duns: textOrNull(duns?.id),
    city: textOrNull(profile?.address?.city),
  };
}

function productsOf(referral: Referral): string[] {
  const { products, solutions } = referral.details?.requirements ?? {};
  const named = [...(products ?? []), ...(solutions ?? [])];
  return distinct(named.map((entry) => textOrNull(entry.name) ?? textOrNull(entry.id)));
}
