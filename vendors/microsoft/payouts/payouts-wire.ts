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

const envelopeShape = z.object({ value: z.array(exportShape).nullish(), requestid: text, id: text });

export interface ExportState {
  readonly id: string | null;
  readonly status: string | null;
  /** Pre-signed link to the zip, once there is one. */
  readonly link: string | null;
}

/**
 * Reads the answer to an export request or to a look at it.
 * @throws VendorError `upstream_error` naming the first bad member
 */
export function readExportState(body: JsonValue, operation: string): ExportState {
  const answer = checkAnswer(envelopeShape, foldKeys(body), operation);
  const first = answer.value?.[0];
  return {
    id: first?.requestid ?? first?.id ?? answer.requestid ?? answer.id ?? null,
    status: first?.status ?? null,
    link: first?.bloblocation ?? null,
  };
}
