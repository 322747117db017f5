import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { RetryBudgets } from '../../platform/resilience/retry-budgets.ts';
import type { SendOutcome, StoredCall, WriteIntent, WritePlan } from '../../platform/vendor/write-contract.ts';
import { isVendorError, type VendorError } from '../../platform/vendor/vendor-error.ts';
import { refusalOf } from '../../platform/vendor/write-outcome.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import {
  beginAttempt,
  endAttempt,
  freeze,
  lastAttempt,
  storedCall,
  type AttemptRow,
  type Frozen,
} from './attempt-store.ts';
import {
  afterFailedRead,
  afterPlan,
  afterSend,
  afterSettle,
  beforeSend,
  uncertain,
  type Circumstances,
  type Step,
} from './decide.ts';
import type { Effects } from './effects.ts';
import { claim, LostLeaseError, release, storeStep, type DueOperation, type Lease } from './operation-lease.ts';
import type { PushPolicy } from './policy.ts';
import type { HeldSession, WriteSessions } from './write-sessions.ts';

export interface RunOperationOptions {
  readonly db: Kysely<Tables>;
  readonly sessions: Pick<WriteSessions, 'hold' | 'close'>;
  readonly effects: Effects;
  readonly budgets: RetryBudgets;
  readonly policy: PushPolicy;
  readonly clock: Clock;
  readonly log: Logger;
  /** Between 0 and 1. */
  readonly chance: () => number;
  /** Aborted when the process stops: no further step is begun. */
  readonly signal: AbortSignal;
  /** Aborted when a call under way must end too: later, since a call cut short is an outcome nobody knows. */
  readonly callSignal: AbortSignal;
}

/** Calls with an effect that one turn makes at most; an operation that wants more comes back for them. */
const MOST_STEPS = 12;

/** No try was made: for the trace of a crash. */
const NO_TRACE = { httpStatus: null, vendorCode: null, requestId: null } as const;

/** One worker's turn with one operation: its steps share the lease. */
class Turn {
  readonly #options: RunOperationOptions;
  #lease: Lease;

  constructor(options: RunOperationOptions, lease: Lease) {
    this.#options = options;
    this.#lease = lease;
  }

  get state(): string {
    return this.#lease.operation.state;
  }

