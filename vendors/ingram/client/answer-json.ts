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
    return parseExactJson(answer.body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw unreadable(operation, 'its body is not JSON', answer.status);
  }
}

/** As `readAnswerJson`, for an error answer: a body that is no JSON (a proxy's page) is simply not read. */
export function readErrorJson(answer: VendorHttpResponse): JsonValue {
  try {
    return readAnswerJson(answer, '');
  } catch {
    return null;
  }
}

/** An answer arrived and can't be used. Not worth retrying: the same answer would come again. */
export function unreadable(operation: string, problem: string, httpStatus?: number): VendorError {
  return new VendorError({
    vendor: VENDOR,
    kind: 'upstream_error',
    publicMessage: `Ingram Micro's answer to ${operation} can't be read: ${problem}`,
    operation,
    httpStatus,
  });
}
