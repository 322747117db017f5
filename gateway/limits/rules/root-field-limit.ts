import type { ValidationRule } from 'graphql';
import { operationRule } from './operation-rule.ts';

/** Refuses an operation that asks for too many fields at its top. */
export function rootFieldLimit(limit: number): ValidationRule {
  return operationRule({
    code: 'ROOT_FIELD_LIMIT',
    limit,
    ofField: () => 1,
    join: (left, right) => left + right,
    message: (came) => `has ${came} fields at its top; at most ${limit} are allowed.`,
  });
}
