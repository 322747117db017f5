import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { wordsOf } from '../data/deal-form.ts';

/** A reason as AWS takes it; null with errors when it is none. */
export interface Reason {
  readonly word: string | null;
  readonly errors: readonly VendorFieldError[];
}

const PATH = '/reason';

/** Why a deal was lost: one of AWS's words, in upper or lower case `[M-sel ClosedLostReason]`. */
export function closedLostReason(reason: string | null): Reason {
  const words = wordsOf('ClosedLostReason');
  const came = reason?.trim() ?? '';
  const word = words.find((one) => one.toLowerCase() === came.toLowerCase());
  if (word !== undefined) return { word, errors: [] };
  const message = `AWS wants to know why it was lost: expected one of ${words.join(', ')}`;
  return { word: null, errors: [fieldError(PATH, came === '' ? 'REQUIRED' : 'NOT_ALLOWED', message)] };
}

/** Printable characters, 1 to 80 of them `[M-sel RejectionReasonString]`. */
const REJECTION = /^[\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD]{1,80}$/;

/** Why an offer was declined. AWS has words for it and takes other texts; `Other` is sent where nothing is said. */
export function rejectionReason(reason: string | null): Reason {
  const came = reason?.trim() ?? '';
  if (came === '') return { word: 'Other', errors: [] };
  if (REJECTION.test(came)) return { word: came, errors: [] };
  const message = `expected at most 80 printable characters, best one of ${wordsOf('RejectionReason').join(', ')}`;
  return { word: null, errors: [fieldError(PATH, came.length > 80 ? 'TOO_LONG' : 'INVALID', message)] };
}
