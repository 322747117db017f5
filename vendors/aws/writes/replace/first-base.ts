import { versionConflict, type Base } from '../../../../platform/vendor/first-base.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { fieldAt } from '../data/deal-form.ts';
import { spendOf } from '../form/spend-entries.ts';
import { memberAt, type JsonObject } from '../json-path.ts';
import { refused } from '../plans.ts';
import { laidOver, type Change } from './change.ts';
import { same } from './same.ts';

/** What an opportunity holds of some fields of the form, by their pointers. */
export function baseOf(paths: Iterable<string>, opportunity: JsonObject): Base {
  return Object.fromEntries([...paths].map((path) => [path, heldOf(path, opportunity)]));
}

/** The fields whose value is neither what was there first nor what the changes bring. */
export function crossedBy(changes: readonly Change[], opportunity: JsonObject, first: Base): string[] {
  const wanted = laidOver(opportunity, changes);
  const isCrossed = (path: string): boolean => {
    const now = heldOf(path, opportunity);
    const before = first[path];
    return before !== undefined && !same(now, before) && !same(now, heldOf(path, wanted));
  };
  return [...new Set(changes.flatMap(({ paths }) => paths))].filter(isCrossed);
}

/**
 * A plan with what the change was first planned on; refused where somebody else has changed the same fields since then.
 * @param crossed pointers of those fields
 */
export function onBase(plan: WritePlan | null, base: Base, crossed: readonly string[]): WritePlan | null {
  if (plan?.kind !== 'call' && plan?.kind !== 'wait') return plan;
  if (crossed.length > 0) return refused(...crossed.map((path) => versionConflict(path, 'AWS')));
  return { ...plan, base: { ...base } };
}

/** One member of an opportunity, or the part of one that several fields share. */
function heldOf(path: string, opportunity: JsonValue): JsonValue {
  const { aws, encode } = fieldAt(path);
  const held = memberAt(opportunity, aws);
  return (encode === 'spend' ? spendOf(path, held) : held) ?? null;
}
