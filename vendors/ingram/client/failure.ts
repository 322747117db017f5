import { readRetryAfter } from '../../../platform/http/retry-after.ts';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readComplaint } from './complaint.ts';

/** Turns an error answer into our terms. What Ingram wrote is not repeated, but for its code and the fields it names. */
export function failureOf(answer: VendorHttpResponse, operation: string, now: Date): VendorError {
  const { code, traceId, fields } = readComplaint(answer);
  const kind = kindOf(answer);
  const told = [`HTTP ${answer.status}`, ...(code === undefined ? [] : [code]), ...fields].join(', ');
  return new VendorError({
    vendor: VENDOR,
    kind,
    publicMessage: SENTENCES[kind](`${operation} (${told})`),
    retryAfterMs: kind === 'rate_limited' ? readRetryAfter(answer.headers['retry-after'], now) : undefined,
    vendorCode: code,
    httpStatus: answer.status,
    requestId: traceId,
    operation,
  });
}

function kindOf({ status, headers }: VendorHttpResponse): VendorErrorKind {
  if (status === 401) return 'auth_expired';
  if (status === 429) return 'rate_limited';
  if (status === 503 && headers['retry-after'] !== undefined) return 'rate_limited';
  return status >= 400 && status < 500 ? 'refused' : 'upstream_error';
}

const SENTENCES: Readonly<Record<VendorErrorKind, (call: string) => string>> = {
  rate_limited: (call) => `Ingram Micro is limiting calls to ${call}`,
  quota_exceeded: (call) => `Ingram Micro's allowance of calls is used up for ${call}`,
  auth_expired: (call) => `Ingram Micro no longer accepts this connection's sign-in: ${call}`,
  unreachable: (call) => `Ingram Micro did not answer ${call}`,
  upstream_error: (call) => `Ingram Micro failed to answer ${call}`,
  refused: (call) => `Ingram Micro refused ${call}`,
  resume_rejected: (call) => `Ingram Micro no longer knows the page asked for by ${call}`,
};
