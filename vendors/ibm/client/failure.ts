import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readComplaint } from './complaint.ts';
import { readRetryAfter } from '../../../platform/http/retry-after.ts';

export interface FailureContext {
  readonly operation: string;
  readonly now: Date;
  /** True when the request carried a page token: the vendor's "not found" then speaks of the token. */
  readonly pageToken?: boolean | undefined;
}

/** Turns an error answer into our terms. The vendor's own message goes to the log only, as the cause. */
export function failureOf(answer: VendorHttpResponse, context: FailureContext): VendorError {
  const { code, message } = readComplaint(answer);
  const kind = kindOf(answer, context);
  return new VendorError({
    vendor: VENDOR,
    kind,
    publicMessage: SENTENCES[kind](`${context.operation} (HTTP ${answer.status}${code === null ? '' : `, ${code}`})`),
    retryAfterMs: kind === 'rate_limited' ? readRetryAfter(answer.headers['retry-after'], context.now) : undefined,
    vendorCode: code ?? undefined,
    httpStatus: answer.status,
    requestId: requestIdOf(answer),
    operation: context.operation,
    cause: message === null ? undefined : new Error(message.slice(0, 500)),
  });
}

function kindOf(answer: VendorHttpResponse, context: FailureContext): VendorErrorKind {
  const { status, headers } = answer;
  if (status === 401) return 'auth_expired';
  if (status === 429) return 'rate_limited';
  if (status === 503 && headers['retry-after'] !== undefined) return 'rate_limited';
  // The rest of the request is ours and was accepted before, so a refusal can only mean the token.
  if (context.pageToken && (status === 400 || status === 404 || status === 410)) return 'resume_rejected';
  return status >= 400 && status < 500 ? 'refused' : 'upstream_error';
}

/** Names IBM Cloud gives a request's id [GEN]. */
function requestIdOf(answer: VendorHttpResponse): string | undefined {
  const id = answer.headers['transaction-id'] ?? answer.headers['x-correlation-id'] ?? answer.headers['x-request-id'];
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

const SENTENCES: Readonly<Record<VendorErrorKind, (call: string) => string>> = {
  rate_limited: (call) => `IBM is limiting calls to ${call}`,
  quota_exceeded: (call) => `IBM's allowance for ${call} is used up`,
  auth_expired: (call) => `IBM no longer accepts this connection's sign-in: ${call}`,
  unreachable: (call) => `IBM did not answer ${call}`,
  upstream_error: (call) => `IBM failed to answer ${call}`,
  refused: (call) => `IBM refused ${call}`,
  resume_rejected: (call) => `IBM no longer knows the page asked for by ${call}`,
};
