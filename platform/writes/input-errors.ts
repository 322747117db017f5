import { fieldError } from '../graph/field-errors.ts';
import type { VendorFieldError } from '../vendor/write-contract.ts';

/** Longest texts of an input in characters, by the name of their member. */
const LONGEST: Readonly<Record<string, number>> = {
  activity: 10_000,
  description: 10_000,
  reason: 2_000,
  website: 2_000,
  proofUrl: 2_000,
};
const LONGEST_OTHER = 300;
/** Elements of a list, at the most. */
const LONGEST_LIST = 100;

/** The member whose own members the vendor names: JSON as the caller likes it, within bounds. */
const FREE = 'vendorFields';
/** Its largest size, in characters of JSON, and how deep it may go. */
const LARGEST_FREE = 20_000;
const DEEPEST_FREE = 12;

/** Errors that one refusal tells at the most. */
const MOST_TOLD = 20;

/** What is wrong with a text that `isKeepable` refuses. */
export const NOT_KEEPABLE = 'must be text without the character U+0000 and without half of a surrogate pair';

/** Whether the database can keep a text as it is. */
export function isKeepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** What is wrong with JSON whose members the caller names: told of the whole, since a name may tell of somebody. */
function freeProblem(value: unknown, depth = 0): Pick<VendorFieldError, 'code' | 'message'> | null {
  if (typeof value === 'string') return isKeepable(value) ? null : { code: 'INVALID', message: NOT_KEEPABLE };
  if (value === null || typeof value !== 'object') return null;
  if (depth >= DEEPEST_FREE) return { code: 'INVALID', message: `must not go deeper than ${DEEPEST_FREE} levels` };
  for (const [name, member] of Object.entries(value)) {
    const problem = freeProblem(name) ?? freeProblem(member, depth + 1);
    if (problem) return problem;
  }
  return null;
}

function freeErrors(value: object, path: string): VendorFieldError[] {
  if (Array.isArray(value)) return [fieldError(path, 'INVALID', 'must be an object of the vendor’s fields')];
  const problem = freeProblem(value);
  if (problem) return [fieldError(path, problem.code, problem.message)];
  const { length } = JSON.stringify(value);
  if (length <= LARGEST_FREE) return [];
  return [fieldError(path, 'TOO_LONG', `must have at most ${LARGEST_FREE} characters of JSON, not ${length}`)];
}

function textErrors(text: string, path: string, name: string): VendorFieldError[] {
  const most = LONGEST[name] ?? LONGEST_OTHER;
  if (text.length > most) {
    return [fieldError(path, 'TOO_LONG', `must have at most ${most} characters, not ${text.length}`)];
  }
  return isKeepable(text) ? [] : [fieldError(path, 'INVALID', NOT_KEEPABLE)];
}

function memberErrors(value: unknown, path: string, name: string): VendorFieldError[] {
  if (name === FREE) {
    if (value === null || value === undefined) return [];
    return typeof value === 'object'
      ? freeErrors(value, path)
      : [fieldError(path, 'INVALID', 'must be an object of the vendor’s fields')];
  }
  if (typeof value === 'string') return textErrors(value, path, name);
  if (value === null || typeof value !== 'object') return [];
  if (!Array.isArray(value)) return inputErrors(value, path);
  if (value.length > LONGEST_LIST) {
    return [fieldError(path, 'OUT_OF_RANGE', `must have at most ${LONGEST_LIST} entries, not ${value.length}`)];
  }
  return value.flatMap((each, index) => memberErrors(each, `${path}/${index}`, name));
}

/**
 * What of a mutation's input can't be taken whoever reads it: texts that are too long or that the database can't keep, lists
 * without end, vendor fields that are no object or too many. To be asked before anything is hashed, stored or handed on.
 * @param at JSON Pointer of the input among the mutation's arguments
 */
export function inputErrors(input: object, at = ''): VendorFieldError[] {
  return Object.entries(input)
    .flatMap(([name, value]) => memberErrors(value, `${at}/${name}`, name))
    .slice(0, MOST_TOLD);
}
