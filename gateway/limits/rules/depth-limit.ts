import type { ValidationRule } from 'graphql';
import { operationRule } from './operation-rule.ts';

/** What introspection selects: graphql-js bounds that itself, by lists within lists. */
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Refuses an operation whose fields are too deep inside each other. */
export function depthLimit(limit: number): ValidationRule {
  return operationRule({
    code: 'DEPTH_LIMIT',
    limit,
    ofField: (field, selected) => (INTROSPECTION.has(field.name.value) ? 1 : 1 + selected),
    join: Math.max,
    message: (came) => `is ${came} fields deep; at most ${limit} are allowed.`,
  });
}
