import { readRetryAfter } from '../../../platform/http/retry-after.ts';
import { outcomeOfError, traceOf } from '../../../platform/vendor/write-outcome.ts';
import type { SendOutcome } from '../../../platform/vendor/write-contract.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { readErrorJson } from '../client/answer-json.ts';
import { complainsOf, readODataEnvelope } from '../client/envelopes.ts';
import type { OnceAnswer } from '../client/host-client.ts';
import { complaintsOf } from './refusal.ts';

const LOCKED = 423;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
/** A proxy's word: the request may have gone on all the same. */
const REQUEST_TIMEOUT = 408;

const ANOTHER_VERSION: ReadonlySet<string> = new Set(['preconditionfailed', 'resourcemodified']);

/**
 * What an answer that is not 2xx amounts to.
 * @param replans a conflict of states is worth planning anew: what stands in the way may be what was wanted
 * @param now instant the answer arrived
 */
export function outcomeOfFailure(
  once: OnceAnswer & { readonly failure: VendorError },
  replans: boolean,
  now: Date,
): SendOutcome {
  const { answer, failure } = once;
  const body = readErrorJson(answer);
  const notApplied = (cause: 'locked' | 'stale'): SendOutcome => ({
    kind: 'not_applied',
    cause,
    retryAfterMs: readRetryAfter(answer.headers['retry-after'], now) ?? null,
    message: failure.message,
    ...traceOf(failure),
  });
  if (answer.status === LOCKED) return notApplied('locked');
  if (answer.status === PRECONDITION_FAILED || isAnotherVersion(once)) return notApplied('stale');
  if (answer.status === CONFLICT && replans) return notApplied('stale');
  if (answer.status === REQUEST_TIMEOUT) return { kind: 'unknown', message: failure.message, ...traceOf(failure) };
  return outcomeOfError(failure, (error) => complaintsOf(error, body));
}

function isAnotherVersion({ answer }: OnceAnswer): boolean {
  return answer.status < 500 && complainsOf(readODataEnvelope(readErrorJson(answer)), ANOTHER_VERSION);
}
