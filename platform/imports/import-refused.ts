/**
 * Why an upload was not taken in.
 * - BAD_INPUT: the file, or something said of it, is wrong
 * - UNSUPPORTED_TYPE: neither CSV nor XLSX
 * - TOO_LARGE: the file is larger than is accepted, or unpacks to more
 * - NOT_FOUND: there is no such connection
 * - OUTDATED: a newer file has been committed
 * - BUSY: too much is under way; `retryAfterSeconds` tells when to come again
 */
export type RefusalKind = 'BAD_INPUT' | 'UNSUPPORTED_TYPE' | 'TOO_LARGE' | 'NOT_FOUND' | 'OUTDATED' | 'BUSY';

/** An upload that was not taken in. The message is for the caller. */
export class ImportRefused extends Error {
  readonly isImportRefused = true;
  readonly kind: RefusalKind;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: RefusalKind, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'ImportRefused';
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Tells whether an error is a refused upload. */
export function isImportRefused(error: unknown): error is ImportRefused {
  return error instanceof Error && 'isImportRefused' in error;
}
