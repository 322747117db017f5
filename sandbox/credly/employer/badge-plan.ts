import type { SeededRandom } from '../../kernel/random.ts';
import type { IssuerFacts, TemplateFacts } from '../catalogue.ts';

export const DAY = 86_400_000;

/** Whose badges the staff holds, by the vendor's name in the data file. */
const VENDORS = ['AWS', 'CISCO', 'DELL', 'IBM'] as const;

/** How the badges of one partner end, in turn; the words are ours. Expiry is not a state at Credly. */
const ENDS = ['far', 'soon', 'far', 'never', 'over', 'far', 'soon', 'never'] as const;
export type End = (typeof ENDS)[number];

/** The states of single badges by their place among the partner's badges; all others are accepted. */
const STATES: Readonly<Record<number, string>> = { 6: 'pending', 11: 'rejected', 16: 'revoked' };

/** One badge to be made. */
export interface PlannedBadge {
  /** Place of the holder among the staff, from 0. */
  readonly employee: number;
  readonly issuer: IssuerFacts;
  readonly template: TemplateFacts;
  readonly end: End;
  readonly state: string;
}

/** How many days from now a badge ends; null for one that does not. */
export function daysToEnd(random: SeededRandom, end: End): number | null {
  if (end === 'never') return null;
  if (end === 'over') return -random.int(5, 300);
  return end === 'soon' ? random.int(3, 88) : random.int(120, 900);
}

function vendorsOf(employee: number): readonly string[] {
  const count = employee % 2 === 0 ? 3 : 2;
  return Array.from({ length: count }, (_, at) => VENDORS[(employee + at) % VENDORS.length] ?? 'AWS');
}

/**
 * Two or three certifications for each of the staff, over four vendors; AWS accreditations without a level for two of
 * them, and for two an old badge of Microsoft, which has neither level nor category and stopped issuing on Credly.
 */
export function planBadges(
  random: SeededRandom,
  catalogue: readonly IssuerFacts[],
  employees: number,
): readonly PlannedBadge[] {
  const plan: PlannedBadge[] = [];
  const add = (employee: number, vendor: string, wanted: (template: TemplateFacts) => boolean, end?: End): void => {
    const issuer = catalogue.find((candidate) => candidate.vendor === vendor);
    const held = plan.filter((badge) => badge.employee === employee).map(({ template }) => template.id);
    const open = issuer?.templates.filter((template) => wanted(template) && !held.includes(template.id)) ?? [];
    if (!issuer || open.length === 0) return;
    const at = plan.length;
    const state = STATES[at] ?? 'accepted';
    plan.push({ employee, issuer, template: random.pick(open), end: end ?? ENDS[at % ENDS.length] ?? 'far', state });
  };
  for (let employee = 0; employee < employees; employee += 1) {
    for (const vendor of vendorsOf(employee))
      add(employee, vendor, (template) => template.type_category === 'Certification');
    if (employee === 1 || employee === 4) add(employee, 'AWS', ({ level }) => level === null, 'never');
    if (employee === 3 || employee === 6) add(employee, 'MICROSOFT', () => true, employee === 3 ? 'over' : 'never');
  }
  return plan;
}
