import { ConstantBackoff, handleType, retry } from 'cockatiel';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { QuotaGate } from '../../../platform/quota/quota-gate.ts';
import { parseExactJson } from '../../../platform/records/exact-json.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { withDeadline } from '../../../platform/resilience/deadline.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { Buckets } from '../quotas.ts';
import { captureAnswer, type Outcome, type WireAnswer } from './capture.ts';
import { failureOf, unreadable } from './failure.ts';
import type { TransportLimits } from './limits.ts';

/** What all calls of one session share. */
export interface CallerDeps {
  readonly quota: QuotaGate;
  readonly clock: Clock;
  readonly budget: RetryBudget;
  readonly limits: TransportLimits;
}

export interface CallSpec {
  readonly operation: string;
  readonly buckets: Buckets;
  /** Token of an earlier page, when the call carries one. */
  readonly pageToken?: string | null;
}

/** Sends one attempt; what it resolves to is ignored, the wire is read instead. */
export type Send = (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

/** How a call that is made once and never again ended. `answer` is what came over the wire, where a whole one came. */
export type OnceOutcome =
  | { readonly json: JsonValue; readonly answer: WireAnswer }
  | { readonly failure: VendorError; readonly answer: WireAnswer | null };

/** Retries after the first attempt. */
const RETRIES = 2;
/** Base of the wait after no answer or a broken one, in milliseconds; doubled for each retry, with full jitter. */
const TRANSIENT_BASE_MS = 50;
/** Pause of a bucket after "too many", in milliseconds, where AWS names none; doubled for each retry. */
const THROTTLE_BASE_MS = 1_000;

/** A failure worth another attempt. */
class Retriable extends Error {
  readonly failure: VendorError;
  constructor(failure: VendorError) {
    super(failure.message);
    this.failure = failure;
  }
}

// The waits are made through the clock, where an abort ends them at once; this policy only counts.
const retries = retry(handleType(Retriable), { maxAttempts: RETRIES, backoff: new ConstantBackoff(0) });

/** Calls AWS for one pull: within the quotas, retried where that can help, answered with the JSON of the wire. */
export class Caller {
  private readonly deps: CallerDeps;
  private readonly signal: AbortSignal;
  private made = 0;

  constructor(deps: CallerDeps, signal: AbortSignal) {
    this.deps = deps;
    this.signal = signal;
  }

  /** Attempts sent since this was last asked. */
  takeCount(): number {
    const count = this.made;
    this.made = 0;
    return count;
  }

  /**
   * Makes a call.
   * @returns the JSON as it came over the wire; numbers a float can't hold as their own text
   * @throws VendorError, or the reason of the signal when the pull was aborted
   */
  async call(spec: CallSpec, send: Send): Promise<JsonValue> {
    try {
      const json = await retries.execute(({ attempt }) => this.attempt(spec, send, attempt), this.signal);
      this.deps.budget.succeeded();
      return json;
    } catch (error) {
      this.signal.throwIfAborted();
      throw error instanceof Retriable ? error.failure : error;
    }
  }

  /**
   * Makes a call that may have an effect: one request, whatever comes of it. Takes nothing from the quotas, since
   * whoever stores the call before it is made has done so; a bucket that AWS says is over its rate is paused for all.
   * @throws the reason of the signal when it was aborted, and then nobody knows whether the call arrived
   */
  async once(spec: CallSpec, send: Send): Promise<OnceOutcome> {
    this.signal.throwIfAborted();
    this.made += 1;
    const { outcome, expired } = await this.send(send);
    this.signal.throwIfAborted();
    const { answer } = outcome;
    if (answer !== null && isSuccess(answer)) return readOnce(spec.operation, answer);
    const failure = failureOf(
      { operation: spec.operation, paged: false, expired, now: this.deps.clock.now() },
      outcome,
    );
    if (failure.kind === 'rate_limited') {
      await this.deps.quota.pause(spec.buckets[0], failure.retryAfterMs ?? THROTTLE_BASE_MS);
    }
    return { failure, answer };
  }

  private async attempt(spec: CallSpec, send: Send, attempt: number): Promise<JsonValue> {
    this.signal.throwIfAborted();
    await this.deps.quota.take(spec.buckets, this.signal);
    this.made += 1;
    const { outcome, expired } = await this.send(send);
    this.signal.throwIfAborted();
    const { answer } = outcome;
    if (answer !== null && isSuccess(answer)) return readJson(spec.operation, answer);
    const paged = typeof spec.pageToken === 'string';
    const failure = failureOf({ operation: spec.operation, paged, expired, now: this.deps.clock.now() }, outcome);
    throw await this.prepareRetry(spec, failure, attempt);
  }

  private async send(send: Send): Promise<{ outcome: Outcome; expired: boolean }> {
    const { requestMs, maxBytes } = this.deps.limits;
    const deadline = withDeadline(this.signal, requestMs);
    try {
      const outcome = await captureAnswer(maxBytes, () => send({ abortSignal: deadline.signal }));
      return { outcome, expired: deadline.expired() };
    } finally {
      deadline.clear();
    }
  }

  /** Waits, or makes the bucket wait, before another attempt; gives the error to throw. */
  private async prepareRetry(spec: CallSpec, failure: VendorError, attempt: number): Promise<Error> {
    const { budget, clock, quota } = this.deps;
    if (failure.kind === 'rate_limited') {
      await quota.pause(spec.buckets[0], failure.retryAfterMs ?? THROTTLE_BASE_MS * 2 ** attempt);
    }
    const last = attempt >= RETRIES;
    if (last || !isTransient(failure)) return failure;
    if (!budget.tryTake(failure.kind === 'rate_limited' ? 'throttle' : 'transient')) return failure;
    if (failure.kind !== 'rate_limited') {
      await clock.sleep(Math.random() * TRANSIENT_BASE_MS * 2 ** attempt, this.signal);
    }
    return new Retriable(failure);
  }
}

function isSuccess(answer: WireAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

function readOnce(operation: string, answer: WireAnswer): OnceOutcome {
  try {
    return { json: readJson(operation, answer), answer };
  } catch (error) {
    if (!isVendorError(error)) throw error;
    return { failure: error, answer };
  }
}

/** Throttled, unanswered, or broken on the vendor's side. An unreadable or over-large answer would come again. */
function isTransient(failure: VendorError): boolean {
  if (failure.kind === 'rate_limited' || failure.kind === 'unreachable') return true;
  return failure.kind === 'upstream_error' && failure.httpStatus !== undefined && failure.httpStatus >= 500;
}

/** Every answer of the four services is an object; an empty body is one without members. */
function readJson(operation: string, answer: WireAnswer): JsonValue {
  const text = answer.bytes.toString('utf8');
  if (text.trim() === '') return {};
  const json = parse(text);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw unreadable(operation, 'expected a JSON object', answer);
}

function parse(text: string): JsonValue {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
