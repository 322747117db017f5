import type { VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import type { FieldErrorCode } from '../../../../platform/writes/vocabulary.ts';

/** An error that we found ourselves, before AWS was asked. */
export function fieldError(path: string, code: FieldErrorCode, message: string): VendorFieldError {
  return { path, code, message, vendorCode: null, editable: true };
}

/** A field that AWS takes no change of in the state the record is in. */
export function lockedField(path: string, message: string): VendorFieldError {
  return { path, code: 'LOCKED', message, vendorCode: null, editable: false };
}
