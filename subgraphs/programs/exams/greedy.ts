import { covers, isSolvedBy, lackingAfter, type ExamPick, type ExamProblem, type Need } from './problem.ts';

type Question = Pick<ExamProblem, 'needs' | 'people' | 'exams'>;

function total(counts: ReadonlyMap<Need, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** One person for each set of needs that people have: those who have the same are as good as each other. */
function oneOfEachKind({ needs, people }: Question, held: ReadonlyMap<string, ReadonlySet<Need>>): string[] {
  const kindOf = (person: string): string => needs.map((need) => (held.get(person)?.has(need) ? 1 : 0)).join('');
  return [...Map.groupBy(people, kindOf).values()].flatMap((alike) => alike.slice(0, 1));
}

/** The exam that helps most now; null when none does. */
function bestPick(
  question: Question,
  picks: readonly ExamPick[],
  held: ReadonlyMap<string, ReadonlySet<Need>>,
): ExamPick | null {
  const lacking = lackingAfter(question.needs, picks);
  const open = question.needs.filter((need) => need.apart !== null || (lacking.get(need) ?? 0) > 0);
  const isShared = open.some(({ apart }) => apart !== null);
  let best: ExamPick | null = null;
  let most = 0;
  for (const person of oneOfEachKind(question, held)) {
    for (const exam of question.exams) {
      const hoped = open.filter((need) => covers(exam, need) && !held.get(person)?.has(need)).length;
      if (hoped <= most) continue;
      // Where people are shared out, only the sharing tells what an exam is worth.
      const pick = { person, exam };
      const gain = isShared ? total(lacking) - total(lackingAfter(question.needs, [...picks, pick])) : hoped;
      if (gain <= most) continue;
      best = pick;
      most = gain;
    }
  }
  return best;
}

/**
 * Some exams that meet every need, found by always taking the one that helps most: a good answer at once, and often the best.
 * @param question one of which every need can be met
 */
export function greedyPicks(question: Question): ExamPick[] {
  const { needs, people } = question;
  const picks: ExamPick[] = [];
  const held = new Map(people.map((person) => [person, new Set(needs.filter(({ holders }) => holders.has(person)))]));
  while (!isSolvedBy(needs, picks)) {
    const pick = bestPick(question, picks, held);
    if (pick === null) throw new Error('no exam helps, though the needs were found to be within reach');
    picks.push(pick);
    for (const need of needs) if (covers(pick.exam, need)) held.get(pick.person)?.add(need);
  }
  return picks;
}

/** As many exams by the same people, each the easiest that is enough. */
export function easiest({ needs, exams }: Question, picks: readonly ExamPick[]): ExamPick[] {
  const chosen = [...picks];
  picks.forEach(({ person, exam }, place) => {
    for (const easier of exams) {
      if (easier.code === exam.code) break;
      const changed = chosen.with(place, { person, exam: easier });
      if (!isSolvedBy(needs, changed)) continue;
      chosen[place] = { person, exam: easier };
      break;
    }
  });
  return chosen;
}
