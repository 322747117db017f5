import type { VendorDirectory } from '../../../platform/vendor/directory.ts';
import { isAccepted } from '../../../platform/rules/accepts.ts';
import type { ProgramRules } from '../../../platform/rules/program-rules.ts';
import { holdsOn, type Standing } from '../standing/standing.ts';
import { assumedFact, type Catalogs } from './assume.ts';
import type { AssumedCertification, CheckedInput } from './check-input.ts';

/** What the sentences are made from. */
export interface Assumed {
  readonly input: CheckedInput;
  readonly today: string;
  readonly catalogs: Catalogs;
  readonly vendors: VendorDirectory;
  /** The standings behind the results, as they are. */
  readonly standings: readonly Standing[];
  /** Rules of the results' programs, with the programs' names; null where none are known. */
  readonly rules: ReadonlyArray<{ readonly program: string; readonly rules: ProgramRules | null }>;
}

function people(count: number): string {
  return count === 1 ? 'One person' : `${count} people`;
}

function isInSomeRule(assumed: AssumedCertification, { catalogs, rules }: Assumed): boolean {
  const fact = assumedFact(assumed, catalogs);
  const requirements = rules.flatMap((one) => one.rules?.tiers ?? []).flatMap((tier) => tier.requirements);
  return requirements.some(({ measure }) => measure.by === 'CERTIFICATIONS' && isAccepted(measure.accepts, fact));
}

function ofExams(all: Assumed): string[] {
  const { input, catalogs, vendors } = all;
  const alike = Map.groupBy(input.certifications, ({ vendor, code, by }) => `${by} ${vendor} ${code}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const count = new Set(group.map(({ person }) => person)).size;
    const { code, by, vendor } = first;
    const what = `${people(count)} ${count === 1 ? 'passes' : 'pass'} ${code} of ${vendors.nameOf(vendor)} by ${by}`;
    if (by > input.asOf) return `${what}: later than ${input.asOf}, so it is not counted.`;
    if (!isInSomeRule(first, all)) return `${what}: no rule of these programs is known to count it.`;
    const { to } = assumedFact(first, catalogs);
    return `${what}: ${to === null ? 'how long it holds is not known, so it is taken as without an end' : `it holds until ${to}`}.`;
  });
}

function ofTime({ input, today, standings }: Assumed): string[] {
  if (input.asOf === today) return [];
  const facts = standings.flatMap(({ certifications }) => certifications);
  const ending = facts.filter((fact) => holdsOn(fact, today) && !holdsOn(fact, input.asOf)).length;
  const lapsed =
    ending === 0
      ? []
      : [`Certifications that end before ${input.asOf} are not renewed, unless the plan says so: ${ending}.`];
  return [
    `Figures before are of ${today}, figures after of ${input.asOf}.`,
    ...lapsed,
    `Deals and revenue are those won so far, as far as they fall into the time that counts on ${input.asOf}; reported numbers stay as they are.`,
  ];
}

function ofMoney({ input, vendors }: Assumed): string[] {
  return input.revenue.map(({ vendor, amount, currency, by }) => {
    const what = `${currency} ${amount} of revenue with ${vendors.nameOf(vendor)} by ${by}`;
    return by > input.asOf ? `${what}: later than ${input.asOf}, so it is not counted.` : `${what}.`;
  });
}

function ofRules({ rules }: Assumed): string[] {
  return rules.map(({ program, rules: known }) =>
    known === null
      ? `The rules of ${program} are not known.`
      : `Rules of ${program}: version ${known.version}, from ${known.source.replace(/\.$/, '')}.`,
  );
}

/** Everything that a plan takes for granted, a sentence each: what is after differs from what is before by nothing else. */
export function assumptionsOf(all: Assumed): string[] {
  const { leavers } = all.input;
  const left =
    leavers.size === 0
      ? []
      : [`${people(leavers.size)} ${leavers.size === 1 ? 'leaves' : 'leave'}: nothing they hold is counted.`];
  return [...ofTime(all), ...ofExams(all), ...ofMoney(all), ...left, ...ofRules(all)];
}
