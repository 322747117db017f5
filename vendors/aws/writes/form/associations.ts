import type { JsonValue } from '../../../../platform/records/json.ts';
import { DEAL_FIELDS, type AssociationType } from '../data/deal-form.ts';
import { memberAt } from '../json-path.ts';

/** Something that is, or shall be, tied to an opportunity `[M-sel AssociateOpportunity]`. */
export interface Association {
  readonly type: AssociationType;
  readonly id: string;
}

/**
 * What the fields want tied, the partner's offerings before AWS's products: without one of them nothing is reviewed.
 * @param values by pointer, as they were entered
 */
export function wantedAssociations(values: ReadonlyMap<string, JsonValue>): Association[] {
  return DEAL_FIELDS.flatMap(({ path, association }) =>
    association === undefined ? [] : textsOf(values.get(path)).map((id) => ({ type: association, id })),
  );
}

/** What is tied to an opportunity now, as `GetOpportunity` tells. */
export function tiedAssociations(opportunity: JsonValue): Association[] {
  return DEAL_FIELDS.flatMap(({ association, aws }) =>
    association === undefined ? [] : textsOf(memberAt(opportunity, aws)).map((id) => ({ type: association, id })),
  );
}

/** Key of an association, for sets and for what a write remembers. */
export function keyOf({ type, id }: Association): string {
  return `${type}/${id}`;
}

function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
