import { BodyTooLargeError } from '../../../platform/http/read-body.ts';
import { readRetryAfter } from '../../../platform/http/retry-after.ts';
import { readTransportFault } from '../../../platform/http/transport-faults.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import { AWS } from '../facts.ts';
import type { Outcome, WireAnswer } from './capture.ts';
import { readErrorAnswer } from './error-answer.ts';
import { kindOfAnswer } from './error-kinds.ts';

export interface FailedCall {
  readonly operation: string;
  /** The request carried a page token of an earlier answer. */
  readonly paged: boolean;
  /** Our own time for the whole call ran out. */
  readonly expired: boolean;
  /** When the answer arrived, or the wait for one ended. */
  readonly now: Date;
}

/** Said to clients: AWS's own messages name accounts and roles, so they are never repeated. */
const WORDS: Readonly<Record<VendorErrorKind, string>> = {
  rate_limited: 'AWS asks to call less often',
  quota_exceeded: 'an allowance of the AWS account is used up',
  auth_expired: 'AWS does not accept the credentials of this connection for this call',
  unreachable: 'no whole answer came from AWS',
  upstream_error: 'AWS failed to answer',
  refused: 'AWS refused the request',
  resume_rejected: 'AWS no longer knows the place where this run stopped',
};

/** Makes the error of a call that did not succeed. */
export function failureOf(call: FailedCall, { answer, error }: Outcome): VendorError {
  if (error instanceof BodyTooLargeError) {
    return failure(call, 'upstream_error', { error, words: 'the answer of AWS is larger than accepted' });
  }
  if (answer === null) {
    const fault = readTransportFault(error);
    const kind = call.expired ? 'unreachable' : fault.kind;
    const words = call.expired ? 'AWS did not answer in time' : `AWS: ${fault.words}`;
    return failure(call, kind, { error, words, notSent: !call.expired && fault.notSent });
  }
  const read = readErrorAnswer(answer, error, call.paged);
  return failure(call, kindOfAnswer(read), {
    error,
    answer,
    code: read.name === 'Unknown' ? undefined : (read.name ?? undefined),
    retryAfterMs: readRetryAfter(answer.headers['retry-after'], call.now),
  });
}

/** Error for an answer that arrived whole and says nothing we can read. */
export function unreadable(operation: string, problem: string, answer?: WireAnswer): VendorError {
  return failure({ operation }, 'upstream_error', {
    answer,
    words: `AWS answered in a form that can't be read: ${problem}`,
  });
}

interface Particulars {
  readonly error?: unknown;
  readonly answer?: WireAnswer | undefined;
  readonly words?: string;
  readonly code?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly notSent?: boolean;
}

function failure(call: Pick<FailedCall, 'operation'>, kind: VendorErrorKind, particulars: Particulars): VendorError {
  const { error, answer, words, code, retryAfterMs, notSent } = particulars;
  return new VendorError({
    vendor: AWS,
    kind,
    publicMessage: `${words ?? WORDS[kind]} (${call.operation})`,
    operation: call.operation,
    vendorCode: code,
    httpStatus: answer?.status,
    requestId: answer?.headers['x-amzn-requestid'],
    retryAfterMs,
    notSent,
    cause: error,
  });
}
