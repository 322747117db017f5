import type { ProgramRules } from '../../../platform/rules/program-rules.ts';
import { rankOf, type CatalogTier } from '../catalog.ts';
import { isMet, type Evaluation } from '../progress/evaluate.ts';
import { benefitsOf } from '../rules/to-node.ts';
import type { MembershipRow } from '../store.ts';

function beyond(rules: ProgramRules | null, more: CatalogTier, less: CatalogTier | null): string[] {
  const kept = new Set(less === null ? [] : benefitsOf(rules, less));
  return benefitsOf(rules, more).filter((benefit) => !kept.has(benefit));
}

/** What the target gives that the present tier does not; nothing where the target is not reached. */
export function unlocked(rules: ProgramRules | null, present: CatalogTier | null, after: Evaluation): string[] {
  return after.met ? beyond(rules, after.tier, present) : [];
}

/**
 * What the present tier gives and the highest that would still be held does not. A tier falls at a review, and for what is measured
 * and missed: what is not known takes nothing away.
 * @param steps the present tier and those below it, as they would be
 */
export function lost(
  rules: ProgramRules | null,
  row: MembershipRow,
  steps: readonly Evaluation[],
  lastDay: string,
): string[] {
  if (row.review_on !== null && row.review_on > lastDay) return [];
  const isHeld = ({ requirements }: Evaluation): boolean => requirements.every(isMet);
  const downward = steps.toSorted((a, b) => rankOf(b.tier) - rankOf(a.tier));
  const [present] = downward;
  if (!present || isHeld(present)) return [];
  return beyond(rules, present.tier, downward.find(isHeld)?.tier ?? null);
}
