import type { CallTrace, SendOutcome, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { VendorError } from '../../../../platform/vendor/vendor-error.ts';
import { outcomeOfError, traceOf } from '../../../../platform/vendor/write-outcome.ts';
import type { OnceOutcome } from '../../transport/caller.ts';
import type { WireAnswer } from '../../transport/capture.ts';
import { blamesClientToken, readComplaints, type Complaint } from '../../transport/complaints.ts';
import { READ_ANSWER, type Answered } from './answers.ts';
import { OPERATIONS, type WriteOperation } from './operations.ts';
import { isAboutState, pathOf, vendorError } from './vendor-errors.ts';

/** What was sent, for reading what came of it. */
export interface Sent extends Omit<Answered, 'answer'> {
  readonly operation: WriteOperation;
  readonly intent: WriteIntent;
}

/** Wait where AWS has locked the record and says no time: a review takes hours to days. */
export const LOCK_WAIT_MS = 15 * 60_000;

/** What came of a call, as far as the answer proves it. */
export function sendOutcome(sent: Sent, once: OnceOutcome): SendOutcome {
  if ('failure' in once) return failureOutcome(sent, once.failure, once.answer);
  const trace = traceOfAnswer(once.answer);
  const progress = READ_ANSWER[sent.operation]({ ...sent, answer: once.json });
  if (progress !== null) return { kind: 'applied', progress, ...trace };
  return { kind: 'unknown', message: `AWS answered ${sent.operation} without telling what came of it`, ...trace };
}

function traceOfAnswer(answer: WireAnswer): CallTrace {
  return {
    httpStatus: answer.status,
    vendorCode: null,
    requestId: answer.headers['x-amzn-requestid'] ?? null,
  };
}

function failureOutcome(sent: Sent, failure: VendorError, answer: WireAnswer | null): SendOutcome {
  if (failure.vendorCode === 'ConflictException') return conflict(sent, failure, answer);
  if (failure.vendorCode === 'ValidationException') return refusal(sent, failure, readComplaints(answer));
  return outcomeOfError(failure);
}

/**
 * A conflict of a call that makes something can only be about its token: AWS has it with another body. Somebody has to
 * look what that was; nothing proves that our record is there, nor that it is not. Any other is about the record: it is
 * not as it was when the call was planned.
 */
function conflict(sent: Sent, failure: VendorError, answer: WireAnswer | null): SendOutcome {
  const { hasToken } = OPERATIONS[sent.operation];
  const makes = sent.operation === 'CreateOpportunity' || sent.operation === 'CreateBenefitApplication';
  if (makes || (hasToken && blamesClientToken(answer))) {
    const message = `AWS has the client token of this ${sent.operation} with another request; a person must look`;
    return { kind: 'unknown', message, ...traceOf(failure) };
  }
  return stale(failure);
}

function stale(failure: VendorError): SendOutcome {
  const message = 'the record has changed at AWS since it was read';
  return { kind: 'not_applied', cause: 'stale', retryAfterMs: null, message, ...traceOf(failure) };
}

function refusal(sent: Sent, failure: VendorError, complaints: readonly Complaint[]): SendOutcome {
  const blamed = { intent: sent.intent, sent: sent.sent };
  if (complaints.length > 0 && complaints.every((one) => saysStale(one, sent.operation))) return stale(failure);
  const nameless = complaints.filter((one) => isAboutState(one) && pathOf(one.field, blamed) === null);
  if (nameless.length > 0 && nameless.length === complaints.length) return forbidden(sent, failure);
  return outcomeOfError(failure, () => complaints.map((one) => vendorError(one, blamed)));
}

/** Which of its two errors AWS answers to an old `LastModifiedDate` is not documented; and what is tied twice is tied. */
function saysStale({ field, code }: Complaint, operation: WriteOperation): boolean {
  if (operation === 'UpdateOpportunity') return /lastmodifieddate/i.test(field ?? '');
  return operation === 'AssociateOpportunity' && code === 'DUPLICATE_KEY_VALUE';
}

/** The state of the record forbids it, and no field of ours is to blame. */
function forbidden({ operation }: Sent, failure: VendorError): SendOutcome {
  if (OPERATIONS[operation].forbidden === 'stale') return stale(failure);
  const message = 'AWS has locked the record; the change waits until it is unlocked';
  return { kind: 'not_applied', cause: 'locked', retryAfterMs: LOCK_WAIT_MS, message, ...traceOf(failure) };
}
