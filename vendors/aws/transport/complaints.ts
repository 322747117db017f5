import { z } from 'zod';
import type { WireAnswer } from './capture.ts';

/** One entry of what a `ValidationException` complains of. */
export interface Complaint {
  /** AWS's own name of the field, in a spelling that is not documented; null where it blames none. */
  readonly field: string | null;
  /** `REQUIRED_FIELD_MISSING` and the like; null where it is not told. */
  readonly code: string | null;
}

const word = z.string().nullish().catch(null);
const entry = z.object({ FieldName: word, Name: word, Code: word });
const entries = z
  .array(entry.catch({ FieldName: null, Name: null, Code: null }))
  .nullish()
  .catch(null);

/** `ErrorList` of the selling service, `FieldList` of the benefits service `[M-sel][M-ben]`. */
const refusal = z.object({ Message: word, message: word, ErrorList: entries, FieldList: entries });
type Refusal = z.infer<typeof refusal>;

/** What a refusal complains of, in AWS's order; empty for an answer that names nothing. */
export function readComplaints(answer: WireAnswer | null): Complaint[] {
  const { ErrorList, FieldList } = bodyOf(answer);
  return [...(ErrorList ?? []), ...(FieldList ?? [])].map((one) => ({
    field: one.FieldName ?? one.Name ?? null,
    code: one.Code ?? null,
  }));
}

/**
 * Whether a `ConflictException` is about the client token: it came before with another body. AWS tells that by the text
 * of its message alone, "Conflicting client token submitted for a new request body." `[M-sel ClientToken]`.
 */
export function blamesClientToken(answer: WireAnswer | null): boolean {
  const { Message, message } = bodyOf(answer);
  return /client[\s_-]*token/i.test(Message ?? message ?? '');
}

function bodyOf(answer: WireAnswer | null): Partial<Refusal> {
  if (answer === null) return {};
  try {
    return refusal.safeParse(JSON.parse(answer.bytes.toString('utf8'))).data ?? {};
  } catch {
    return {};
  }
}
