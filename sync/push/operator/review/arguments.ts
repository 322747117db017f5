import { validate as isUuid } from 'uuid';

/** What an operator wants done with a write that waits for a person. */
export type ReviewAct =
  | { readonly act: 'redrive' | 'cancel'; readonly operation: string }
  | { readonly act: 'done'; readonly operation: string; readonly number: string };

export type ReviewArguments = { readonly act: 'list' } | ReviewAct;

/** As the vendors' numbers are bounded everywhere, in characters. */
const LONGEST_NUMBER = 120;

export const REVIEW_USAGE =
  'expected list, redrive <operation>, cancel <operation>, or done <operation> <number at the vendor>; an operation is a uuid of the list';

/** Reads the arguments of a review. @returns null for others */
export function readReviewArguments(args: readonly string[]): ReviewArguments | null {
  const [act, operation, given, ...more] = args;
  if (act === 'list') return operation === undefined ? { act } : null;
  if (operation === undefined || !isUuid(operation) || more.length > 0) return null;
  const id = operation.toLowerCase();
  if (act === 'redrive' || act === 'cancel') return given === undefined ? { act, operation: id } : null;
  const number = given?.trim() ?? '';
  const isNumber = number !== '' && number.length <= LONGEST_NUMBER && !number.includes('\0');
  return act === 'done' && isNumber ? { act, operation: id, number } : null;
}
