import type { JsonValue } from '../../../../platform/records/json.ts';
import { versionConflict, type Base } from '../../../../platform/vendor/first-base.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { conflictsOf, type Change } from '../content/changes.ts';
import { valueAt } from '../content/pointer.ts';
import type { Want } from '../content/wants.ts';

/** What a referral holds of the members that a change is about, by their place in it. */
export function baseOf(wants: readonly Want[], found: JsonValue): Base {
  return Object.fromEntries(wants.map(({ wire }) => [wire, valueAt(found, wire) ?? null]));
}

/** The changes, on what was there when they were first planned: what came since then is somebody else's. */
export function onBase(changes: readonly Change[], base: Base | undefined): Change[] {
  return changes.map((change) => {
    const first = base?.[change.wire];
    return first === undefined ? change : { ...change, before: first };
  });
}

/** Somebody else has changed what is to be changed: told instead of written over. */
export function crossedErrors(changes: readonly Change[], found: JsonValue): VendorFieldError[] {
  return conflictsOf(changes, found).map((path) => versionConflict(path, 'Microsoft'));
}
