import { moneyOf } from '../../../platform/graph/shared-types.ts';
import { acceptedCodes } from '../../../platform/rules/accepts.ts';
import type {
  CatalogCertification,
  EngagementRules,
  ProgramRules,
  RequirementRule,
  TierRules,
} from '../../../platform/rules/program-rules.ts';
import { upTo, type CatalogTier } from '../catalog.ts';
import { Requirement, RulesOfEngagement } from './requirement-types.ts';
import { tierRulesOf } from './rules-of.ts';

/** A requirement whose number is known, as the graph shows it; null for one whose number is not. */
function toRequirement(rule: RequirementRule, catalog: readonly CatalogCertification[]): Requirement | null {
  const { key, label, kind, quantity, unit, measure } = rule;
  if (quantity.value === null) return null;
  return Object.assign(new Requirement(), {
    key,
    label,
    kind,
    quantity: quantity.value,
    unit,
    certifications: measure.by === 'CERTIFICATIONS' ? acceptedCodes(measure.accepts, catalog) : [],
    source: quantity.source,
    confidence: quantity.confidence,
  });
}

/** What a tier asks for, as far as the numbers are known. */
export function requirementsOf(rules: ProgramRules | null, tier: CatalogTier): Requirement[] {
  const found = tierRulesOf(rules, tier)?.requirements ?? [];
  return found.map((rule) => toRequirement(rule, rules?.certifications ?? [])).filter((shown) => shown !== null);
}

function notKnown(label: string, { source }: { readonly source: string }): string {
  return `${label}: not known. ${source.replace(/\.$/, '')}.`;
}

/** What is not known of what a tier asks for, a sentence each; none for a tier whose rules are known whole. */
export function unknownOf(tier: CatalogTier, rules: TierRules | null): string[] {
  if (rules === null) return [`What ${tier.facts.name} asks for is not known.`];
  const open = rules.requirements.filter(({ quantity }) => quantity.value === null);
  return [...rules.unknown, ...open.map(({ label, quantity }) => notKnown(label, quantity))];
}

/** What a member of a tier gets: what the tiers below it give, and what it adds. */
export function benefitsOf(rules: ProgramRules | null, tier: CatalogTier): string[] {
  const all = upTo(tier).flatMap((step) => tierRulesOf(rules, step)?.benefits ?? []);
  return [...new Set(all.map(({ text }) => text))];
}

const COUNTED = {
  approvalDays: 'Days to a decision',
  protectionDays: 'Days of protection',
  extensionDays: 'Days of an extension',
  maxExtensions: 'Number of extensions',
  minimumDealValue: 'Smallest value of a deal',
} as const;

/** The rules of engagement as the graph shows them; null where none are known. */
export function toRulesOfEngagement(rules: EngagementRules | null): RulesOfEngagement | null {
  if (rules === null) return null;
  const { minimumDealValue } = rules;
  const unknown = Object.entries(COUNTED).flatMap(([name, label]) => {
    const number = rules[name as keyof typeof COUNTED];
    return number.value === null ? notKnown(label, number) : [];
  });
  return Object.assign(new RulesOfEngagement(), {
    directSegments: rules.directSegments,
    channelSegments: rules.channelSegments,
    approvalDays: rules.approvalDays.value,
    protectionDays: rules.protectionDays.value,
    extensionDays: rules.extensionDays.value,
    maxExtensions: rules.maxExtensions.value,
    minimumDealValue: moneyOf(minimumDealValue.value?.amount ?? null, minimumDealValue.value?.currency ?? null),
    rejectionGrounds: rules.rejectionGrounds,
    documentUrl: rules.documentUrl,
    unknown,
  });
}
