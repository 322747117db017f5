import { Decimal, decimalText, requireDecimal } from '../../../platform/money/decimal.ts';
import type { RequirementRule, TierRules } from '../../../platform/rules/program-rules.ts';
import type { CatalogTier } from '../catalog.ts';
import { unknownOf } from '../rules/to-node.ts';
import type { Standing } from '../standing/standing.ts';
import { asHeadcount, headcounts } from './headcount.ts';
import { measureOther, type MeasureScope } from './measure.ts';

/** A requirement whose number and whose state are both known. */
export interface MeasuredRequirement {
  readonly rule: RequirementRule;
  readonly required: Decimal;
  readonly actual: Decimal;
  /** Uuids of the people behind it; none where it does not count people. */
  readonly people: readonly string[];
}

/** How far a partner is from a tier. */
export interface Evaluation {
  readonly tier: CatalogTier;
  readonly requirements: readonly MeasuredRequirement[];
  /** What can't be told, a sentence each: it is neither met nor missed, and in no figure. */
  readonly unknown: readonly string[];
  /** 0 to 100, at most two digits behind the point and never rounded up; null where nothing could be measured. */
  readonly percent: string | null;
  /** Everything is known, and everything is met. */
  readonly met: boolean;
}

const PERCENT_DIGITS = 2;

/** What is asked for and met. */
export function isMet({ required, actual }: MeasuredRequirement): boolean {
  return actual.greaterThanOrEqualTo(required);
}

/** What is still lacking; 0 when nothing is. */
export function gapOf({ required, actual }: MeasuredRequirement): Decimal {
  return Decimal.max(required.minus(actual), 0);
}

function shareOf(requirement: MeasuredRequirement): Decimal {
  return isMet(requirement) ? new Decimal(1) : requirement.actual.dividedBy(requirement.required);
}

function percentOf(requirements: readonly MeasuredRequirement[], isKnownWhole: boolean): string | null {
  if (requirements.length === 0) return isKnownWhole ? '100' : null;
  const sum = requirements.reduce((total, requirement) => total.plus(shareOf(requirement)), new Decimal(0));
  const mean = sum.times(100).dividedBy(requirements.length);
  return decimalText(mean.toDecimalPlaces(PERCENT_DIGITS, Decimal.ROUND_DOWN));
}

/** Measures a tier's requirements. @param rules null where the tier's rules are not known */
export function evaluate(
  tier: CatalogTier,
  rules: TierRules | null,
  standing: Standing,
  scope: MeasureScope,
): Evaluation {
  const known = (rules?.requirements ?? []).filter(({ quantity }) => quantity.value !== null);
  const counted = headcounts(
    known.map(asHeadcount).filter((rule) => rule !== null),
    standing.certifications,
    scope.day,
  );
  const requirements: MeasuredRequirement[] = [];
  const unknown = unknownOf(tier, rules);
  for (const rule of known) {
    const required = requireDecimal(rule.quantity.value ?? '0');
    const people = rule.measure.by === 'CERTIFICATIONS' ? (counted.get(rule.key) ?? []) : null;
    const missing = standing.missing.certifications;
    const measured =
      people === null
        ? measureOther(rule, standing, scope)
        : missing === null
          ? { actual: new Decimal(people.length) }
          : { missing };
    if ('missing' in measured) unknown.push(`${rule.label}: ${measured.missing}.`);
    else requirements.push({ rule, required, actual: measured.actual, people: people ?? [] });
  }
  const met = unknown.length === 0 && requirements.every(isMet);
  return { tier, requirements, unknown, percent: percentOf(requirements, unknown.length === 0), met };
}
