import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hopeless, isSolvedBy, type ExamProblem } from '../../../../subgraphs/programs/exams/problem.ts';
import { reduce } from '../../../../subgraphs/programs/exams/reduce.ts';
import { solveExams, type ExamAnswer } from '../../../../subgraphs/programs/exams/solve.ts';
import { solveModels } from '../../../../subgraphs/programs/exams/solver.ts';
import { fewestByTrying, problem, type NeedShape } from './problems.ts';

const PEOPLE = ['ann', 'ben', 'cem', 'dia'];
const CODES = ['one', 'two', 'three'];

const need: fc.Arbitrary<NeedShape> = fc.record(
  {
    needed: fc.integer({ min: 0, max: 3 }),
    codes: fc.subarray(CODES, { minLength: 1 }),
    holders: fc.subarray([...PEOPLE, 'eve'], { maxLength: 2 }),
    apart: fc.constant('shared'),
  },
  { requiredKeys: ['needed', 'codes', 'holders'] },
);

const anyProblem: fc.Arbitrary<ExamProblem> = fc
  .tuple(fc.subarray(PEOPLE, { minLength: 2 }), fc.array(need, { minLength: 1, maxLength: 3 }))
  .map(([people, needs]) => problem(people, CODES, needs));

async function solve(one: ExamProblem): Promise<ExamAnswer> {
  // A busy machine is no reason to give up.
  const [answer] = await solveExams([one], (models) => solveModels(models, 60_000));
  if (answer === undefined) throw new Error('there was no answer');
  return answer;
}

/** Each of three needs is met by two of three exams: two people's worth of halves, and only whole exams are sat. */
const RING = problem(
  PEOPLE,
  ['ab', 'bc', 'ca'],
  [
    { needed: 1, codes: ['ab', 'ca'] },
    { needed: 1, codes: ['ab', 'bc'] },
    { needed: 1, codes: ['bc', 'ca'] },
  ],
);

describe('the fewest exams', () => {
  test('meet every need, and no smaller set does, as trying them all tells', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (one) => {
        const fewest = fewestByTrying(one);
        if (fewest === null) {
          expect(hopeless(one)).not.toEqual([]);
          return;
        }
        expect(hopeless(one)).toEqual([]);
        const { picks, optimal } = await solve(one);
        expect(isSolvedBy(one.needs, picks)).toBe(true);
        expect([picks.length, optimal]).toEqual([fewest, true]);
      }),
      { numRuns: 30 },
    );
  }, 180_000);

  test('are found where half exams would be fewer still', async () => {
    const { picks, optimal } = await solve(RING);
    expect([picks.length, optimal]).toEqual([2, true]);
  });

  test('one exam that counts for two needs is sat once', async () => {
    const both = [
      { needed: 2, codes: ['one', 'two'] },
      { needed: 1, codes: ['two'] },
    ];
    const { picks } = await solve(problem(PEOPLE, CODES, both));
    expect(picks).toHaveLength(2);
  });

  test('people who may count once only are as many as the needs together', async () => {
    const apart = [
      { needed: 2, codes: ['one', 'two'], apart: 'shared' },
      { needed: 1, codes: ['two'], apart: 'shared' },
    ];
    const { picks } = await solve(problem(PEOPLE, CODES, apart));
    expect(new Set(picks.map(({ person }) => person)).size).toBe(3);
  });

  test('somebody who sits none is moved to where another can take over', async () => {
    const apart = [
      { needed: 1, codes: ['one'], holders: ['eve'], apart: 'shared' },
      { needed: 1, codes: ['two'], holders: ['eve'], apart: 'shared' },
    ];
    const { picks } = await solve(problem(['ann'], CODES, apart));
    expect(picks).toHaveLength(1);
  });

  test('are the easier ones where those are enough', async () => {
    const needs = [
      { needed: 3, codes: ['one', 'two'] },
      { needed: 1, codes: ['two'] },
    ];
    const { picks } = await solve(problem(PEOPLE, CODES, needs));
    expect(picks.map(({ exam }) => exam.code).toSorted()).toEqual(['one', 'one', 'two']);
  });

  test('are the same for the same question', async () => {
    expect(await solve(RING)).toEqual(await solve(RING));
  });

  test.each([
    ['has no answer in time', null],
    ['has an answer that is not enough', { chosen: [], isOptimal: true }],
  ])('are enough and not called the fewest when the solver %s', async (_title, given) => {
    const [answer] = await solveExams([RING], async (models) => models.map(() => given));
    expect(isSolvedBy(RING.needs, answer?.picks ?? [])).toBe(true);
    expect(answer?.optimal).toBe(false);
  });

  test('none are needed where nothing is lacking', async () => {
    expect(await solve(problem(PEOPLE, CODES, [{ needed: 1, codes: ['one'], holders: ['eve'] }]))).toEqual({
      picks: [],
      optimal: true,
    });
  });

  test('several questions are answered each on its own', async () => {
    const simple = problem(PEOPLE, CODES, [{ needed: 2, codes: ['one'] }]);
    const answers = await solveExams([simple, RING, simple]);
    expect(answers.map(({ picks }) => picks.length)).toEqual([2, 2, 2]);
  });

  test('are found and proven for a partner with 400 people, eight needs and fifteen exams', async () => {
    const people = Array.from({ length: 400 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    const codes = Array.from({ length: 15 }, (_, index) => `e${index}`);
    const needs = Array.from({ length: 8 }, (_, index) => ({
      needed: 10 + index * 4,
      codes: codes.filter((_code, place) => place % 8 === index || (place * 3 + 1) % 8 === index),
      holders: people.filter((_person, place) => (place * 7 + index) % 50 === 0),
    }));
    const one = problem(people, codes, needs);
    const { picks, optimal } = await solve(one);
    expect(isSolvedBy(one.needs, picks)).toBe(true);
    expect(optimal).toBe(true);
  });
});

describe('what goes to the solver', () => {
  test('leaves out people who are like enough others, and exams that others do as well', () => {
    const people = Array.from({ length: 300 }, (_, index) => `p${index}`);
    const reduced = reduce(
      problem(
        people,
        ['small', 'big', 'none'],
        [
          { needed: 2, codes: ['small', 'big'] },
          { needed: 3, codes: ['big'] },
          { needed: 1, codes: ['none'], holders: ['p7'] },
        ],
      ),
    );
    expect(reduced.people).toHaveLength(5);
    expect(reduced.exams.map(({ code }) => code)).toEqual(['big']);
    expect(reduced.needs).toHaveLength(2);
  });
});
