import type { ValidationRule } from 'graphql';
import { countRule } from './count-rule.ts';

/** Refuses a document with too many aliases: one field under many names is many fields. `__typename` is no exception. */
export function aliasLimit(limit: number): ValidationRule {
  return countRule({
    code: 'ALIAS_LIMIT',
    limit,
    what: 'aliases',
    visitor: (count) => ({
      Field(field) {
        if (field.alias) count(field.alias);
      },
    }),
  });
}
