import { z } from 'zod';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { PlannedCall, StoredCall } from '../../../../platform/vendor/write-contract.ts';
import type { JsonObject } from '../json-path.ts';
import { OPERATIONS, WRITE_OPERATIONS, type WriteOperation } from './operations.ts';

/**
 * A call as it is stored: the operation, and the text of its body without the client token. A text, so that no store
 * that orders members anew can make it another body.
 */
const frozen = z.strictObject({
  operation: z.enum(WRITE_OPERATIONS),
  body: z.string(),
  /** What an update found where it changes something: by it a change of somebody else's is told from none. */
  before: z.record(z.string(), z.unknown()).optional(),
});

export interface FrozenCall {
  readonly operation: WriteOperation;
  readonly body: string;
  readonly before: Readonly<Record<string, JsonValue>>;
}

/** Makes a call ready to be stored and sent. @param before see above */
export function plannedCall(
  operation: WriteOperation,
  body: JsonObject,
  more: { readonly step?: string; readonly before?: Readonly<Record<string, JsonValue>> } = {},
): PlannedCall {
  const { step, recovery, buckets } = OPERATIONS[operation];
  const { before } = more;
  return {
    step: more.step ?? step,
    recovery,
    buckets,
    request: { operation, body: JSON.stringify(body), ...(before === undefined ? {} : { before: { ...before } }) },
  };
}

/** @throws z.ZodError when it isn't one of ours */
export function readFrozen(request: JsonValue): FrozenCall {
  const { operation, body, before = {} } = frozen.parse(request);
  return { operation, body, before: before as Record<string, JsonValue> };
}

/** The body as it goes over the wire: the same text, with the client token first where the operation has one. */
export function bodyOf(call: Pick<StoredCall, 'token'>, { operation, body }: FrozenCall): string {
  if (!OPERATIONS[operation].hasToken) return body;
  return `{"ClientToken":${JSON.stringify(call.token)},${body.slice(1)}`;
}

/** Members of the stored body. */
export function membersOf({ body }: Pick<FrozenCall, 'body'>): JsonObject {
  return JSON.parse(body) as JsonObject;
}
