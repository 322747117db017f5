import type { VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';

/**
 * Kinds by the SDK's error name. First the seven errors of the four service models `[SDK-sel][SDK-ben][SDK-acc]
 * [SDK-chn]`, then the errors any AWS service may answer before the operation is looked at.
 */
export const ERROR_KINDS: Readonly<Record<string, VendorErrorKind>> = {
  ThrottlingException: 'rate_limited',
  ServiceQuotaExceededException: 'quota_exceeded',
  AccessDeniedException: 'auth_expired',
  ValidationException: 'refused',
  ResourceNotFoundException: 'refused',
  ConflictException: 'refused',
  InternalServerException: 'upstream_error',

  Throttling: 'rate_limited',
  TooManyRequestsException: 'rate_limited',
  RequestLimitExceeded: 'rate_limited',
  SlowDown: 'rate_limited',

  UnrecognizedClientException: 'auth_expired',
  InvalidClientTokenId: 'auth_expired',
  InvalidSignatureException: 'auth_expired',
  SignatureDoesNotMatch: 'auth_expired',
  IncompleteSignatureException: 'auth_expired',
  MissingAuthenticationTokenException: 'auth_expired',
  MissingAuthenticationToken: 'auth_expired',
  ExpiredTokenException: 'auth_expired',
  ExpiredToken: 'auth_expired',
  RequestExpired: 'auth_expired',
  NotAuthorized: 'auth_expired',
  OptInRequired: 'auth_expired',

  InternalFailure: 'upstream_error',
  InternalServerError: 'upstream_error',
  ServiceUnavailable: 'upstream_error',
  ServiceUnavailableException: 'upstream_error',

  UnknownOperationException: 'refused',
  SerializationException: 'refused',
};

/**
 * `AccessDeniedException` with this reason speaks of the partner's standing, not of the key: the partner may not have
 * the benefit `[M-sel AccessDeniedException$Reason]`. A new key would not help.
 */
const STANDING_REASON = 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE';

/** What is known of an answer that is not a success. */
export interface ErrorAnswer {
  readonly status: number;
  /** The SDK's error name; null when the body could not be read as an AWS error. */
  readonly name: string | null;
  readonly reason: string | null;
  /** Names of the fields a `ValidationException` complains of. */
  readonly fields: readonly string[];
  /** The request carried a page token of an earlier answer. */
  readonly paged: boolean;
}

/** Kind of a failed call; by name, and by HTTP status where the name says nothing. */
export function kindOfAnswer(answer: ErrorAnswer): VendorErrorKind {
  const { name, status } = answer;
  if (name === 'ValidationException' && blamesToken(answer)) return 'resume_rejected';
  if (name === 'AccessDeniedException' && answer.reason === STANDING_REASON) return 'refused';
  const byName = name === null ? undefined : ERROR_KINDS[name];
  if (byName !== undefined) return byName;
  if (status === 429) return 'rate_limited';
  // Without a readable AWS error it was not AWS that spoke: a proxy, a cut-off body, a redirect.
  if (name === null || status < 400 || status >= 500) return 'upstream_error';
  if (status === 402) return 'quota_exceeded';
  return status === 401 || status === 403 ? 'auth_expired' : 'refused';
}

/**
 * AWS does not document which field a stale page token is blamed on. All else in the request was accepted on the first
 * page, so a complaint that names no other field is about the token.
 */
function blamesToken({ paged, fields }: ErrorAnswer): boolean {
  return paged && (fields.length === 0 || fields.some((field) => /token/i.test(field)));
}
