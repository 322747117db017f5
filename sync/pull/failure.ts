import type { NoticeCode } from '../../platform/records/vocabulary.ts';
import { isVendorError, type VendorErrorKind } from '../../platform/vendor/vendor-error.ts';

/** A failed attempt as it is stored and shown: no address, no secret. */
export interface PullFailure {
  readonly code: NoticeCode;
  readonly message: string;
  /** Milliseconds until a next attempt makes sense, where the vendor told. */
  readonly retryAfterMs: number | null;
  /** The stored page token is of no use any more. */
  readonly startOver: boolean;
}

const CODES: Readonly<Record<VendorErrorKind, NoticeCode>> = {
  rate_limited: 'RATE_LIMITED',
  quota_exceeded: 'RATE_LIMITED',
  auth_expired: 'AUTH_EXPIRED',
  unreachable: 'UNREACHABLE',
  upstream_error: 'UPSTREAM_ERROR',
  refused: 'UPSTREAM_ERROR',
  resume_rejected: 'UPSTREAM_ERROR',
};

/** What a thrown value means for the feed. Anything but a vendor's failure is ours, and told without its text. */
export function describeFailure(error: unknown): PullFailure {
  if (!isVendorError(error)) {
    return {
      code: 'UPSTREAM_ERROR',
      message: 'The data could not be taken in because of a fault on our side.',
      retryAfterMs: null,
      startOver: false,
    };
  }
  return {
    code: CODES[error.kind],
    message: error.message,
    retryAfterMs: error.retryAfterMs ?? null,
    startOver: error.kind === 'resume_rejected',
  };
}
