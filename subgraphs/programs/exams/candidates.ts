import type { CatalogCertification } from '../../../platform/rules/program-rules.ts';
import { holdsOn, type Standing } from '../standing/standing.ts';
import { covers, lackingAfter, type ExamProblem, type Need } from './problem.ts';

/** Every person of a partner that any source tells of, whatever they hold. */
export function peopleOf(standings: readonly Standing[]): ReadonlySet<string> {
  return new Set(standings.flatMap(({ certifications }) => certifications.map(({ personId }) => personId)));
}

/**
 * Who may sit a vendor's exams: people of the sources that bring that vendor's certifications. A person of another source may be one of
 * these under another number, and would be counted twice. Where no source has brought any, everybody.
 */
function mayPass(standings: readonly Standing[], own: Standing['certifications']): string[] {
  const sources = new Set(own.map(({ connectionId }) => connectionId));
  const all = standings.flatMap(({ certifications }) => certifications);
  const known = all.filter(({ connectionId }) => sources.size === 0 || sources.has(connectionId));
  return [...new Set(known.map(({ personId }) => personId))];
}

/** Those first who once had what is lacking, so that they would but renew it; then those who hold most; then by id. */
function nearestFirst(
  people: readonly string[],
  own: Standing['certifications'],
  needs: readonly Need[],
  day: string,
): string[] {
  const lacking = lackingAfter(needs, []);
  const open = needs.filter((need) => (lacking.get(need) ?? 0) > 0);
  const facts = Map.groupBy(own, ({ personId }) => personId);
  const places = people.map((person) => {
    const theirs = facts.get(person) ?? [];
    const had = theirs.filter((fact) => open.some((need) => covers(fact, need))).length;
    return { person, had, holds: theirs.filter((fact) => holdsOn(fact, day)).length };
  });
  return places
    .toSorted((a, b) => b.had - a.had || b.holds - a.holds || (a.person < b.person ? -1 : 1))
    .map(({ person }) => person);
}

/** What goes into a problem beside the needs. */
export interface ExamSetting {
  readonly standings: readonly Standing[];
  readonly vendorId: string;
  /** Calendar date by which the exams are passed. */
  readonly day: string;
  /** People who sit no exam; what they hold still counts. */
  readonly excluded: ReadonlySet<string>;
  readonly catalog: readonly CatalogCertification[];
}

/** The problem of one vendor's needs. */
export function problemOf(needs: readonly Need[], setting: ExamSetting): ExamProblem {
  const { standings, vendorId, day, excluded, catalog } = setting;
  const own = standings.find((standing) => standing.vendorId === vendorId)?.certifications ?? [];
  const people = mayPass(standings, own).filter((person) => !excluded.has(person));
  return {
    vendorId,
    needs,
    people: nearestFirst(people, own, needs, day),
    exams: catalog.filter(({ retired }) => !retired),
  };
}
