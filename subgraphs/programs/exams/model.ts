import { covers, type ExamPick } from './problem.ts';
import type { ReducedProblem } from './reduce.ts';

/** An integer program in the LP format, with what its variables mean. */
export interface ExamModel {
  readonly text: string;
  readonly variables: number;
  /** Exams by the name of their variable: 1 when it is sat. */
  readonly picks: ReadonlyMap<string, ExamPick>;
}

/** Longest line of a model: the format allows more, not much more. */
const TERMS_A_LINE = 20;

function sum(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += TERMS_A_LINE) lines.push(terms.slice(at, at + TERMS_A_LINE).join(' + '));
  return lines.join('\n + ');
}

/**
 * The fewest exams as an integer program. `x` is an exam that a person sits, `y` a person who counts for a need:
 * nobody counts without having it or passing an exam for it, every need has its number, and where needs share no person,
 * each person counts for one.
 * @param reduced a problem of which every need can be met
 */
export function modelOf({ needs, exams, people }: ReducedProblem): ExamModel {
  const picks = new Map<string, ExamPick>();
  const counting: string[] = [];
  const constraints: string[] = [];
  const ofNeed = needs.map((): string[] => []);
  people.forEach(({ id, maySit }, p) => {
    const shared = new Map<string, string[]>();
    needs.forEach((need, n) => {
      const holds = need.holders.has(id);
      // Who has it already is in the number of a need that stands alone.
      if (holds && need.apart === null) return;
      const sat =
        maySit && !holds ? exams.flatMap((exam, e) => (covers(exam, need) ? [{ name: `x${p}_${e}`, exam }] : [])) : [];
      if (!holds && sat.length === 0) return;
      const y = `y${p}_${n}`;
      counting.push(y);
      ofNeed[n]?.push(y);
      for (const { name, exam } of sat) picks.set(name, { person: id, exam });
      if (!holds) constraints.push(`${y} - ${sat.map(({ name }) => name).join(' - ')} <= 0`);
      if (need.apart !== null) shared.set(need.apart, [...(shared.get(need.apart) ?? []), y]);
    });
    for (const one of shared.values()) if (one.length > 1) constraints.push(`${one.join(' + ')} <= 1`);
  });
  needs.forEach(({ needed, holders, apart }, n) => {
    const left = apart === null ? needed - holders.size : needed;
    if (left > 0) constraints.push(`${sum(ofNeed[n] ?? [])} >= ${left}`);
  });
  const names = [...picks.keys()];
  const rows = constraints.map((constraint, index) => ` c${index}: ${constraint}`);
  const text = [
    'Minimize',
    ` exams: ${sum(names)}`,
    'Subject To',
    ...rows,
    'Binary',
    ...[...names, ...counting].map((name) => ` ${name}`),
    'End',
  ].join('\n');
  return { text, variables: names.length + counting.length, picks };
}
