import type { JsonValue } from '../records/json.ts';
import { fieldError } from './field-error.ts';
import type { VendorFieldError, WriteProgress } from './write-contract.ts';

/** What a vendor held of the members that a change is about, by the names its workshop gives them. */
export type Base = Readonly<Record<string, JsonValue>>;

/** The progress with what a plan was made on, where none is kept yet: the first one counts until a call is taken. */
export function withFirstBase(progress: WriteProgress, base: JsonValue | undefined): WriteProgress {
  return base === undefined || progress['base'] !== undefined ? progress : { ...progress, base };
}

/**
 * What the vendor held when the change was first planned; undefined for a first plan.
 * @throws TypeError when what was stored is none of ours
 */
export function firstBaseIn({ base }: WriteProgress): Base | undefined {
  if (base === undefined) return undefined;
  if (typeof base === 'object' && base !== null && !Array.isArray(base)) return base;
  throw new TypeError('progress.base: expected an object, got another value');
}

/** Somebody else has changed what is to be changed: told instead of written over. @param vendor the vendor's name */
export function versionConflict(path: string, vendor: string): VendorFieldError {
  const message = `expected the value that was there before the change; ${vendor} holds another by now`;
  return fieldError(path, 'VERSION_CONFLICT', message);
}
