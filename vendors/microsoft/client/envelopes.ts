import type { JsonValue } from '../../../platform/records/json.ts';

/** What an error answer says, whichever of Microsoft's envelopes it came in. */
export interface Complaint {
  /** Every code in the answer, outermost first, as it was written. */
  readonly codes: readonly string[];
  readonly message: string | null;
}

/** Reads one kind of error envelope; null when the body is not of that kind. */
export type EnvelopeReader = (body: JsonValue | null) => Complaint | null;

type Members = Readonly<Record<string, JsonValue>>;

/** `{"error":{"code","message","target","innerError":{…}}}`; inner errors may nest [PR20 error-codes.md]. */
export const readODataEnvelope: EnvelopeReader = (body) => {
  const error = members(members(body)?.['error']);
  if (!error) return null;
  const codes: string[] = [];
  let level: Members | null = error;
  for (let depth = 0; level && depth < 10; depth += 1) {
    codes.push(...codeOf(level['code']));
    level = members(level['innerError'] ?? level['innererror']);
  }
  return { codes, message: textOf(error['message']) };
};

/** `{"code":3000,"description","data":[],"source"}`: the code is text or a number [SDKD error-codes.md]. */
export const readPartnerCenterEnvelope: EnvelopeReader = (body) => {
  const error = members(body);
  if (!error || !('code' in error)) return null;
  return { codes: codeOf(error['code']), message: textOf(error['description'] ?? error['message']) };
};

/** `{"statusCode":429,"message"}`: throttling, and Insights in either case [SDKD api-throttling-guidance.md]. */
export const readStatusEnvelope: EnvelopeReader = (body) => {
  const error = members(body);
  const status = error?.['statusCode'] ?? error?.['StatusCode'];
  if (!error || status === undefined) return null;
  return { codes: codeOf(status), message: textOf(error['message'] ?? error['Message']) };
};

/** `{"error":"invalid_grant","error_description":"AADSTS…","error_codes":[…]}` [GEN]. */
export const readEntraEnvelope: EnvelopeReader = (body) => {
  const error = members(body);
  if (typeof error?.['error'] !== 'string') return null;
  const numbers = Array.isArray(error['error_codes']) ? error['error_codes'].flatMap(codeOf) : [];
  return { codes: [error['error'], ...numbers], message: textOf(error['error_description']) };
};

/** True when any code of the complaint is one of `codes`, in whatever case the service wrote it. */
export function complainsOf(complaint: Complaint | null, codes: ReadonlySet<string>): boolean {
  return complaint?.codes.some((code) => codes.has(code.toLowerCase())) ?? false;
}

function members(value: JsonValue | undefined): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function codeOf(value: JsonValue | undefined): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
