import type { ValidationRule } from 'graphql';
import { countRule } from './count-rule.ts';

/** Refuses a document with too many directives. */
export function directiveLimit(limit: number): ValidationRule {
  return countRule({
    code: 'DIRECTIVE_LIMIT',
    limit,
    what: 'directives',
    visitor: (count) => ({ Directive: count }),
  });
}
