import { parentPort, workerData } from 'node:worker_threads';
import loadHighs from 'highs';
import { SOLVER_OPTIONS } from './solver-options.ts';

/** What the worker is given: models in the LP format, and how long it may think about each, in seconds. */
interface Work {
  readonly models: readonly string[];
  readonly seconds: number;
}

/*
 * Runs in a thread of its own, because the solver does not give way while it thinks. Answers once, with a solution a model:
 * the names of the variables that are 1, or null where none was found in time.
 */
const { models, seconds } = workerData as Work;
// The package's types describe its CommonJS build; what an ES module imports is the loader itself.
const highs = await (loadHighs as unknown as typeof loadHighs.default)();
const answers = models.map((model) => {
  const result = highs.solve(model, { ...SOLVER_OPTIONS, time_limit: seconds });
  const chosen = Object.entries(result.Columns).filter(
    ([, column]) => 'Primal' in column && Number(column.Primal) > 0.5,
  );
  if (chosen.length === 0) return null;
  return { chosen: chosen.map(([name]) => name), isOptimal: result.Status === 'Optimal' };
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(answers);
