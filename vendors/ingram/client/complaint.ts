import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { readErrorJson } from './answer-json.ts';

/** What an error answer says of itself. */
export interface Complaint {
  /** `/errors/validation-failed`, `invalid_client`, `oauth.v2.InvalidClientId`. */
  readonly code: string | undefined;
  /** Ingram's id of the failed call. */
  readonly traceId: string | undefined;
  /** Names of refused headers and members, without what was in them. */
  readonly fields: readonly string[];
}

type Members = Readonly<Record<string, JsonValue>>;

/**
 * Reads an error answer: `{"errors":[{"traceid","type","message","fields":[{"field","message","value"}]}]}`, the same
 * without the list around it, an OAuth error, or the fault of the gateway in front [S6].
 */
export function readComplaint(answer: VendorHttpResponse): Complaint {
  const body = membersOf(readErrorJson(answer));
  const first = membersOf(listOf(body['errors'])[0]);
  const of = (member: string): JsonValue | undefined => first[member] ?? body[member];
  const gateway = membersOf(membersOf(body['fault'])['detail'])['errorcode'];
  return {
    code: word(of('type')) ?? word(body['error']) ?? word(body['ErrorCode']) ?? word(gateway),
    traceId: word(of('traceid')),
    fields: listOf(of('fields')).flatMap((field) => word(membersOf(field)['field']) ?? []),
  };
}

function membersOf(value: JsonValue | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** A code or a name; anything longer or freer is not repeated. */
function word(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && /^[\w./-]{1,64}$/.test(value) ? value : undefined;
}
