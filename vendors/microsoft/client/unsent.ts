import { isVendorError, VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';

/** Kinds that say the same of a call that was never sent. */
const KEEP: ReadonlySet<VendorErrorKind> = new Set(['rate_limited', 'quota_exceeded', 'auth_expired']);

/**
 * A failure that came before the call itself, in the terms of that call: it was not sent. What refused or broke was
 * something else, the sign-in say, so it is no refusal of the call.
 * @returns the error itself when it is not a VendorError (an abort)
 */
export function asUnsent(error: unknown): unknown {
  if (!isVendorError(error)) return error;
  return new VendorError({
    vendor: error.vendor,
    kind: KEEP.has(error.kind) ? error.kind : 'unreachable',
    publicMessage: error.message,
    retryAfterMs: error.retryAfterMs,
    vendorCode: error.vendorCode,
    httpStatus: error.httpStatus,
    requestId: error.requestId,
    operation: error.operation,
    notSent: true,
    cause: error.cause,
  });
}

/** True for a request that our own client did not let out: no answer, and yet a refusal. */
export function refusedByOurselves(error: unknown): boolean {
  return isVendorError(error) && error.kind === 'refused' && error.httpStatus === undefined;
}
