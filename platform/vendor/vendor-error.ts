/**
 * Why a call to a vendor failed, in terms that the rest of the house can act on.
 *
 * - rate_limited: the vendor (or our own budget) says wait; `retryAfterMs` tells how long when known
 * - quota_exceeded: a daily or total allowance is used up
 * - auth_expired: credentials are refused; retrying is useless until a person acts
 * - unreachable: no answer arrived (refused, reset, DNS, timeout)
 * - upstream_error: an answer arrived and it is the vendor's fault (5xx, unreadable body)
 * - refused: an answer arrived and it says no to this request (4xx)
 * - resume_rejected: the vendor no longer knows the page token; start the run over
 */
export const VENDOR_ERROR_KINDS = [
  'rate_limited',
  'quota_exceeded',
  'auth_expired',
  'unreachable',
  'upstream_error',
  'refused',
  'resume_rejected',
] as const;
export type VendorErrorKind = (typeof VENDOR_ERROR_KINDS)[number];

export interface VendorErrorDetails {
  readonly vendor: string;
  readonly kind: VendorErrorKind;
  /** Safe for a client: no address, no secret, nothing of another tenant. */
  readonly publicMessage: string;
  readonly retryAfterMs?: number | undefined;
  /** The vendor's own error code. */
  readonly vendorCode?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** The vendor's request id, for its support desk. */
  readonly requestId?: string | undefined;
  readonly operation?: string | undefined;
  /** The request never reached the vendor: no connection was made. Left out, nobody knows. */
  readonly notSent?: boolean | undefined;
  readonly cause?: unknown;
}

/** A failed call to a vendor. `message` is the public message; the cause is for the log only. */
export class VendorError extends Error {
  readonly isVendorError = true;
  readonly vendor: string;
  readonly kind: VendorErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly vendorCode: string | undefined;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly operation: string | undefined;
  readonly notSent: boolean;

  constructor(details: VendorErrorDetails) {
    super(details.publicMessage, { cause: details.cause });
    this.name = 'VendorError';
    this.vendor = details.vendor;
    this.kind = details.kind;
    this.retryAfterMs = details.retryAfterMs;
    this.vendorCode = details.vendorCode;
    this.httpStatus = details.httpStatus;
    this.requestId = details.requestId;
    this.operation = details.operation;
    this.notSent = details.notSent ?? false;
  }
}

/** Tests the brand, not the class: survives two copies of this module. */
export function isVendorError(error: unknown): error is VendorError {
  return error instanceof Error && 'isVendorError' in error && error.isVendorError === true;
}
