import type { NamedCertification } from '../../../platform/rules/accepts.ts';
import type { CatalogCertification, RequirementRule } from '../../../platform/rules/program-rules.ts';
import { tierKey, type CatalogTier } from '../catalog.ts';
import { seatApart } from '../progress/apart.ts';
import { asHeadcount, holdersOn, isCounted } from '../progress/headcount.ts';
import type { Standing } from '../standing/standing.ts';

/** A number of people that a tier asks for. */
export interface Need {
  readonly tier: CatalogTier;
  readonly rule: RequirementRule;
  readonly needed: number;
  /** Who has it already. */
  readonly holders: ReadonlySet<string>;
  /** Needs of the same word share no person; null for one that stands alone. */
  readonly apart: string | null;
}

/** A question of one vendor: the fewest exams after which every need is met. */
export interface ExamProblem {
  readonly vendorId: string;
  readonly needs: readonly Need[];
  /** Who may sit exams, those first who come first where it makes no difference. */
  readonly people: readonly string[];
  /** What may be sat, easier ones first. */
  readonly exams: readonly CatalogCertification[];
}

/** One exam of one person. */
export interface ExamPick {
  readonly person: string;
  readonly exam: CatalogCertification;
}

/** The people that a tier's rules ask for, with who is there on a day. */
export function needsOf(tier: CatalogTier, rules: readonly RequirementRule[], standing: Standing, day: string): Need[] {
  return rules.flatMap((rule) => {
    const headcount = asHeadcount(rule);
    if (headcount === null) return [];
    const { needed, measure } = headcount;
    const apart = measure.apart === undefined ? null : `${tierKey(tier)} ${measure.apart}`;
    return { tier, rule, needed, holders: new Set(holdersOn(measure, standing.certifications, day)), apart };
  });
}

/** Does a certification, passed in time, make somebody count for a need? */
export function covers(certification: NamedCertification, { rule }: Need): boolean {
  return rule.measure.by === 'CERTIFICATIONS' && isCounted(rule.measure, certification);
}

/** How many of each need's people are still lacking when others are added; needs that share no person, together. */
function lackingWith(needs: readonly Need[], addedTo: (need: Need) => readonly string[]): ReadonlyMap<Need, number> {
  const people = new Map(
    needs.map((need) => [need, [...new Set([...need.holders, ...addedTo(need)])].toSorted()] as const),
  );
  const lacking = new Map<Need, number>();
  for (const group of Map.groupBy(needs, (need) => need.apart ?? need).values()) {
    const rows =
      group.length === 1
        ? group.map((need) => people.get(need) ?? [])
        : seatApart(group.map((need) => ({ needed: need.needed, people: people.get(need) ?? [] })));
    group.forEach((need, index) => lacking.set(need, Math.max(0, need.needed - (rows[index]?.length ?? 0))));
  }
  return lacking;
}

/** How many of each need's people are still lacking when the exams have been passed. */
export function lackingAfter(needs: readonly Need[], picks: readonly ExamPick[]): ReadonlyMap<Need, number> {
  return lackingWith(needs, (need) => picks.filter(({ exam }) => covers(exam, need)).map(({ person }) => person));
}

/** Are all needs met when the exams have been passed? */
export function isSolvedBy(needs: readonly Need[], picks: readonly ExamPick[]): boolean {
  return [...lackingAfter(needs, picks).values()].every((count) => count === 0);
}

/** The needs that not even every exam by everybody would meet. */
export function hopeless({ needs, people, exams }: ExamProblem): Need[] {
  const lacking = lackingWith(needs, (need) => (exams.some((exam) => covers(exam, need)) ? people : []));
  return needs.filter((need) => (lacking.get(need) ?? 0) > 0);
}

/** Fewer exams than this can't do: one exam makes one person count at most once for a need, or for needs that share no person. */
export function fewestConceivable(needs: readonly Need[]): number {
  const lacking = lackingAfter(needs, []);
  const groups = [...Map.groupBy(needs, (need) => need.apart ?? need).values()];
  return Math.max(0, ...groups.map((group) => group.reduce((sum, need) => sum + (lacking.get(need) ?? 0), 0)));
}
