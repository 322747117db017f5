import type { BenefitRecord } from '../../../platform/records/records.ts';
import { APN } from '../programs.ts';
import { readBenefitKind } from '../status/benefit-kind.ts';
import { ALLOCATION_STATUS, CATALOGUE_STATUS, readBenefitStatus } from '../status/benefit-status.ts';
import type { WireAllocation, WireApplication, WireBenefit } from '../wire/benefits.ts';
import { idOf } from '../wire/ids.ts';
import { allocationMoney } from './allocation-money.ts';

/** Members that are the same for every AWS benefit, or empty until a form of it fills them. */
const BLANK = {
  kind: 'benefit',
  remoteUrl: null,
  remoteVersion: null,
  remoteUpdatedAt: null,
  // The programs AWS names on a benefit (MAP, MDF, …) are funding programs; what entitles to it is being in the network.
  program: APN,
  allocated: null,
  used: null,
  remaining: null,
  quantity: null,
  percent: null,
  startsOn: null,
  expiresOn: null,
  claimBy: null,
} as const;

/** An entry of the benefits catalogue: something the partner may ask for. */
export function catalogueBenefit(benefit: WireBenefit): BenefitRecord {
  return {
    ...BLANK,
    remoteId: benefit.Id,
    name: benefit.Name ?? benefit.Id,
    benefitKind: readBenefitKind(benefit.Programs, benefit.FulfillmentTypes),
    status: readBenefitStatus(CATALOGUE_STATUS, benefit.Status),
    rawStatus: benefit.Status ?? '',
  };
}

/** Stands for a benefit that an application names and AWS no longer shows, so that the application has one. */
export function vanishedBenefit(application: WireApplication): BenefitRecord {
  const id = idOf(application.BenefitId);
  return {
    ...BLANK,
    remoteId: id,
    name: id,
    benefitKind: readBenefitKind(application.Programs, application.FulfillmentTypes),
    status: 'UNKNOWN',
    rawStatus: '',
  };
}

/**
 * An allocation: a benefit the partner has been granted.
 * @param benefit its entry in the catalogue, for its programs and its name; null when AWS shows none
 */
export function allocationBenefit(allocation: WireAllocation, benefit: WireBenefit | null): BenefitRecord {
  const { FulfillmentType: fulfillment } = allocation;
  return {
    ...BLANK,
    ...allocationMoney(allocation.FulfillmentDetail),
    remoteId: allocation.Id,
    remoteVersion: allocation.UpdatedAt?.raw ?? null,
    remoteUpdatedAt: allocation.UpdatedAt?.instant ?? null,
    name: allocation.Name ?? benefit?.Name ?? allocation.Id,
    benefitKind: readBenefitKind(benefit?.Programs ?? [], fulfillment === null ? [] : [fulfillment]),
    status: readBenefitStatus(ALLOCATION_STATUS, allocation.Status),
    rawStatus: allocation.Status ?? '',
    startsOn: allocation.StartsAt?.instant.slice(0, 10) ?? null,
    expiresOn: allocation.ExpiresAt?.instant.slice(0, 10) ?? null,
  };
}
