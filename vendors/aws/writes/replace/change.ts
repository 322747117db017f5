import type { JsonValue } from '../../../../platform/records/json.ts';
import { memberAt, withMember, type JsonObject } from '../json-path.ts';
import type { OpportunityState } from './opportunity-state.ts';
import { same } from './same.ts';

/** One member of an opportunity that shall have another value. */
export interface Change {
  /** Fields of ours that ask for it; none for what only goes along with another change. */
  readonly paths: readonly string[];
  /** Where AWS has it. */
  readonly at: string;
  /** Null for nothing. */
  readonly value: JsonValue;
}

/** Whether the opportunity has the value already. */
export function holds(change: Change, opportunity: JsonValue): boolean {
  return same(memberAt(opportunity, change.at), change.value);
}

/** Members of `GetOpportunity` that `UpdateOpportunity` has not `[M-sel][APP SimulateReview.js]`. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'Arn',
  'Catalog',
  'CreatedDate',
  'Id',
  'LastModifiedDate',
  'OpportunityTeam',
  'RelatedEntityIdentifiers',
]);

/** What AWS writes there itself; in the catalogue Sandbox sending it would play the reviewer `[DG 59013725580]`. */
const REVIEW = ['ReviewStatus', 'ReviewComments', 'ReviewStatusReason', 'NextStepsHistory'];

/**
 * Body of `UpdateOpportunity`: everything AWS has, with the changes laid over it, since what is left out becomes null.
 * Members we don't know are sent back as well.
 */
export function updateBody(state: OpportunityState, changes: readonly Change[], catalog: string): JsonObject {
  let members: JsonValue = Object.fromEntries(Object.entries(state.json).filter(([name]) => !READ_ONLY.has(name)));
  for (const name of REVIEW) {
    if (memberAt(members, `LifeCycle.${name}`) !== undefined) members = withMember(members, `LifeCycle.${name}`, null);
  }
  const changed = laidOver(members, changes);
  return { Catalog: catalog, Identifier: state.id, LastModifiedDate: state.version, ...(changed as JsonObject) };
}

/** A copy with the changes in it. */
export function laidOver(opportunity: JsonValue, changes: readonly Change[]): JsonValue {
  return changes.reduce((members, { at, value }) => withMember(members, at, value), opportunity);
}
