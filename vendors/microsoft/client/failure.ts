import { readRetryAfter } from '../../../platform/http/retry-after.ts';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readErrorJson } from './answer-json.ts';
import { complainsOf, type Complaint, type EnvelopeReader } from './envelopes.ts';

export interface FailureContext {
  readonly operation: string;
  /** Tried in order; the first that knows the body wins. */
  readonly envelopes: readonly EnvelopeReader[];
  readonly now: Date;
  /** True when the request carried a page token: the vendor's "not found" then speaks of the token. */
  readonly pageToken?: boolean | undefined;
}

/** Conditional access wants more than this token proves: only a person can help [PR22 error-codes.md]. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(['insufficient_claims', 'interaction_required']);

const REQUEST_ID_HEADERS = ['request-id', 'ms-requestid', 'x-ms-request-id', 'client-request-id'] as const;

/** Turns an error answer into our terms. The vendor's own message goes to the log only, as the cause. */
export function failureOf(answer: VendorHttpResponse, context: FailureContext): VendorError {
  const body = readErrorJson(answer);
  const complaint = firstComplaint(body, context.envelopes);
  const kind = kindOf(answer, complaint, context);
  const vendorCode = complaint?.codes.find((code) => /^[\w.-]{1,64}$/.test(code));
  return new VendorError({
    vendor: VENDOR,
    kind,
    publicMessage: sentence(kind, `${context.operation} (HTTP ${answer.status}${vendorCode ? `, ${vendorCode}` : ''})`),
    retryAfterMs: kind === 'rate_limited' ? readRetryAfter(answer.headers['retry-after'], context.now) : undefined,
    vendorCode,
    httpStatus: answer.status,
    requestId: requestIdOf(answer),
    operation: context.operation,
    cause: complaint?.message ? new Error(complaint.message.slice(0, 500)) : undefined,
  });
}

function firstComplaint(body: Parameters<EnvelopeReader>[0], envelopes: readonly EnvelopeReader[]): Complaint | null {
  for (const read of envelopes) {
    const complaint = read(body);
    if (complaint) return complaint;
  }
  return null;
}

function kindOf(answer: VendorHttpResponse, complaint: Complaint | null, context: FailureContext): VendorErrorKind {
  const { status, headers } = answer;
  if (status === 401) return 'auth_expired';
  if (status === 403 && needsAPerson(answer, complaint)) return 'auth_expired';
  if (status === 429) return 'rate_limited';
  if (status === 503 && headers['retry-after'] !== undefined) return 'rate_limited';
  // The rest of the request is ours and was accepted before, so a refusal can only mean the token.
  if (context.pageToken && (status === 400 || status === 404 || status === 410)) return 'resume_rejected';
  return status >= 400 && status < 500 ? 'refused' : 'upstream_error';
}

function needsAPerson(answer: VendorHttpResponse, complaint: Complaint | null): boolean {
  const challenge = (answer.headers['www-authenticate'] ?? '').toLowerCase();
  return complainsOf(complaint, NEEDS_A_PERSON) || [...NEEDS_A_PERSON].some((code) => challenge.includes(code));
}

/** The service's id of the call, for its support desk. */
export function requestIdOf(answer: VendorHttpResponse): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const id = answer.headers[name];
    if (id !== undefined && /^[\w-]{1,64}$/.test(id)) return id;
  }
  return undefined;
}

const SENTENCES: Readonly<Record<VendorErrorKind, (call: string) => string>> = {
  rate_limited: (call) => `Microsoft is limiting calls to ${call}`,
  quota_exceeded: (call) => `Microsoft's allowance for ${call} is used up`,
  auth_expired: (call) => `Microsoft no longer accepts this connection's sign-in: ${call}`,
  unreachable: (call) => `Microsoft did not answer ${call}`,
  upstream_error: (call) => `Microsoft failed to answer ${call}`,
  refused: (call) => `Microsoft refused ${call}`,
  resume_rejected: (call) => `Microsoft no longer knows the page asked for by ${call}`,
};

function sentence(kind: VendorErrorKind, call: string): string {
  return SENTENCES[kind](call);
}
