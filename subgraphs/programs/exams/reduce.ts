import type { CatalogCertification } from '../../../platform/rules/program-rules.ts';
import { covers, lackingAfter, type ExamProblem, type Need } from './problem.ts';

/** A problem without what can't matter to it: its best answers are best answers of the whole. */
export interface ReducedProblem {
  /** Needs that lack somebody, and those that share people with one that does. */
  readonly needs: readonly Need[];
  readonly exams: readonly CatalogCertification[];
  /** People who may sit exams, and those who only hold something that has to be shared out. */
  readonly people: ReadonlyArray<{ readonly id: string; readonly maySit: boolean }>;
}

function openNeeds(needs: readonly Need[]): Need[] {
  const lacking = lackingAfter(needs, []);
  const groups = Map.groupBy(needs, (need) => need.apart ?? need).values();
  return [...groups].filter((group) => group.some((need) => (lacking.get(need) ?? 0) > 0)).flat();
}

function coverage(exam: CatalogCertification, needs: readonly Need[]): boolean[] {
  return needs.map((need) => covers(exam, need));
}

/**
 * Leaves out an exam that covers nothing, and one of which another covers all that it does and comes first or covers more:
 * whoever would sit the one may as well sit the other.
 */
function worthwhile(exams: readonly CatalogCertification[], needs: readonly Need[]): CatalogCertification[] {
  const rows = exams
    .map((exam) => ({ exam, covered: coverage(exam, needs) }))
    .filter(({ covered }) => covered.includes(true));
  const isWithin = (one: readonly boolean[], other: readonly boolean[]): boolean =>
    one.every((covered, index) => !covered || other[index]);
  return rows
    .filter(({ covered }, place) =>
      rows.every(
        (other, index) =>
          index === place || !isWithin(covered, other.covered) || (index > place && isWithin(other.covered, covered)),
      ),
    )
    .map(({ exam }) => exam);
}

/**
 * Leaves out people who are like others. Who holds the same of what is needed is as good as any of them, and no answer seats more
 * people than there are places: so many of a kind are enough.
 */
function enoughPeople(problem: ExamProblem, needs: readonly Need[]): ReducedProblem['people'] {
  const places = needs.reduce((sum, { needed }) => sum + needed, 0);
  const candidates = new Set(problem.people);
  const holders = needs.filter(({ apart }) => apart !== null).flatMap((need) => [...need.holders].toSorted());
  const everyone = [...problem.people, ...new Set(holders.filter((person) => !candidates.has(person)))];
  const kinds = new Map<string, number>();
  return everyone.flatMap((id) => {
    const maySit = candidates.has(id);
    const kind = `${maySit} ${needs.map(({ holders: held }) => (held.has(id) ? 1 : 0)).join('')}`;
    const before = kinds.get(kind) ?? 0;
    kinds.set(kind, before + 1);
    return before < places ? { id, maySit } : [];
  });
}

/** Makes a problem as small as it can be without losing its best answers. */
export function reduce(problem: ExamProblem): ReducedProblem {
  const needs = openNeeds(problem.needs);
  return { needs, exams: worthwhile(problem.exams, needs), people: enoughPeople(problem, needs) };
}
