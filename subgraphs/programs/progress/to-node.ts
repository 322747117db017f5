import { PersonRef, refTo } from '../../../platform/graph/refs.ts';
import { decimalText } from '../../../platform/money/decimal.ts';
import { toTier } from '../to-node.ts';
import { gapOf, type Evaluation, type MeasuredRequirement } from './evaluate.ts';
import { RequirementProgress, TierProgress } from './types.ts';

function toRequirementProgress(requirement: MeasuredRequirement): RequirementProgress {
  const { key, label, kind, unit } = requirement.rule;
  return Object.assign(new RequirementProgress(), {
    key,
    label,
    kind,
    unit,
    required: decimalText(requirement.required),
    actual: decimalText(requirement.actual),
    gap: decimalText(gapOf(requirement)),
    contributors: requirement.people.map((uuid) => refTo(PersonRef, 'Person', uuid)),
  });
}

/** How far a partner is from a tier, as the graph shows it. Without any figure it is 0 percent, and says so in `unknown`. */
export function toTierProgress(evaluation: Evaluation): TierProgress {
  return Object.assign(new TierProgress(), {
    target: toTier(evaluation.tier),
    percent: evaluation.percent ?? '0',
    met: evaluation.met,
    requirements: evaluation.requirements.map(toRequirementProgress),
    unknown: evaluation.unknown,
  });
}
