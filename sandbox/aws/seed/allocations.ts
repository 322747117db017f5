import { textAt, type JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { ALLOCATIONS, daysAfter, type AllocationRow } from './allocation-list.ts';
import { benefitId } from './benefits.ts';

/** An allocation in the wire form of GetBenefitAllocation [M-ben], without nulls. */
function allocation(store: Store, row: AllocationRow, start: number): JsonObject {
  const { scope } = store;
  const id = store.ids.allocation();
  const at = daysAfter(start);
  const benefit = benefitId(scope.seed, row.benefit);
  const application = store.all('application').find((each) => textAt(each, 'BenefitId') === benefit);
  const expires: JsonObject = row.expiresIn === null ? {} : { ExpiresAt: at(row.expiresIn) };
  return {
    Id: id,
    Catalog: scope.catalog,
    Arn: ownArn(scope, `benefit-allocation/${id}`),
    Name: row.name,
    Description: `${row.name}.`,
    Status: row.status,
    BenefitId: benefit,
    BenefitApplicationId: application?.['Id'] ?? null,
    FulfillmentType: row.fulfillment,
    ApplicableBenefitIds: row.benefit === 'mdf' ? [benefitId(scope.seed, 'poc')] : [],
    FulfillmentDetail: row.detail(at),
    CreatedAt: at(row.startsIn - 2),
    UpdatedAt: at(Math.min(row.startsIn + 1, -1)),
    StartsAt: at(row.startsIn),
    ...expires,
    ...row.more,
  };
}

/** Fills the store with allocations of every form of the union, some about to expire. */
export function seedAllocations(store: Store, start: number): void {
  for (const row of ALLOCATIONS) {
    const record = allocation(store, row, start);
    store.put('allocation', String(record['Id']), record);
  }
}

/** A new allocation, as the control door makes one: a wallet that is still full. */
export function newAllocation(store: Store, now: number): JsonObject {
  const row = ALLOCATIONS.find((each) => each.status === 'ACTIVE' && each.startsIn > -10);
  if (!row) throw new Error('there is no allocation to make a new one from');
  return allocation(store, row, now);
}
