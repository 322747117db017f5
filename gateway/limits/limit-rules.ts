import type { ValidationRule } from 'graphql';
import type { OperationLimits } from '../../platform/limits/operation-limits.ts';
import { aliasLimit } from './rules/alias-limit.ts';
import { depthLimit } from './rules/depth-limit.ts';
import { directiveLimit } from './rules/directive-limit.ts';
import { fieldLimit } from './rules/field-limit.ts';
import { fragmentLimit } from './rules/fragment-limit.ts';
import { rootFieldLimit } from './rules/root-field-limit.ts';

/** A rule for each limit on a parsed document. */
export function limitRules(limits: OperationLimits): ValidationRule[] {
  return [
    depthLimit(limits.depth),
    aliasLimit(limits.aliases),
    rootFieldLimit(limits.rootFields),
    directiveLimit(limits.directives),
    fragmentLimit(limits.fragments),
    fieldLimit(limits.fields),
  ];
}
