/**
 * Codes whose message was written for the caller. An error with any other code, or none, was not: its text stays in the
 * log.
 */
export const PUBLIC_ERROR_CODES = [
  'ALIAS_LIMIT',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'COST_LIMIT',
  'DEADLINE_EXCEEDED',
  'DEPTH_LIMIT',
  'DIRECTIVE_LIMIT',
  'FIELD_LIMIT',
  'FORBIDDEN',
  'FRAGMENT_LIMIT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INCOMPLETE_RESULT',
  'INPUT_LIMIT',
  'METHOD_NOT_ALLOWED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_DOCUMENT_NOT_FOUND',
  'PERSISTED_DOCUMENT_REQUIRED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'RATE_LIMITED',
  'ROOT_FIELD_LIMIT',
  'SERVICE_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_UNAVAILABLE',
  'TOKEN_LIMIT',
  'UNAUTHENTICATED',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;
export type PublicErrorCode = (typeof PUBLIC_ERROR_CODES)[number];

/** Codes that speak of the document a server was sent: about a subgraph's they say nothing that a client asked. */
const DOCUMENT_CODES: ReadonlySet<string> = new Set<PublicErrorCode>([
  'ALIAS_LIMIT',
  'BAD_REQUEST',
  'COST_LIMIT',
  'DEPTH_LIMIT',
  'DIRECTIVE_LIMIT',
  'FIELD_LIMIT',
  'FRAGMENT_LIMIT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INPUT_LIMIT',
  'METHOD_NOT_ALLOWED',
  'OPERATION_RESOLUTION_FAILURE',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_DOCUMENT_NOT_FOUND',
  'PERSISTED_DOCUMENT_REQUIRED',
  'ROOT_FIELD_LIMIT',
  'TOKEN_LIMIT',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/** Extensions that are passed on beside the code. */
export const PUBLIC_EXTENSIONS = [
  'argument',
  'came',
  'limit',
  'refused',
  'requiredGrant',
  'requiredScope',
  'requiredScopes',
  'retryAfterSeconds',
] as const;

export const INTERNAL_ERROR_CODE = 'INTERNAL_SERVER_ERROR';
export const INTERNAL_ERROR_MESSAGE = 'Internal server error';

const PUBLIC: ReadonlySet<unknown> = new Set(PUBLIC_ERROR_CODES);

/** Tells whether an error with this code may be shown as it is. */
export function isPublicCode(code: unknown): code is PublicErrorCode {
  return PUBLIC.has(code);
}

/** The same for an error that a subgraph reports of the part it was asked for. */
export function isPublicSubgraphCode(code: unknown): code is PublicErrorCode {
  return isPublicCode(code) && !DOCUMENT_CODES.has(code);
}

/** Only what a caller may see of an error's extensions. */
export function publicExtensions(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown: Record<string, unknown> = { code: extensions['code'] };
  for (const name of PUBLIC_EXTENSIONS) {
    if (extensions[name] !== undefined) shown[name] = extensions[name];
  }
  return shown;
}
