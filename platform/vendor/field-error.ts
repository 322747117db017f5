import type { FieldErrorCode } from '../writes/vocabulary.ts';
import type { VendorFieldError } from './write-contract.ts';

/** A problem that we found ourselves, before a vendor was asked. @param path JSON Pointer into what was entered */
export function fieldError(path: string, code: FieldErrorCode, message: string): VendorFieldError {
  return { path, code, message, vendorCode: null, editable: true };
}
