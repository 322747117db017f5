import { z } from 'zod';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { FORMS, holds, isSame } from './compare.ts';
import { partsOf, valueAt, withValue } from './pointer.ts';
import type { Want } from './wants.ts';

const json = z.custom<JsonValue>((value) => value !== undefined);

/** A member that a PATCH changes: stored with the call, so that every try and every look compare the same. */
export const changeShape = z.object({
  path: z.string(),
  wire: z.string(),
  form: z.enum(FORMS),
  before: json,
  after: json,
});
export type Change = z.infer<typeof changeShape>;

/** One operation of a JSON Patch: Microsoft takes these two alone [PR20 patch-a-referral.md]. */
export interface PatchOperation {
  readonly op: 'add' | 'replace';
  readonly path: string;
  readonly value: JsonValue;
}

/** What a want makes of a referral. */
export function changeFor({ path, wire, form, value }: Want, current: JsonValue): Change {
  return { path, wire, form, before: valueAt(current, wire) ?? null, after: value };
}

/** Those of the wants that the referral does not hold yet. */
export function changesFor(wants: readonly Want[], current: JsonValue): Change[] {
  return wants
    .filter((want) => !holds(want.form, want.value, valueAt(current, want.wire)))
    .map((want) => changeFor(want, current));
}

/** True when a referral holds what all changes are for. */
export function isHeld(changes: readonly Change[], current: JsonValue): boolean {
  return changes.every((change) => holds(change.form, change.after, valueAt(current, change.wire)));
}

/** The deal's members that somebody else has changed meanwhile to something else than is wanted. */
export function conflictsOf(changes: readonly Change[], current: JsonValue): string[] {
  const crossed = changes.filter(({ wire, form, before, after }) => {
    const found = valueAt(current, wire);
    return !isSame(form, before, found) && !holds(form, after, found);
  });
  return [...new Set(crossed.map(({ path }) => path))];
}

/** The changes as a JSON Patch for this referral. */
export function patchOf(changes: readonly Change[], current: JsonValue): PatchOperation[] {
  let patched = current;
  return changes.map((change) => {
    const operation = operationFor(change, patched);
    patched = withValue(patched, change.wire, change.after);
    return operation;
  });
}

function operationFor({ wire, form, before, after }: Change, current: JsonValue): PatchOperation {
  const added = form === 'people' ? personAdded(before, after) : undefined;
  if (added !== undefined) return { op: 'add', path: `${wire}/-`, value: added };
  const at = firstMissing(current, partsOf(wire));
  const value = at === wire ? after : withValue({}, wire.slice(at.length), after);
  return { op: valueAt(current, at) === undefined ? 'add' : 'replace', path: at, value };
}

/** The one who comes to a team that else stays as it is. */
function personAdded(before: JsonValue, after: JsonValue): JsonValue | undefined {
  if (!Array.isArray(before) || !Array.isArray(after) || after.length !== before.length + 1) return undefined;
  return after.at(-1);
}

/** Pointer to the first member on the way that can't hold the next: there a whole object is put, since none is there. */
function firstMissing(current: JsonValue, parts: readonly string[]): string {
  let at = '';
  for (const part of parts) {
    const inner = valueAt(current, at);
    if (typeof inner !== 'object' || inner === null) return at;
    at = `${at}/${part}`;
  }
  return at;
}
