import type { FundRequestRecord } from '../../../platform/records/records.ts';
import { APPLICATION_STATUS, readBenefitStatus } from '../status/benefit-status.ts';
import type { WireAllocation, WireApplication } from '../wire/benefits.ts';
import { idOf } from '../wire/ids.ts';
import { allocationMoney } from './allocation-money.ts';
import { sumMoney } from './sum-money.ts';

/**
 * A benefit application as a request for funds. It belongs to the benefit it asks for, not to the allocations that may
 * come of it: they come later, and there may be several.
 * @param allocations what AWS has allocated on it; approved is their sum, paid what they have paid out
 */
export function fundRequest(application: WireApplication, allocations: readonly WireAllocation[]): FundRequestRecord {
  const details = application.BenefitApplicationDetails;
  return {
    kind: 'fundRequest',
    remoteId: application.Id,
    remoteUrl: null,
    remoteVersion: application.Revision,
    remoteUpdatedAt: application.UpdatedAt?.instant ?? null,
    benefitRemoteId: idOf(application.BenefitId),
    activity: application.Name ?? application.Description ?? application.Id,
    status: readBenefitStatus(APPLICATION_STATUS, application.Status),
    rawStatus: application.Status ?? '',
    requested: details.requestedAmount,
    approved: sumMoney(allocations.map(({ FulfillmentDetail }) => allocationMoney(FulfillmentDetail).allocated)),
    claimed: null,
    paid: sumMoney(
      allocations.map(({ FulfillmentDetail }) => FulfillmentDetail?.DisbursementDetails?.DisbursedAmount ?? null),
    ),
    activityOn: details.startDate,
    claimBy: null,
  };
}
