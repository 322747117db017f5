/**
 * The two sides of two-tier selling, in the order they are read. Query values are PascalCase, answers snake_case
 * [SDKD retrieve-a-list-of-indirect-resellers.md].
 */
export const CSP_ROLES = [
  { role: 'reseller', relationshipType: 'IsIndirectResellerOf' },
  { role: 'provider', relationshipType: 'IsIndirectCloudSolutionProviderOf' },
] as const;

export type CspRole = (typeof CSP_ROLES)[number]['role'];

/** Name of the query's relationship type for a role. */
export function relationshipTypeOf(role: CspRole): string {
  return CSP_ROLES.find((known) => known.role === role)?.relationshipType ?? role;
}
