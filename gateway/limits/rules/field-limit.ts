import type { ValidationRule } from 'graphql';
import { operationRule } from './operation-rule.ts';

/** Refuses an operation of too many fields, each fragment counted in full wherever it is used. */
export function fieldLimit(limit: number): ValidationRule {
  return operationRule({
    code: 'FIELD_LIMIT',
    limit,
    ofField: (_field, selected) => 1 + selected,
    // A few fragments that use each other twice stand for more fields than a number can hold exactly.
    join: (left, right) => Math.min(left + right, Number.MAX_SAFE_INTEGER),
    message: (came) => `stands for ${came} fields; at most ${limit} are allowed.`,
  });
}
