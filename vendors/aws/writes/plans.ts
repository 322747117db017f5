import { fieldError } from '../../../platform/vendor/field-error.ts';
import type { PlannedCall, VendorFieldError, WritePlan } from '../../../platform/vendor/write-contract.ts';

/** The next call. */
export function call(planned: PlannedCall): WritePlan {
  return { kind: 'call', call: planned };
}

/** AWS would not take it: told before anything is sent. */
export function refused(...errors: readonly VendorFieldError[]): WritePlan {
  return { kind: 'refused', errors };
}

/** The record is not in a state in which it could be done, and won't come back into one. */
export function wrongState(message: string): WritePlan {
  return refused(fieldError('', 'WRONG_STATE', message));
}

/** AWS knows no such record, or shows it to others. */
export function notFound(what: string): WritePlan {
  return refused(fieldError('', 'NOT_FOUND', `AWS knows no such ${what}`));
}

/** Not now. */
export function wait(reason: string, retryAfterMs: number): WritePlan {
  return { kind: 'wait', reason, retryAfterMs };
}

/**
 * What an intent of this kind always has.
 * @throws RangeError that names it where it is missing
 */
export function needed<T>(value: T | null, name: string): T {
  if (value === null) throw new RangeError(`intent.${name}: expected a value, got nothing`);
  return value;
}
