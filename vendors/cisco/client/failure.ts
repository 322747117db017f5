import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { bodyText } from '../../../platform/vendor/answer-reader.ts';
import { readRetryAfter } from '../../../platform/http/retry-after.ts';

/**
 * Codes of the gateway in front of the APIs, in a header or the body of a 403. Only the first is in the vendor file
 * [cisco 1]; the other two are widely known of that gateway [GEN].
 */
const GATEWAY_CODES: Readonly<Record<string, VendorErrorKind>> = {
  ERR_403_DEVELOPER_OVER_QPS: 'rate_limited',
  ERR_403_DEVELOPER_OVER_RATE: 'quota_exceeded',
  ERR_403_DEVELOPER_INACTIVE: 'auth_expired',
};

const GATEWAY_CODE = /\bERR_\d{3}_[A-Z_]{1,40}\b/;

/** How much of a body is searched for a code. */
const BODY_SEARCHED = 4_096;

/** Turns an error answer into our terms. What Cisco wrote is not repeated, but for its code. */
export function failureOf(answer: VendorHttpResponse, operation: string, now: Date): VendorError {
  const gatewayCode = gatewayCodeOf(answer);
  const vendorCode = gatewayCode ?? oauthErrorOf(answer);
  const kind = kindOf(answer, gatewayCode);
  const call = `${operation} (HTTP ${answer.status}${vendorCode ? `, ${vendorCode}` : ''})`;
  const waits = kind === 'rate_limited' || kind === 'quota_exceeded';
  return new VendorError({
    vendor: VENDOR,
    kind,
    publicMessage: SENTENCES[kind](call),
    retryAfterMs: waits ? readRetryAfter(answer.headers['retry-after'], now) : undefined,
    vendorCode,
    httpStatus: answer.status,
    operation,
  });
}

function kindOf(answer: VendorHttpResponse, gatewayCode: string | undefined): VendorErrorKind {
  const { status, headers } = answer;
  if (status === 401) return 'auth_expired';
  if (status === 429) return 'rate_limited';
  if (status === 503 && headers['retry-after'] !== undefined) return 'rate_limited';
  const told = status === 403 && gatewayCode ? GATEWAY_CODES[gatewayCode] : undefined;
  if (told) return told;
  return status >= 400 && status < 500 ? 'refused' : 'upstream_error';
}

/** The documents say "header/code" without naming the header, so all of them are searched. */
function gatewayCodeOf(answer: VendorHttpResponse): string | undefined {
  const places = [...Object.values(answer.headers), bodyText(answer).slice(0, BODY_SEARCHED)];
  return places.map((place) => GATEWAY_CODE.exec(place)?.[0]).find((code) => code !== undefined);
}

/** `{"error":"invalid_client","error_description":"…"}` [cisco 11]. */
function oauthErrorOf(answer: VendorHttpResponse): string | undefined {
  return /"error"\s{0,3}:\s{0,3}"([\w.-]{1,64})"/.exec(bodyText(answer).slice(0, BODY_SEARCHED))?.[1];
}

const SENTENCES: Readonly<Record<VendorErrorKind, (call: string) => string>> = {
  rate_limited: (call) => `Cisco is limiting calls to ${call}`,
  quota_exceeded: (call) => `Cisco's allowance of calls is used up for ${call}`,
  auth_expired: (call) => `Cisco no longer accepts this connection's sign-in: ${call}`,
  unreachable: (call) => `Cisco did not answer ${call}`,
  upstream_error: (call) => `Cisco failed to answer ${call}`,
  refused: (call) => `Cisco refused ${call}`,
  resume_rejected: (call) => `Cisco no longer knows the page asked for by ${call}`,
};
