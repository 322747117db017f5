import { compareMoney, type Money } from '../../platform/money/money.ts';
import { searchText } from '../../platform/records/search-text.ts';
import type { EngagementRules } from '../../platform/rules/program-rules.ts';
import type { ProgramFacts } from '../../platform/vendor/contract.ts';
import type { Judgement } from './judge-deal.ts';

/** What the rules of engagement look at. */
export interface RuledDraft {
  readonly vendorName: string;
  readonly industry: string | null;
  readonly value: Money | null;
}

/** A rule that a draft runs against. */
export interface BrokenRule extends Judgement {
  readonly matchedOn: readonly string[];
  readonly rule: string;
}

/** What the rules say of a draft, and which rule could not be held against it. */
export interface RuleFindings {
  readonly broken: readonly BrokenRule[];
  /** Pairs of currencies that no rate is known for: the smallest value could not be compared. */
  readonly missingRates: ReadonlyArray<{ readonly from: string; readonly to: string }>;
}

/** Money in another currency; null when there is no rate. */
export type Convert = (value: Money, currency: string) => Money | null;

function titleOf({ name, rulesVersion }: ProgramFacts): string {
  return `${name}, rules of ${rulesVersion}`;
}

/** A segment is the customer's industry when one names the other as whole words, without case and accents. */
function isSegmentOf(segment: string, industry: string): boolean {
  const padded = (text: string): string =>
    ` ${searchText(text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  const [one, other] = [padded(segment), padded(industry)];
  return one.trim() !== '' && other.trim() !== '' && (one.includes(other) || other.includes(one));
}

function directSegments(program: ProgramFacts, rules: EngagementRules, draft: RuledDraft): BrokenRule[] {
  const { industry, vendorName } = draft;
  if (industry === null) return [];
  return rules.directSegments
    .filter((segment) => isSegmentOf(segment, industry))
    .map((segment) => ({
      kind: 'DIRECT_SEGMENT',
      severity: 'WARNING',
      advice: `${vendorName}'s own sales force pursues ${segment}: ask your contact there before registering.`,
      matchedOn: ['industry'],
      rule: `${titleOf(program)}: direct segment ${segment}`,
    }));
}

interface Comparison {
  readonly broken: BrokenRule | null;
  readonly missing: { readonly from: string; readonly to: string } | null;
}

function minimumValue(program: ProgramFacts, rules: EngagementRules, draft: RuledDraft, convert: Convert): Comparison {
  const { value: least, source, confidence } = rules.minimumDealValue;
  if (least === null || draft.value === null) return { broken: null, missing: null };
  const value = convert(draft.value, least.currency);
  if (value === null) return { broken: null, missing: { from: draft.value.currency, to: least.currency } };
  if (compareMoney(value, least) >= 0) return { broken: null, missing: null };
  return {
    broken: {
      kind: 'BELOW_MINIMUM',
      // Only what the vendor itself says is certain enough to stop at.
      severity: confidence === 'HIGH' ? 'BLOCKING' : 'WARNING',
      advice: `${draft.vendorName} takes deals from ${least.amount} ${least.currency} on: this one is smaller.`,
      matchedOn: ['value'],
      rule: `${titleOf(program)}: smallest deal value ${least.amount} ${least.currency} (${source})`,
    },
    missing: null,
  };
}

/** Holds a draft against the rules of engagement of the vendor's programs; a program without any says nothing. */
export function judgeByRules(programs: readonly ProgramFacts[], draft: RuledDraft, convert: Convert): RuleFindings {
  const broken: BrokenRule[] = [];
  const missingRates: Array<{ readonly from: string; readonly to: string }> = [];
  for (const program of programs) {
    const rules = program.rules?.rulesOfEngagement;
    if (!rules) continue;
    const least = minimumValue(program, rules, draft, convert);
    broken.push(...directSegments(program, rules, draft), ...(least.broken ? [least.broken] : []));
    if (least.missing) missingRates.push(least.missing);
  }
  return { broken, missingRates };
}
