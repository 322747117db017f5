import { z } from 'zod';
import type { WireAnswer } from './capture.ts';
import type { ErrorAnswer } from './error-kinds.ts';

const field = z.object({ FieldName: z.string(), Name: z.string(), name: z.string() }).partial();
const fields = z.array(field.catch({})).nullish().catch(null);

/** Members that differ between the four services: selling, benefits, account, channel, in this order. */
const errorBody = z.object({
  Reason: z.string().nullish().catch(null),
  reason: z.string().nullish().catch(null),
  ErrorList: fields,
  FieldList: fields,
  ErrorDetails: z
    .array(z.object({ FieldValidationError: field.nullish() }).catch({}))
    .nullish()
    .catch(null),
  fieldList: fields,
});

/** Reads what an error answer says of itself. Tolerates any body. */
export function readErrorAnswer(answer: WireAnswer, error: unknown, paged: boolean): ErrorAnswer {
  const body = errorBody.safeParse(jsonOf(answer.bytes)).data ?? {};
  const details = (body.ErrorDetails ?? []).map((detail) => detail.FieldValidationError ?? {});
  const complaints = [...(body.ErrorList ?? []), ...(body.FieldList ?? []), ...details, ...(body.fieldList ?? [])];
  return {
    status: answer.status,
    name: serviceErrorName(error),
    reason: body.Reason ?? body.reason ?? null,
    fields: complaints.map((one) => one.FieldName ?? one.Name ?? one.name).filter((name) => name !== undefined),
    paged,
  };
}

/** The SDK marks errors the service itself has named with `$fault`; others come from reading a broken body. */
function serviceErrorName(error: unknown): string | null {
  return error instanceof Error && '$fault' in error ? error.name : null;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
