import { VendorError, type VendorErrorKind } from '../vendor/vendor-error.ts';
import type { VendorHttpRequest } from './vendor-http.ts';

/** Why a call failed, in words and codes that are safe to show: no address, no secret. */
export interface CallFault {
  readonly kind: VendorErrorKind;
  /** Completes the sentence "the call … failed: ". */
  readonly words: string;
  /** Stable, for the log: the transport's code or one of ours. */
  readonly code: string;
  readonly httpStatus?: number;
  readonly requestId?: string | undefined;
  /** No connection was made, so nothing was sent. */
  readonly notSent?: boolean;
}

/** Carries a fault that was found in an answer up to where it is logged and translated. */
export class CallFaultError extends Error {
  readonly fault: CallFault;

  constructor(fault: CallFault) {
    super(fault.words);
    this.name = 'CallFaultError';
    this.fault = fault;
  }
}

/** The transport's error reduced to its code, since its message and fields name addresses. */
class TransportCause extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'TransportCause';
    this.code = code;
  }
}

/** The error an adapter sees. */
export function toVendorError(request: VendorHttpRequest, fault: CallFault): VendorError {
  return new VendorError({
    vendor: request.vendor,
    kind: fault.kind,
    publicMessage: `the call ${request.operation} to ${request.vendor} failed: ${fault.words}`,
    operation: request.operation,
    httpStatus: fault.httpStatus,
    requestId: fault.requestId,
    notSent: fault.notSent,
    cause: new TransportCause(fault.code),
  });
}
