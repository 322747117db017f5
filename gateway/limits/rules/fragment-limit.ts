import type { ValidationRule } from 'graphql';
import { countRule } from './count-rule.ts';

/** Refuses a document that defines too many fragments. */
export function fragmentLimit(limit: number): ValidationRule {
  return countRule({
    code: 'FRAGMENT_LIMIT',
    limit,
    what: 'fragments',
    visitor: (count) => ({ FragmentDefinition: (fragment) => count(fragment.name) }),
  });
}
