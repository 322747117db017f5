import DataLoader from 'dataloader';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { easiest, greedyPicks } from './greedy.ts';
import { keepingSolutions, type SolveModels } from './kept-solutions.ts';
import { modelOf, type ExamModel } from './model.ts';
import { fewestConceivable, isSolvedBy, type ExamPick, type ExamProblem } from './problem.ts';
import { reduce, type ReducedProblem } from './reduce.ts';
import { solveModels, type SolverAnswer } from './solver.ts';

/** Exams that meet every need. */
export interface ExamAnswer {
  readonly picks: readonly ExamPick[];
  /** No smaller set would do; false where that could not be proven in time. */
  readonly optimal: boolean;
}

/** Variables up to which a problem goes to the solver: far more than the people of a partner give. */
const MOST_VARIABLES = 50_000;

interface Question {
  readonly problem: ExamProblem;
  readonly reduced: ReducedProblem;
  /** An answer that needs no solver; null where it is for the solver to find. */
  readonly known: ExamAnswer | null;
  readonly model: ExamModel | null;
}

function greedyOf(reduced: ReducedProblem): ExamPick[] {
  const people = reduced.people.filter(({ maySit }) => maySit).map(({ id }) => id);
  return greedyPicks({ ...reduced, people });
}

/** Where taking what helps most gives as few exams as can be thought of, there is nothing left to prove. */
function questionOf(problem: ExamProblem): Question {
  const reduced = reduce(problem);
  const common = { problem, reduced, model: null };
  if (reduced.needs.every(({ apart }) => apart === null)) {
    const picks = greedyOf(reduced);
    if (picks.length === fewestConceivable(reduced.needs)) return { ...common, known: { picks, optimal: true } };
  }
  const model = modelOf(reduced);
  if (model.variables > MOST_VARIABLES) return { ...common, known: { picks: greedyOf(reduced), optimal: false } };
  return { ...common, known: null, model };
}

function answerOf({ problem, reduced, model }: Question, solved: SolverAnswer | null): ExamAnswer {
  const picks = (solved?.chosen ?? []).map((name) => model?.picks.get(name)).filter((pick) => pick !== undefined);
  // What the solver says is believed only where it holds.
  if (solved === null || !isSolvedBy(problem.needs, picks)) return { picks: greedyOf(reduced), optimal: false };
  return { picks, optimal: solved.isOptimal };
}

function inOrder({ problem }: Question, { picks, optimal }: ExamAnswer): ExamAnswer {
  const place = new Map(problem.people.map((person, index) => [person, index]));
  const sorted = picks.toSorted(
    (a, b) => (place.get(a.person) ?? 0) - (place.get(b.person) ?? 0) || (a.exam.code < b.exam.code ? -1 : 1),
  );
  return { picks: easiest(problem, sorted), optimal };
}

/**
 * The fewest exams for each of several problems of which every need can be met.
 * @param solve the solver
 * @throws Error when the solver breaks down
 */
export async function solveExams(
  problems: readonly ExamProblem[],
  solve: SolveModels = solveModels,
): Promise<ExamAnswer[]> {
  const questions = problems.map(questionOf);
  const open = questions.filter(({ model }) => model !== null);
  const solved = await solve(open.map(({ model }) => model?.text ?? ''));
  return questions.map((question) =>
    inOrder(question, question.known ?? answerOf(question, solved[open.indexOf(question)] ?? null)),
  );
}

/** `solveExams`, batched over the request: one thread for all that the viewer's partner has not had solved before. */
export function loadExamAnswer(context: GraphContext, problem: ExamProblem): Promise<ExamAnswer> {
  const loader = context.loader<ExamProblem, ExamAnswer>('fewest exams', () => {
    const solve = keepingSolutions({ cache: context.services.cache, tenant: context.viewer.partnerId });
    return new DataLoader((problems) => solveExams(problems, solve), { cache: false });
  });
  return loader.load(problem);
}
