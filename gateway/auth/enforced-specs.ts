/**
 * The security specifications that the scope guard enforces, by exact version. A supergraph that uses another one does
 * not start.
 * - requiresScopes: by the table of scope-table.ts
 * - authenticated: every operation has a caller with an accepted token, or it never gets here
 */
export const REQUIRES_SCOPES_SPEC = 'https://specs.apollo.dev/requiresScopes/v0.1';
export const AUTHENTICATED_SPEC = 'https://specs.apollo.dev/authenticated/v0.1';
export const ENFORCED_SPECS: ReadonlySet<string> = new Set([REQUIRES_SCOPES_SPEC, AUTHENTICATED_SPEC]);
