import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** A solution: names of the variables that are 1. */
export interface SolverAnswer {
  readonly chosen: readonly string[];
  /** Proven to be the best there is. */
  readonly isOptimal: boolean;
}

/** Time that one call may take in all: less than a gateway waits for a subgraph. Milliseconds. */
const THINKING_MS = 2_000;
/** Time that a call may wait for its turn. */
const WAITING_MS = 1_000;
/** What is left to the thread to begin, and to the solver to hear that its time is over. */
const GRACE_MS = 1_500;
/** Threads that think at the same time. */
const MOST_AT_ONCE = 1;

/** An answer as it comes from the thread, and out of a store. */
export const answerSchema = z.object({ chosen: z.array(z.string()), isOptimal: z.boolean() });
const answersSchema = z.array(answerSchema.nullable());

/** The worker's file, compiled or not, stands beside this one. */
const WORKER = join(import.meta.dirname, `solver-worker${extname(import.meta.filename)}`);

let running = 0;
const waiting = new Set<() => void>();

/** Waits for its turn. @returns false when it does not come in time */
async function enter(): Promise<boolean> {
  if (running < MOST_AT_ONCE) {
    running += 1;
    return true;
  }
  return new Promise((resolve) => {
    // Whoever leaves hands over its place: the number of those running stays.
    const turn = (): void => {
      clearTimeout(late);
      resolve(true);
    };
    const late = setTimeout(() => {
      waiting.delete(turn);
      resolve(false);
    }, WAITING_MS);
    waiting.add(turn);
  });
}

function leave(): void {
  const [next] = waiting;
  if (!next) {
    running -= 1;
    return;
  }
  waiting.delete(next);
  next();
}

function inWorker(models: readonly string[], thinkingMs: number): Promise<Array<SolverAnswer | null>> {
  const none = models.map(() => null);
  const seconds = thinkingMs / models.length / 1_000;
  const worker = new Worker(WORKER, { workerData: { models, seconds } });
  return new Promise<Array<SolverAnswer | null>>((resolve, reject) => {
    // The solver's own clock stops it first; this one is for a solver that does not hear.
    const late = setTimeout(() => resolve(none), thinkingMs + GRACE_MS);
    worker.once('message', (answer: unknown) => {
      clearTimeout(late);
      const checked = answersSchema.safeParse(answer);
      resolve(checked.success ? checked.data : none);
    });
    worker.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  }).finally(() => worker.terminate());
}

/**
 * Solves integer programs in another thread.
 * @param models in the LP format, all variables binary
 * @param thinkingMs milliseconds that all of them may take together
 * @returns an answer for each; null where none was found in time, or where others took too long before
 * @throws Error when the solver breaks down
 */
export async function solveModels(
  models: readonly string[],
  thinkingMs: number = THINKING_MS,
): Promise<Array<SolverAnswer | null>> {
  if (models.length === 0) return [];
  if (!(await enter())) return models.map(() => null);
  try {
    return await inWorker(models, thinkingMs);
  } finally {
    leave();
  }
}
