import { requirementSchema, type CatalogCertification } from '../../../../platform/rules/program-rules.ts';
import type { CatalogTier } from '../../../../subgraphs/programs/catalog.ts';
import type { ExamPick, ExamProblem, Need } from '../../../../subgraphs/programs/exams/problem.ts';
import { isSolvedBy } from '../../../../subgraphs/programs/exams/problem.ts';
import { ALPHA_MAIN } from '../../support/test-vendors.ts';

/** A need by the exams that count for it. */
export interface NeedShape {
  readonly needed: number;
  readonly codes: readonly string[];
  readonly holders?: readonly string[];
  readonly apart?: string;
}

const TIER: CatalogTier = { program: { vendor: 'alpha', facts: ALPHA_MAIN }, facts: ALPHA_MAIN.tiers[2] ?? never() };

function never(): never {
  throw new Error('the program has three tiers');
}

/** An exam of a code that is its name too. */
export function exam(code: string): CatalogCertification {
  return {
    code,
    name: code,
    level: null,
    validMonths: 12,
    retired: false,
    source: 'A guide of 2026',
    confidence: 'HIGH',
  };
}

function need({ needed, codes, holders = [], apart }: NeedShape, index: number): Need {
  const rule = requirementSchema.parse({
    key: `need-${index}`,
    label: `Need ${index}`,
    kind: 'CERTIFIED_HEADCOUNT',
    quantity: { value: String(needed), source: 'A guide of 2026', confidence: 'HIGH' },
    unit: 'people',
    measure: { by: 'CERTIFICATIONS', accepts: { codes }, ...(apart ? { apart } : {}) },
  });
  return { tier: TIER, rule, needed, holders: new Set(holders), apart: apart ?? null };
}

/** A problem of people, exams in the order of their ease, and needs. */
export function problem(people: readonly string[], codes: readonly string[], needs: readonly NeedShape[]): ExamProblem {
  return { vendorId: 'alpha', people, exams: codes.map(exam), needs: needs.map(need) };
}

function* choices(all: readonly ExamPick[], count: number, from = 0): Generator<ExamPick[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= all.length - count; at += 1) {
    const pick = all[at];
    if (pick) for (const rest of choices(all, count - 1, at + 1)) yield [pick, ...rest];
  }
}

/** The fewest exams, found by trying every set of them, the small ones first; null where not even all would do. */
export function fewestByTrying({ people, exams, needs }: ExamProblem): number | null {
  const all = people.flatMap((person) => exams.map((one) => ({ person, exam: one })));
  for (let count = 0; count <= all.length; count += 1) {
    for (const picks of choices(all, count)) if (isSolvedBy(needs, picks)) return count;
  }
  return null;
}

/** Each of three needs is met by two of three exams: what takes the fewest, only a solver finds. */
export function ring(needed: number): ExamProblem {
  const counted = [
    ['ab', 'ca'],
    ['ab', 'bc'],
    ['bc', 'ca'],
  ];
  return problem(
    ['ann', 'ben', 'cem'],
    ['ab', 'bc', 'ca'],
    counted.map((codes) => ({ needed, codes })),
  );
}
