import type { JsonValue } from '../../../../platform/records/json.ts';
import type { Base } from '../../../../platform/vendor/first-base.ts';
import type { DealContent, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import type { WriteContext } from '../context.ts';
import { changesFor } from '../content/changes.ts';
import { typeOf } from '../content/referral-body.ts';
import { wantsOf } from '../content/wants.ts';
import { standingErrors } from '../form/rules.ts';
import { UPDATE } from '../steps.ts';
import { baseOf, crossedErrors, onBase } from './first-base.ts';
import { patchCall, refused } from './patch-call.ts';
import { notShown } from './plan-change.ts';
import { standingOf } from './status-change.ts';

/**
 * Brings a record that an earlier operation has made to the content that is submitted now: what that operation was
 * refused for may have been put right.
 * @param first what the record held when this was first planned
 * @returns null when the record holds the content already
 */
export function catchUp(
  context: WriteContext,
  content: DealContent,
  found: JsonValue | null,
  first: Base | undefined,
): WritePlan | null {
  if (found === null) return refused([notShown()]);
  const standing = standingErrors('SUBMIT_DEAL', standingOf(found));
  if (standing.length > 0) return refused(standing);
  const { wants, errors } = wantsOf(content, found);
  if (errors.length > 0) return refused(errors);
  const type = { path: '/dealKind', wire: '/type', form: 'word', value: typeOf(content.dealKind) } as const;
  const changes = onBase(changesFor([type, ...wants], found), first);
  if (changes.length === 0) return null;
  const crossed = crossedErrors(changes, found);
  if (crossed.length > 0) return refused(crossed);
  const base = baseOf([type, ...wants], found);
  return patchCall(context, found, { step: UPDATE, changes, guarded: true, base });
}
