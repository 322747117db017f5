import { check } from '../../../platform/vendor/shape-check.ts';
import { allocation, allocationRow, type WireAllocation } from '../wire/benefits.ts';
import { allRows } from './all-rows.ts';
import type { FeedContext } from './feed.ts';
import type { ReadRow } from './rows.ts';
import { orMissing } from './tolerance.ts';

/**
 * What AWS has allocated on an application. Empty when an allocation can't be read: part of a sum is no sum, and the
 * allocations feed reports the broken one.
 */
export async function readAllocationsOf(
  { api }: FeedContext,
  applicationId: string,
): Promise<ReadonlyArray<ReadRow<WireAllocation>>> {
  const rows = await allRows('ListBenefitAllocations', (token) => api.benefits.listAllocations(applicationId, token));
  const found: ReadRow<WireAllocation>[] = [];
  for (const row of rows) {
    const listed = check(allocationRow, row.json);
    if ('fault' in listed) return [];
    if (listed.value.BenefitApplicationId !== applicationId) continue;
    const json = await orMissing(api.benefits.getAllocation(listed.value.Id));
    if (json === null) continue;
    const read = check(allocation, json);
    if ('fault' in read) return [];
    found.push({ value: read.value, json });
  }
  return found;
}
