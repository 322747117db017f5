import { cacheKey, type CacheKey } from '../../../platform/cache/cache-key.ts';
import type { RequestCache } from '../../../platform/cache/request-cache.ts';
import { SingleFlight } from '../../../platform/cache/single-flight.ts';
import { solverVersion } from './solver-version.ts';
import { answerSchema, solveModels, type SolverAnswer } from './solver.ts';

/** Solves models: an answer for each, null where none was found in time. */
export type SolveModels = (models: readonly string[]) => Promise<Array<SolverAnswer | null>>;

export interface KeptSolutions {
  readonly cache: RequestCache;
  /** Whose questions these are: nobody is answered faster for what another has asked. */
  readonly tenant: string;
  readonly solve?: SolveModels;
}

const SCOPE = 'solved exam models';
const KEPT_MS = 24 * 60 * 60 * 1000;
const VERSION = solverVersion();

type Answers = ReadonlyMap<CacheKey, SolverAnswer | null>;

const flightsOver = new WeakMap<RequestCache, SingleFlight<SolverAnswer | null>>();

/** What is being solved in this process over a cache. */
function flightsOf(cache: RequestCache): SingleFlight<SolverAnswer | null> {
  const flights = flightsOver.get(cache) ?? new SingleFlight<SolverAnswer | null>();
  flightsOver.set(cache, flights);
  return flights;
}

/** A kept answer; null where there is none. Others may write into a store: what is no answer is none. */
async function keptAnswer(cache: RequestCache, key: CacheKey): Promise<SolverAnswer | null> {
  const checked = answerSchema.safeParse(await cache.get(key));
  return checked.success && checked.data.isOptimal ? checked.data : null;
}

/** Looks models up, and solves those that are not kept: all together, so that they take one thread and not one each. */
async function answersTo(models: ReadonlyMap<CacheKey, string>, options: Required<KeptSolutions>): Promise<Answers> {
  const { cache, solve } = options;
  const answers = new Map<CacheKey, SolverAnswer | null>();
  await Promise.all([...models.keys()].map(async (key) => answers.set(key, await keptAnswer(cache, key))));
  const open = [...models].filter(([key]) => !answers.get(key));
  const solved = open.length === 0 ? [] : await solve(open.map(([, model]) => model));
  await Promise.all(
    open.map(async ([key], index) => {
      const answer = solved[index] ?? null;
      answers.set(key, answer);
      // Only what is proven: what was found in too short a time may be better the next time.
      if (answer?.isOptimal) await cache.set(key, answer, KEPT_MS);
    }),
  );
  return answers;
}

/**
 * A solver that solves the same model once a tenant. The answer follows from the model's text and the solver's version
 * alone, which are its key: it can't be stale, and nothing has to empty it. Who asks for a model that is being solved waits
 * for it.
 */
export function keepingSolutions({ cache, tenant, solve = solveModels }: KeptSolutions): SolveModels {
  return (models) => {
    const own = new Map<CacheKey, string>();
    // Begins when all of the models that nobody is at are known.
    const answers = Promise.resolve().then(() => answersTo(own, { cache, tenant, solve }));
    return Promise.all(
      models.map((model) => {
        const key = cacheKey({ tenant, scope: SCOPE, parts: [VERSION, model] });
        return flightsOf(cache).run(key, async () => {
          own.set(key, model);
          return (await answers).get(key) ?? null;
        });
      }),
    );
  };
}
