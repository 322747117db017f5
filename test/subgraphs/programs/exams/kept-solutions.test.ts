import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Cache } from '../../../../platform/cache/cache.ts';
import { createMemoryCache, openRedisCache } from '../../../../platform/cache/open-cache.ts';
import { forRequests, type RequestCache } from '../../../../platform/cache/request-cache.ts';
import { Secret } from '../../../../platform/log/secret.ts';
import { keepingSolutions, type SolveModels } from '../../../../subgraphs/programs/exams/kept-solutions.ts';
import type { ExamProblem } from '../../../../subgraphs/programs/exams/problem.ts';
import { solveExams } from '../../../../subgraphs/programs/exams/solve.ts';
import { solveModels, type SolverAnswer } from '../../../../subgraphs/programs/exams/solver.ts';
import { hasRedisServer, redisProcess } from '../../../platform/cache/redis-process.ts';
import { ring } from './problems.ts';

const log = pino({ level: 'silent' });

const [RING, WIDER, WIDEST] = [ring(1), ring(2), ring(3)];

const opened: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

function kept(cache: Cache): RequestCache {
  opened.push(() => cache.close());
  return forRequests(cache);
}

/** A solver that notes what it was asked: one list of models a call. */
function counting(solve: SolveModels = (models) => solveModels(models, 60_000)): {
  solve: SolveModels;
  calls: string[][];
} {
  const calls: string[][] = [];
  const noting: SolveModels = (models) => {
    calls.push([...models]);
    return solve(models);
  };
  return { solve: noting, calls };
}

interface Asker {
  readonly cache: RequestCache;
  readonly tenant?: string;
  readonly solve: SolveModels;
}

function ask(problems: readonly ExamProblem[], { cache, tenant = 'one', solve }: Asker): ReturnType<typeof solveExams> {
  return solveExams(problems, keepingSolutions({ cache, tenant, solve }));
}

describe('a question that has been answered', () => {
  test('is answered again without solving anything, as the solver answers it', async () => {
    const { solve, calls } = counting();
    const asker = { cache: kept(createMemoryCache()), solve };
    const first = await ask([RING], asker);
    expect(calls.length).toBe(1);
    expect(await ask([RING], asker)).toEqual(first);
    expect(calls.length).toBe(1);
    expect(first).toEqual(await solveExams([RING], (models) => solveModels(models, 60_000)));
    expect(first[0]?.optimal).toBe(true);
  });

  test('is solved anew for another tenant, who is answered no faster for it', async () => {
    const { solve, calls } = counting();
    const asker = { cache: kept(createMemoryCache()), solve };
    await ask([RING], asker);
    await ask([RING], { ...asker, tenant: 'two' });
    expect(calls).toHaveLength(2);
    expect(calls[0]).toEqual(calls[1]);
  });

  test('is another question as soon as it asks for more', async () => {
    const { solve, calls } = counting();
    const asker = { cache: kept(createMemoryCache()), solve };
    await ask([RING], asker);
    const [wider] = await ask([WIDER], asker);
    expect(calls).toHaveLength(2);
    expect(wider).toEqual((await solveExams([WIDER], (models) => solveModels(models, 60_000)))[0]);
  });

  test('of a batch is left out of what goes to the solver, and the rest goes together', async () => {
    const { solve, calls } = counting();
    const asker = { cache: kept(createMemoryCache()), solve };
    const alone = await ask([RING], asker);
    const together = await ask([RING, WIDER, WIDEST], asker);
    expect(together[0]).toEqual(alone[0]);
    expect(calls.map((models) => models.length)).toEqual([1, 2]);
  });

  test('while it is being solved is solved once for all who ask it meanwhile', async () => {
    const { solve, calls } = counting();
    const asker = { cache: kept(createMemoryCache()), solve };
    const answers = await Promise.all([
      ask([RING, WIDER], asker),
      ask([WIDEST, RING, RING], asker),
      ask([WIDER, RING], asker),
    ]);
    expect(calls.map((models) => models.length)).toEqual([2, 1]);
    const [first, second, third] = answers;
    expect(second.slice(1)).toEqual([first[0], first[0]]);
    expect(third).toEqual([first[1], first[0]]);
  });
});

describe('an answer', () => {
  const shown = async (models: readonly string[]): Promise<Array<SolverAnswer | null>> =>
    (await solveModels(models, 60_000)).map((answer) => answer && { ...answer, isOptimal: false });
  const halves: ReadonlyArray<[title: string, solve: SolveModels]> = [
    ['that was not proven in its time', shown],
    ['that was not found in time', async (models) => models.map(() => null)],
  ];
  test.each(halves)('%s is not kept: the next time may be better', async (_title, worse) => {
    const cache = kept(createMemoryCache());
    const [first] = await ask([RING], { cache, solve: worse });
    expect(first?.optimal).toBe(false);
    const { solve, calls } = counting();
    const [second] = await ask([RING], { cache, solve });
    expect([calls.length, second?.optimal]).toEqual([1, true]);
  });

  test('of a solver that broke down is not kept either, and the asker hears of it', async () => {
    const cache = kept(createMemoryCache());
    const broken: SolveModels = () => Promise.reject(new Error('the solver broke down'));
    await expect(ask([RING], { cache, solve: broken })).rejects.toThrow('the solver broke down');
    const { solve, calls } = counting();
    await ask([RING], { cache, solve });
    expect(calls).toHaveLength(1);
  });

  test('that somebody else has put into the store in another form is solved instead', async () => {
    const memory = kept(createMemoryCache());
    const spoilt = { ...memory, get: async <T>() => ({ chosen: 'all of them', isOptimal: true }) as T };
    const { solve, calls } = counting();
    const [answer] = await solveExams([RING], keepingSolutions({ cache: spoilt, tenant: 'one', solve }));
    expect([calls.length, answer?.optimal]).toEqual([1, true]);
  });
});

/** Accepts connections and never says a word. */
async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('with Redis', () => {
  test('out of reach, every question is solved as it was without a cache', async () => {
    const { solve, calls } = counting();
    const cache = kept(await openRedisCache(new Secret(await silentServer()), log));
    const first = await ask([RING, WIDER], { cache, solve });
    const second = await ask([RING, WIDER], { cache, solve });
    expect(calls.map((models) => models.length)).toEqual([2, 2]);
    expect(first).toEqual(second);
    expect(first).toEqual(await solveExams([RING, WIDER], (models) => solveModels(models, 60_000)));
  });
});

(hasRedisServer ? describe : describe.skip)('with a Redis that several processes share', () => {
  test('what one process has solved no other solves; killed or frozen, the truth is found anew', async () => {
    const redis = await redisProcess();
    await redis.start();
    opened.push(() => redis.kill());
    const open = async (): Promise<RequestCache> => kept(await openRedisCache(new Secret(redis.url), log));
    const [here, there] = [await open(), await open()];
    const { solve, calls } = counting();
    const first = await ask([RING, WIDER], { cache: here, solve });
    expect(await ask([RING, WIDER], { cache: there, solve })).toEqual(first);
    expect(calls.map((models) => models.length)).toEqual([2]);

    redis.freeze();
    expect(await ask([RING, WIDER], { cache: here, solve })).toEqual(first);
    expect(calls.map((models) => models.length)).toEqual([2, 2]);
    await redis.kill();
    expect(await ask([RING, WIDER], { cache: there, solve })).toEqual(first);
    expect(calls.map((models) => models.length)).toEqual([2, 2, 2]);
  }, 30_000);
});
