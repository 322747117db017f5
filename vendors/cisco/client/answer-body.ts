import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { parseExactJson } from '../../../platform/records/exact-json.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';

/**
 * The JSON of an answer, with no digit lost.
 * @throws VendorError `upstream_error` when the body is not JSON
 */
export function readAnswerJson(answer: VendorHttpResponse, operation: string): JsonValue {
  try {
    return parseExactJson(bodyText(answer));
  } catch {
    throw unreadable(operation, 'its body is not JSON', answer.status);
  }
}

/** The body as text, without a byte order mark. */
export function bodyText(answer: VendorHttpResponse): string {
  return answer.body.toString('utf8').replace(/^\uFEFF/, '');
}

/** An answer arrived and can't be used. Not worth retrying: the same answer would come again. */
export function unreadable(operation: string, problem: string, httpStatus?: number): VendorError {
  return new VendorError({
    vendor: VENDOR,
    kind: 'upstream_error',
    publicMessage: `Cisco's answer to ${operation} can't be read: ${problem}`,
    operation,
    httpStatus,
  });
}
