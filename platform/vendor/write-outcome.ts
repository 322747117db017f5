import type { CallTrace, SendOutcome, VendorFieldError } from './write-contract.ts';
import { isVendorError, type VendorError } from './vendor-error.ts';

/** What the trace of a failed call tells. */
export function traceOf(error: VendorError): CallTrace {
  return {
    httpStatus: error.httpStatus ?? null,
    vendorCode: error.vendorCode ?? null,
    requestId: error.requestId ?? null,
  };
}

/**
 * What a failed call with an effect amounts to. Only what proves that nothing happened is `not_applied` or `refused`:
 * no connection, a limit, a refused sign-in, a definite no. Everything else (no answer, a broken one, the vendor's own
 * fault) leaves it `unknown`.
 *
 * A workshop that knows its vendor's words for a lock or another version tells those itself, before it asks here.
 * @param errors reads the vendor's complaints out of a refusal; without any, one error for the whole is made
 * @throws the error itself when it is not the vendor's
 */
export function outcomeOfError(
  error: unknown,
  errors: (error: VendorError) => readonly VendorFieldError[] = () => [],
): SendOutcome {
  if (!isVendorError(error)) throw error;
  const trace = traceOf(error);
  const later = (cause: 'throttled' | 'quota' | 'auth' | 'unreachable'): SendOutcome => ({
    kind: 'not_applied',
    cause,
    retryAfterMs: error.retryAfterMs ?? null,
    message: error.message,
    ...trace,
  });
  if (error.kind === 'rate_limited') return later('throttled');
  if (error.kind === 'quota_exceeded') return later('quota');
  if (error.kind === 'auth_expired') return later('auth');
  if (error.kind === 'refused' || error.kind === 'resume_rejected') {
    const found = errors(error);
    return { kind: 'refused', errors: found.length > 0 ? found : [refusalOf(error)], ...trace };
  }
  if (error.kind === 'unreachable' && error.notSent) return later('unreachable');
  return { kind: 'unknown', message: error.message, ...trace };
}

/** A refusal that blames no field. */
export function refusalOf(error: VendorError): VendorFieldError {
  return {
    path: '',
    code: 'REFUSED_BY_VENDOR',
    message: error.message,
    vendorCode: error.vendorCode ?? null,
    editable: true,
  };
}
