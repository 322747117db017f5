import type { Measure } from '../../../platform/rules/measure.ts';
import { isAccepted, type NamedCertification } from '../../../platform/rules/accepts.ts';
import type { RequirementRule } from '../../../platform/rules/program-rules.ts';
import { addDays } from '../../../platform/records/dates.ts';
import { holdsOn, type CertificationFact } from '../standing/standing.ts';
import { seatApart, slackApart, type Seats } from './apart.ts';
import { addMonths } from './days.ts';

export type CertificationMeasure = Extract<Measure, { by: 'CERTIFICATIONS' }>;

/** A requirement that counts people, with a number that is known. */
export interface HeadcountRule {
  readonly key: string;
  readonly needed: number;
  readonly measure: CertificationMeasure;
}

/** The requirement as one that counts people; null when it does not, or when its number is not known. */
export function asHeadcount({ key, quantity, measure }: RequirementRule): HeadcountRule | null {
  if (measure.by !== 'CERTIFICATIONS' || quantity.value === null) return null;
  return { key, needed: Number(quantity.value), measure };
}

const answers = new WeakMap<CertificationMeasure, Map<string, boolean>>();
const texts = new WeakMap<NamedCertification, string>();

/** All of a certification that a rule looks at, as text that is made once. */
function textOf(certification: NamedCertification): string {
  const known = texts.get(certification);
  if (known !== undefined) return known;
  const text = JSON.stringify([certification.code, certification.name, certification.level]);
  texts.set(certification, text);
  return text;
}

/** `isAccepted`, remembered for as long as the rules are: thousands of people hold the same few certifications. */
export function isCounted(measure: CertificationMeasure, certification: NamedCertification): boolean {
  const known = answers.get(measure) ?? new Map<string, boolean>();
  answers.set(measure, known);
  const key = textOf(certification);
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = isAccepted(measure.accepts, certification);
  known.set(key, answer);
  return answer;
}

/** What counts toward a requirement on a day. Reckoned once for all: many thousands of certifications are asked about. */
function countingOn(measure: CertificationMeasure, day: string): (fact: CertificationFact) => boolean {
  const { withinMonths } = measure;
  const earliest = withinMonths === undefined ? null : addDays(addMonths(day, -withinMonths), 1);
  return (fact) =>
    holdsOn(fact, day) &&
    (earliest === null || (fact.from !== null && fact.from >= earliest)) &&
    isCounted(measure, fact);
}

/** Does a certification count toward a requirement on a day? */
export function countsOn(measure: CertificationMeasure, fact: CertificationFact, day: string): boolean {
  return countingOn(measure, day)(fact);
}

/** People, each once and sorted, who hold on the day what a requirement counts. */
export function holdersOn(measure: CertificationMeasure, facts: readonly CertificationFact[], day: string): string[] {
  const holders = facts.filter(countingOn(measure, day)).map(({ personId }) => personId);
  return [...new Set(holders)].toSorted();
}

function seatsOf(rules: readonly HeadcountRule[], facts: readonly CertificationFact[], day: string): Seats[] {
  return rules.map(({ needed, measure }) => ({ needed, people: holdersOn(measure, facts, day) }));
}

/** Requirements among which a person counts once, by the word that binds them; those on their own each alone. */
function bound(rules: readonly HeadcountRule[]): HeadcountRule[][] {
  return [
    ...Map.groupBy(rules, ({ key, measure }) => (measure.apart === undefined ? `=${key}` : measure.apart)).values(),
  ];
}

/**
 * Who counts toward which of a tier's requirements on a day.
 * @param rules all requirements of the tier that count people
 * @returns people by the requirement's key
 */
export function headcounts(
  rules: readonly HeadcountRule[],
  facts: readonly CertificationFact[],
  day: string,
): ReadonlyMap<string, readonly string[]> {
  const counted = new Map<string, readonly string[]>();
  for (const group of bound(rules)) {
    const seats = seatsOf(group, facts, day);
    const rows = group.length === 1 ? seats.map(({ people }) => people) : seatApart(seats);
    group.forEach(({ key }, index) => counted.set(key, rows[index] ?? []));
  }
  return counted;
}

/** How many people a requirement of a tier has more than it needs on a day; below zero when it lacks some. */
export function slackOf(
  wanted: HeadcountRule,
  rules: readonly HeadcountRule[],
  facts: readonly CertificationFact[],
  day: string,
): number {
  const group = bound(rules).find((each) => each.includes(wanted)) ?? [wanted];
  return slackApart(seatsOf(group, facts, day), group.indexOf(wanted));
}
