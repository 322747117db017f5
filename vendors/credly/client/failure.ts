import { readRetryAfter } from '../../../platform/http/retry-after.ts';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { SOURCE } from '../facts.ts';
import { codeOf, messageOf } from './complaint.ts';

/** Turns an error answer into our terms. Credly's own message goes to the log only, as the cause. */
export function failureOf(answer: VendorHttpResponse, operation: string, now: Date): VendorError {
  const code = codeOf(answer);
  const message = messageOf(answer);
  const kind = kindOf(answer);
  return new VendorError({
    vendor: SOURCE,
    kind,
    publicMessage: SENTENCES[kind](`${operation} (HTTP ${answer.status}${code === undefined ? '' : `, ${code}`})`),
    retryAfterMs: kind === 'rate_limited' ? readRetryAfter(answer.headers['retry-after'], now) : undefined,
    vendorCode: code,
    httpStatus: answer.status,
    requestId: requestIdOf(answer),
    operation,
    cause: message === undefined ? undefined : new Error(message),
  });
}

function kindOf({ status, headers }: VendorHttpResponse): VendorErrorKind {
  if (status === 401) return 'auth_expired';
  if (status === 429) return 'rate_limited';
  if (status === 503 && headers['retry-after'] !== undefined) return 'rate_limited';
  return status >= 400 && status < 500 ? 'refused' : 'upstream_error';
}

function requestIdOf({ headers }: VendorHttpResponse): string | undefined {
  const id = headers['x-request-id'];
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

const SENTENCES: Readonly<Record<VendorErrorKind, (call: string) => string>> = {
  rate_limited: (call) => `Credly is limiting calls to ${call}`,
  quota_exceeded: (call) => `Credly's allowance of calls is used up for ${call}`,
  auth_expired: (call) => `Credly no longer accepts this connection's sign-in: ${call}`,
  unreachable: (call) => `Credly did not answer ${call}`,
  upstream_error: (call) => `Credly failed to answer ${call}`,
  refused: (call) => `Credly refused ${call}`,
  resume_rejected: (call) => `Credly no longer knows the page asked for by ${call}`,
};
