import type { VendorFieldError } from '../vendor/write-contract.ts';
import type { FieldErrorCode } from '../writes/vocabulary.ts';
import { FieldError } from './shared-types.ts';

/** A problem with what the caller sent. @param path JSON Pointer into the input */
export function fieldError(path: string, code: FieldErrorCode, message: string): VendorFieldError {
  return { path, code, message, vendorCode: null, editable: true };
}

/** Problems as a mutation reports them. */
export function toFieldErrors(errors: readonly VendorFieldError[]): FieldError[] {
  return errors.map((error) => Object.assign(new FieldError(), error));
}
