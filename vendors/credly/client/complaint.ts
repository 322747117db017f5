import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { readErrorJson } from './answer-json.ts';

/**
 * The code of an error answer, where it has one. Clients read `data.message`, the model has `errors[{message,field}]`
 * [ibm 4], OAuth has `error`: only the last is a code; messages may tell anything and are not repeated.
 */
export function codeOf(answer: VendorHttpResponse): string | undefined {
  const error = membersOf(readErrorJson(answer))['error'];
  return typeof error === 'string' && /^[\w.-]{1,64}$/.test(error) ? error : undefined;
}

/** The message of an error answer, for the log only. */
export function messageOf(answer: VendorHttpResponse): string | undefined {
  const body = membersOf(readErrorJson(answer));
  const errors = body['errors'];
  const first = membersOf(Array.isArray(errors) ? errors[0] : undefined);
  const told = membersOf(body['data'])['message'] ?? first['message'] ?? body['message'] ?? body['error_description'];
  return typeof told === 'string' ? told.slice(0, 500) : undefined;
}

function membersOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
