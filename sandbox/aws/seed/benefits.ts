import { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../json.ts';
import { sharedArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { BENEFITS, type BenefitRow } from './benefit-list.ts';

/** The id of a benefit: the same for every partner. @param key one of the keys in benefit-list.ts */
export function benefitId(seed: number, key: string): string {
  return `ben-${new SeededRandom(`${seed}:aws:benefit:${key}`).text(14)}`;
}

/** A benefit in the wire form of GetBenefit [M-ben]. */
function benefit(store: Store, row: BenefitRow): JsonObject {
  const { scope } = store;
  const id = benefitId(scope.seed, row.key);
  return {
    Id: id,
    Catalog: scope.catalog,
    Arn: sharedArn(scope, `benefit/${id}`),
    Name: row.name,
    Description: row.description,
    Programs: [...row.programs],
    FulfillmentTypes: [...row.fulfillmentTypes],
    BenefitRequestSchema: row.schema,
    Status: row.status,
  };
}

/** Fills the store with the benefits that can be applied for. */
export function seedBenefits(store: Store): void {
  for (const row of BENEFITS) {
    const record = benefit(store, row);
    store.put('benefit', String(record['Id']), record);
  }
}
