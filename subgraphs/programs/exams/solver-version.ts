import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { SOLVER_OPTIONS } from './solver-options.ts';

/** Every package is pinned to one version, so what the project asks for is what it has. */
const packageSchema = z.object({ dependencies: z.object({ highs: z.string() }) });

/**
 * What an answer depends on beside the model: the solver's version and what it is told.
 * @throws Error when the project's package.json does not name the solver
 */
export function solverVersion(): string {
  const text = readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8');
  const { dependencies } = packageSchema.parse(JSON.parse(text));
  return `highs ${dependencies.highs} ${JSON.stringify(SOLVER_OPTIONS)}`;
}
