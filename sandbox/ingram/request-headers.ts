import type { SandboxRequest } from '../kernel/stand-in.ts';
import { invalid } from './answers.ts';
import type { RefusedField } from './answers.ts';

/** Longest value of each header; the country is exactly two letters. */
const LONGEST: Readonly<Record<string, number>> = {
  'IM-CustomerNumber': 10,
  'IM-CountryCode': 2,
  'IM-CorrelationID': 32,
  'IM-SenderID': 32,
  'IM-ApplicationId': 32,
};

const ALWAYS: readonly string[] = ['IM-CustomerNumber', 'IM-CountryCode', 'IM-CorrelationID'];

/** The value of a header, or null when it is missing or empty. */
export function headerOf(request: SandboxRequest, name: string): string | null {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : null;
}

function refusal(request: SandboxRequest, field: string, isRequired: boolean): RefusedField | null {
  const value = headerOf(request, field);
  const longest = LONGEST[field] ?? Number.POSITIVE_INFINITY;
  if (value === null) return isRequired ? { field, message: 'is required', value } : null;
  if (value.length > longest) return { field, message: `expected at most ${longest} characters`, value };
  if (field === 'IM-CountryCode' && !/^[a-z]{2}$/i.test(value))
    return { field, message: 'expected two letters', value };
  return null;
}

/**
 * Checks the headers of an operation.
 * @throws IngramError 400 with one field for each header that is missing or too long
 */
export function checkHeaders(
  request: SandboxRequest,
  headers: { readonly required: readonly string[]; readonly optional: readonly string[] },
): void {
  const refused = [
    ...[...ALWAYS, ...headers.required].map((name) => refusal(request, name, true)),
    ...headers.optional.map((name) => refusal(request, name, false)),
  ].filter((field) => field !== null);
  if (refused.length > 0) throw invalid(refused);
}
