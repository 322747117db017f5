import type { VendorFieldError } from '../vendor/write-contract.ts';
import { FieldError } from './shared-types.ts';

export { fieldError } from '../vendor/field-error.ts';

/** Problems as a mutation reports them. */
export function toFieldErrors(errors: readonly VendorFieldError[]): FieldError[] {
  return errors.map((error) => Object.assign(new FieldError(), error));
}
