import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { checkAnswer } from '../wire/checked.ts';
import { foldKeys } from '../wire/fold-keys.ts';

const text = z.string().nullish();

/**
 * One export request. `status` and `blobLocation` are documented [PAY]; the name of the id is not, so both usual ones
 * are taken.
 */
const exportShape = z.object({ requestid: text, id: text, status: text, bloblocation: text });

const orderShape = z.object({ value: z.array(exportShape).nullish(), requestid: text, id: text });

/** The list may be empty while the request is young; it is there. */
const stateShape = z.object({ value: z.array(exportShape) });

/**
 * Reads the answer to an export request.
 * @returns the request's id, null where none is told
 * @throws VendorError `upstream_error` naming the first bad member
 */
export function readOrderId(body: JsonValue, operation: string): string | null {
  const answer = checkAnswer(orderShape, foldKeys(body), operation);
  const first = answer.value?.[0];
  return first?.requestid ?? first?.id ?? answer.requestid ?? answer.id ?? null;
}

export interface ExportState {
  readonly status: string | null;
  /** Pre-signed link to the zip, once there is one. */
  readonly link: string | null;
}

/**
 * Reads the answer to a look at an export.
 * @throws VendorError `upstream_error` naming the first bad member
 */
export function readExportState(body: JsonValue, operation: string): ExportState {
  const [first] = checkAnswer(stateShape, foldKeys(body), operation).value;
  return { status: first?.status ?? null, link: first?.bloblocation ?? null };
}
