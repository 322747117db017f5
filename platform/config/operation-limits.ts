import { z } from 'zod';
import { OPERATION_LIMIT_NAMES, type OperationLimits } from '../limits/operation-limits.ts';
import { json } from './values.ts';

const WHOLE = 'a whole number above 0';
const positive = z.int(WHOLE).positive(WHOLE);

/** Some or all limits on a document, by name. */
export const operationLimits: z.ZodType<Partial<OperationLimits>, string> = json(
  z
    .strictObject(
      Object.fromEntries(OPERATION_LIMIT_NAMES.map((name) => [name, positive])) as Record<
        keyof OperationLimits,
        typeof positive
      >,
      `an object with some of ${OPERATION_LIMIT_NAMES.join(', ')}`,
    )
    .partial() as z.ZodType<Partial<OperationLimits>>,
  '{"depth":12,"aliases":50}',
);
