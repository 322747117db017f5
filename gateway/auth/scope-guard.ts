import { insufficientScope } from './insufficient-scope.ts';
import { isSatisfied, type Requirement } from './requirement.ts';
import type { ScopeTable } from './scope-table.ts';
import { walkSelections, type OperationToWalk } from './selected-fields.ts';

/** A place that the caller may not select. */
export interface RefusedPlace {
  /** `Deal.raw`, or a type's name for a fragment on it. */
  readonly coordinate: string;
  /** Response names down to it. */
  readonly path: readonly string[];
  /** What would open it: any of these groups of scopes. */
  readonly anyOf: Requirement;
}

/** Longest list told to a caller. */
const MOST_TOLD = 50;

/** Every place of an operation whose requirements the scopes do not satisfy, at most 50. */
export function findRefused(
  table: ScopeTable,
  operation: OperationToWalk,
  scopes: ReadonlySet<string>,
): RefusedPlace[] {
  if (table.isEmpty) return [];
  const refused: RefusedPlace[] = [];
  walkSelections(operation, ({ type, field, path }) => {
    const anyOf = field === null ? table.ofType(type) : table.ofField(type, field);
    if (anyOf === null || refused.length >= MOST_TOLD || isSatisfied(anyOf, scopes)) return;
    refused.push({ coordinate: field === null ? type : `${type}.${field}`, path, anyOf });
  });
  return refused;
}

/**
 * Refuses the whole operation: a client that asks for what it may not see is told before anything is read or written.
 * @throws GraphQLError FORBIDDEN that lists the places and the scopes that would open them
 */
export function assertScopes(table: ScopeTable, operation: OperationToWalk, scopes: ReadonlySet<string>): void {
  const refused = findRefused(table, operation, scopes);
  if (refused.length === 0) return;
  const missing = refused.flatMap(({ anyOf }) => (anyOf[0] ?? []).filter((scope) => !scopes.has(scope)));
  const requiredScopes = [...new Set(missing)].toSorted();
  const what = requiredScopes.length === 1 ? 'the scope' : 'the scopes';
  const told = `This needs ${what} ${requiredScopes.join(', ')}, which the token does not have.`;
  throw insufficientScope(requiredScopes.length === 0 ? 'No token opens this.' : told, requiredScopes, { refused });
}
