import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';

/** A field that AWS takes no change of in the state the record is in. */
export function lockedField(path: string, message: string): VendorFieldError {
  return { ...fieldError(path, 'LOCKED', message), editable: false };
}
