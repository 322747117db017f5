import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { readErrorJson } from './answer-body.ts';

/** What an error answer says of itself. */
export interface Complaint {
  readonly code: string | null;
  /** For the log only. */
  readonly message: string | null;
}

/**
 * Reads an error answer. IBM's own client takes the message from `errors[0].message`, then `error`, `message` and
 * `errorMessage` [ibm 2]; codes stand beside them as `errors[0].code`, `errorCode` or `code` [GEN].
 */
export function readComplaint(answer: VendorHttpResponse): Complaint {
  const body = membersOf(readErrorJson(answer));
  const errors = body['errors'];
  const first = membersOf(Array.isArray(errors) ? (errors[0] ?? null) : null);
  return {
    code: firstText([first['code'], body['errorCode'], body['code']], /^[\w.-]{1,64}$/),
    message: firstText([first['message'], body['error'], body['message'], body['errorMessage']], /./s),
  };
}

function membersOf(value: JsonValue): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function firstText(values: ReadonlyArray<JsonValue | undefined>, shape: RegExp): string | null {
  const texts = values.filter((value) => typeof value === 'string');
  return texts.find((text) => shape.test(text)) ?? null;
}