  get #operation(): OperationRow {
    return this.#lease.operation;
  }

  #around(): Circumstances {
    const { clock, policy, chance } = this.#options;
    return { now: clock.now(), policy, chance: chance() };
  }

  #transaction<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    return asOwner(this.#options, this.#operation.partner_id, work);
  }

  /** Stores the next state and gives the operation back, or keeps it for the next step. */
  async #store(
    step: Step,
    keep: boolean,
    more: (trx: WriteTransaction) => Promise<void> = async () => {},
  ): Promise<void> {
    const keepMs = keep ? this.#options.policy.leaseMs : 0;
    this.#lease = await this.#transaction(async (trx) => {
      await more(trx);
      const lease = await storeStep(trx, this.#lease, step, keepMs);
      await this.#options.effects.told(trx, { operation: this.#operation, step, now: this.#options.clock.now() });
      return lease;
    });
  }

  async #intent(): Promise<WriteIntent> {
    const { intent } = this.#operation;
    if (intent === null) throw new Error(`operation ${this.#operation.id} has nothing to bring to a vendor`);
    if (intent.remoteId !== null) return intent;
    const remoteId = await this.#transaction((trx) => this.#options.effects.remoteId(trx, this.#operation));
    return { ...intent, remoteId };
  }

  /** A row found in SENDING: whoever sent it ended before it could say what came of it. */
  async resumeCrashed(): Promise<void> {
    const attempt = await this.#lastAttempt();
    const note = 'the process that sent it ended before the answer was stored';
    const step = uncertain(heldOf(this.#operation), attempt.recovery, note, this.#around());
    await this.#store(step, false, (trx) =>
      endAttempt(trx, attempt, { outcome: 'unknown', trace: NO_TRACE, note, now: this.#options.clock.now() }),
    );
  }

  async #lastAttempt(): Promise<AttemptRow> {
    const attempt = await this.#transaction((trx) => lastAttempt(trx, this.#operation.id));
    if (!attempt) throw new Error(`operation ${this.#operation.id} was sent, but no try of it is stored`);
    return attempt;
  }

  /** @returns true when there is more to do under the same lease */
  async advance(session: HeldSession): Promise<boolean> {
    return this.state === 'UNCERTAIN' ? this.#resolve(session) : this.#planAndSend(session);
  }

  async #planAndSend(session: HeldSession): Promise<boolean> {
    const { signal } = this.#options;
    let plan: WritePlan;
    try {
      plan = await session.writes.plan(await this.#intent(), this.#operation.progress, signal);
    } catch (error) {
      return this.#failedRead(error, session);
    }
    if (plan.kind !== 'call') {
      await this.#end(plan);
      return false;
    }
    return this.#send(session, freeze(plan.call));
  }

  /** The vendor holds it, or will not take it now, or ever. */
  async #end(plan: Exclude<WritePlan, { kind: 'call' }>): Promise<void> {
    const step = afterPlan(heldOf(this.#operation), plan, this.#around());
    if (plan.kind !== 'done') return this.#store(step, false);
    const { effects, log } = this.#options;
    try {
      await this.#store(step, false, (trx) => effects.done(trx, this.#operation, plan));
    } catch (error) {
      if (error instanceof LostLeaseError || plan.record === null) throw error;
      // What was read back can't be stored: the write is done all the same, and the next run of the feed brings it.
      log.error({ err: error, operation: this.#operation.id }, 'a record that was read back could not be stored');
      await this.#store(step, false, (trx) => effects.done(trx, this.#operation, { ...plan, record: null }));
    }
  }

  async #resolve(session: HeldSession): Promise<boolean> {
    const { clock, policy, signal } = this.#options;
    const attempt = await this.#lastAttempt();
    const { recovery } = attempt;
    const call = await this.#transaction((trx) => storedCall(trx, attempt));
    const age = clock.now().getTime() - call.firstSentAt.getTime();
    if (recovery.by === 'resend' && age < policy.tokenTrustMs) {
      return this.#send(session, attempt);
    }
    try {
      const settled = await session.writes.settle(await this.#intent(), call, this.#operation.progress, signal);
      const step = afterSettle(heldOf(this.#operation), recovery, settled, this.#around());
      const goesOn = step.state === 'QUEUED';
      await this.#store(step, goesOn, async (trx) => {
        if (settled.kind === 'applied') await this.#options.effects.reached(trx, this.#operation, settled.progress);
      });
      return goesOn;
    } catch (error) {
      return this.#failedRead(error, session);
    }
  }

  /** Takes the budget, stores the call, makes it, and stores what became of it. */
  async #send(session: HeldSession, frozen: Frozen): Promise<boolean> {
    const { clock, log } = this.#options;
    const intent = await this.#intent();
    if (!(await this.#mayCall(session, frozen.buckets))) return false;
    const begun = await this.#transaction(async (trx) => {
      const begun = await beginAttempt(trx, this.#lease, frozen, clock.now());
      const step = beforeSend(heldOf(this.#operation), this.#around());
      const lease = await storeStep(trx, this.#lease, step, this.#options.policy.leaseMs);
      if (begun.attempt.n === 1) await this.#options.effects.sent(trx, this.#operation, clock.now());
      return { ...begun, lease };
    });
    this.#lease = begun.lease;
    const outcome = await this.#call(session, intent, begun.call);
    const step = afterSend(heldOf(this.#operation), frozen.recovery, outcome, this.#around());
    log.debug(
      { operation: this.#operation.id, step: frozen.step, outcome: outcome.kind, next: step.state },
      'a write was sent',
    );
    const goesOn = outcome.kind === 'applied';
    await this.#store(step, goesOn, async (trx) => {
      const note = 'message' in outcome ? outcome.message : null;
      await endAttempt(trx, begun.attempt, { outcome: outcome.kind, trace: outcome, note, now: clock.now() });
      if (outcome.kind === 'applied') await this.#options.effects.reached(trx, this.#operation, outcome.progress);
    });
    const budget = this.#options.budgets.of(this.#operation.connection_id ?? '');
    if (goesOn) budget.succeeded();
    if (outcome.kind === 'not_applied' && outcome.cause === 'auth') session.discard();
    return goesOn;
  }

  /** A call that was begun has an outcome, whatever happens around it: a stop in the middle leaves it unknown. */
  async #call(session: HeldSession, intent: WriteIntent, call: StoredCall): Promise<SendOutcome> {
    const { callSignal, log } = this.#options;
    try {
      return await session.writes.send(intent, call, callSignal);
    } catch (error) {
      if (!callSignal.aborted) {
        log.error({ err: error, operation: this.#operation.id }, 'a write failed in an unforeseen way');
      }
      return { kind: 'unknown', message: 'No answer was read.', ...NO_TRACE };
    }
  }

  /** Our own bounds: the shared call budget, and the retry budget of the connection. Neither costs a try. */
  async #mayCall(session: HeldSession, buckets: readonly string[]): Promise<boolean> {
    const { budgets, policy, signal } = this.#options;
    const around = this.#around();
    const held = heldOf(this.#operation);
    const wait = (ms: number, reason: string): Promise<void> => {
      const runAt = new Date(around.now.getTime() + ms);
      return this.#store({ ...held, runAt, reason, fieldErrors: [] }, false);
    };
    if (held.attempts > 0 && !budgets.of(this.#operation.connection_id ?? '').tryTake('transient')) {
      await wait(policy.backoffCapMs / 2, 'Too many calls to this vendor failed; its queue waits for a while.');
      return false;
    }
    try {
      await session.quota.take(buckets, signal);
      return true;
    } catch (error) {
      if (!isVendorError(error)) throw error;
      await wait(error.retryAfterMs ?? policy.quotaWaitMs, error.message);
      return false;
    }
  }

  async #failedRead(error: unknown, session: HeldSession): Promise<false> {
    if (!isVendorError(error)) throw error;
    if (error.kind === 'auth_expired') session.discard();
    this.#options.log.warn({ err: error, operation: this.#operation.id }, 'the vendor could not be read for a write');
    await this.#store(this.#afterFailedRead(error), false);
    return false;
  }

  #afterFailedRead(error: VendorError): Step {
    const held = heldOf(this.#operation);
    if (error.kind === 'refused' && this.state === 'QUEUED') {
      return afterPlan(held, { kind: 'refused', errors: [refusalOf(error)] }, this.#around());
    }
    return afterFailedRead(held, error, this.#around());
  }

  /** Gives back what a stop in the middle left in our hands; nothing where it has been given back already. */
  async giveBack(): Promise<void> {
    await this.#transaction((trx) => release(trx, this.#lease));
  }

  /** Without a session nothing can be done; the operation waits as for a vendor that can't be read. */
  async waitForSession(error: VendorError): Promise<void> {
    await this.#store(afterFailedRead(heldOf(this.#operation), error, this.#around()), false);
  }
}

function heldOf(operation: OperationRow): Omit<Step, 'runAt' | 'reason' | 'fieldErrors'> {
  return {
    state: operation.state as Step['state'],
    attempts: operation.attempts,
    misses: operation.misses,
    missedAt: operation.missed_at,
    troubledSince: operation.troubled_since,
    progress: operation.progress,
  };
}

function asOwner<T>(
  options: Pick<RunOperationOptions, 'db' | 'clock'>,
  partnerId: string,
  work: (trx: WriteTransaction) => Promise<T>,
): Promise<T> {
  const scope = { role: 'partnergraph_sync', partnerId, now: options.clock.now(), statementTimeoutMs: 0 } as const;
  return inTenantTransaction(options.db, scope, work);
}

/**
 * Gives one operation its turn: claims it and takes it as far as it goes now. Nothing a vendor does makes it throw.
 * @returns false when somebody else was quicker, or it is not due any more
 * @throws LostLeaseError when another worker took it meanwhile; whatever the database throws
 */
export async function runOperation(options: RunOperationOptions, due: DueOperation): Promise<boolean> {
  const { clock, policy, signal } = options;
  const lease = await asOwner(options, due.partner_id, (trx) => claim(trx, due.id, clock.now(), policy.leaseMs));
  if (lease === null) return false;
  const turn = new Turn(options, lease);
  if (turn.state === 'SENDING') {
    await turn.resumeCrashed();
    return true;
  }
  let session: HeldSession;
  try {
    session = await options.sessions.hold(lease.operation);
  } catch (error) {
    if (!isVendorError(error)) throw error;
    await turn.waitForSession(error);
    return true;
  }
  try {
    for (let made = 0; made < MOST_STEPS && !signal.aborted; made += 1) {
      if (!(await turn.advance(session))) break;
    }
    await turn.giveBack();
  } finally {
    session.release();
  }
  return true;
}
