import type { GraphContext } from '../../platform/graph/context.ts';
import { loadCountOf, loadRow, loadRowsOf } from '../../platform/graph/row-loader.ts';
import {
  benefitsById,
  countBenefitsByPartner,
  eventsOfBenefits,
  requestsById,
  requestsOfBenefits,
  type BenefitEventRow,
  type BenefitRow,
  type FundRequestRow,
} from './store.ts';
import type { BenefitFilter } from './types.ts';

/** One benefit, batched over the request; null when the viewer can't see it. */
export function loadBenefit(context: GraphContext, id: string | null): Promise<BenefitRow | null> {
  return loadRow(context, 'benefits by id', id, benefitsById);
}

/** One request for funds, batched over the request; null when the viewer can't see it or its benefit. */
export function loadFundRequest(context: GraphContext, id: string | null): Promise<FundRequestRow | null> {
  return loadRow(context, 'fund requests by id', id, requestsById);
}

/** A benefit's requests for funds, batched over the request. */
export function loadRequestsOf(context: GraphContext, benefitId: string): Promise<readonly FundRequestRow[]> {
  return loadRowsOf(context, 'fund requests of benefits', benefitId, {
    all: requestsOfBenefits,
    ownerOf: (row) => row.benefit_id,
  });
}

/** A benefit's newest events, batched over the benefits of the request that ask for as many. */
export function loadBenefitHistory(
  context: GraphContext,
  benefitId: string,
  first: number,
): Promise<readonly BenefitEventRow[]> {
  return loadRowsOf(context, `benefit history ${first}`, benefitId, {
    all: (trx, ids) => eventsOfBenefits(trx, ids, first),
    ownerOf: (row) => row.benefit_id,
  });
}

/** How many benefits of a partner the filter lets through, batched over the partners of the request. */
export function loadBenefitCount(context: GraphContext, partnerId: string, filter: BenefitFilter): Promise<number> {
  return loadCountOf(context, `benefit count ${JSON.stringify(filter)}`, partnerId, (trx, partners) =>
    countBenefitsByPartner(trx, filter, partners),
  );
}
