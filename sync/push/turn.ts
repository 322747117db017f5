import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import { timeOf, type TimeLeft } from './call-time.ts';
import type { Effects } from './effects.ts';
import { LostLeaseError, release, storeStep, type Lease } from './operation-lease.ts';
import { callDeadlineMs, type PushPolicy } from './policy.ts';
import type { Circumstances, Held, Step } from './trouble.ts';

export interface TurnOptions {
  readonly db: Kysely<Tables>;
  readonly effects: Effects;
  readonly policy: PushPolicy;
  readonly clock: Clock;
  readonly log: Logger;
  /** Between 0 and 1. */
  readonly chance: () => number;
  /** A vendor's name by its code. */
  readonly nameOf: (vendor: string) => string;
}

type More = (trx: WriteTransaction) => Promise<unknown>;

/** A call that is stored as being sent. */
export interface Begun<T> {
  readonly stored: T;
  /** For the call. It runs from before the lease did, so that another worker's can't begin earlier than it is over. */
  readonly timeLeft: TimeLeft;
}

/** Longest time for one statement, in milliseconds: far within the lease. */
const STATEMENT_MS = 30_000;

/** Runs `work` in one transaction of the operation's owner. */
export function asOwner<T>(
  { db, clock }: Pick<TurnOptions, 'db' | 'clock'>,
  partnerId: string,
  work: (trx: WriteTransaction) => Promise<T>,
): Promise<T> {
  const role = 'partnergraph_sync';
  const scope = { role, partnerId, now: clock.now(), statementTimeoutMs: STATEMENT_MS } as const;
  return inTenantTransaction(db, scope, work);
}

/** An operation in one worker's hands: what is known of it, and how what comes next is stored under the lease. */
export class Turn {
  readonly #options: TurnOptions;
  #lease: Lease;

  constructor(options: TurnOptions, lease: Lease) {
    this.#options = options;
    this.#lease = lease;
  }

  get operation(): OperationRow {
    return this.#lease.operation;
  }

  get isPaused(): boolean {
    return this.#lease.paused;
  }

  get vendorName(): string {
    return this.#options.nameOf(this.operation.vendor_id);
  }

  get held(): Held {
    const { operation } = this;
    return {
      state: operation.state as Held['state'],
      attempts: operation.attempts,
      misses: operation.misses,
      missedAt: operation.missed_at,
      troubledSince: operation.troubled_since,
      progress: operation.progress,
      unresolved: operation.unresolved,
    };
  }

  around(): Circumstances {
    const { clock, policy, chance } = this.#options;
    const { vendorName: vendor, operation } = this;
    return { now: clock.now(), policy, chance: chance(), vendor, queuedAt: operation.queued_at };
  }

  transaction<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    return asOwner(this.#options, this.operation.partner_id, work);
  }

  /** Stores the next state and keeps the operation for the next step. @param more goes with it, or not at all */
  keep(step: Step, more?: More): Promise<void> {
    return this.#store(step, this.#options.policy.leaseMs, more);
  }

  /** Stores the next state and gives the operation back. @param more goes with it, or not at all */
  end(step: Step, more?: More): Promise<void> {
    return this.#store(step, 0, more);
  }

  async #store(step: Step, keepMs: number, more: More = async () => {}): Promise<void> {
    const { effects, clock } = this.#options;
    const { operation } = this;
    this.#lease = await this.transaction(async (trx) => {
      await more(trx);
      await effects.told(trx, { operation, step, now: clock.now() });
      return storeStep(trx, this.#lease, step, keepMs);
    });
    if (step.state === 'NEEDS_REVIEW') {
      const { id, vendor_id: vendor, kind } = operation;
      this.#options.log.error({ operation: id, vendor, kind, reason: step.reason }, 'a write waits for a person');
    }
  }

  /**
   * Stores a call and that it is about to be made, in one transaction.
   * @returns null, and nothing is stored, where `begin` finds that it must not be made
   */
  async beginCall<T>(
    step: Step,
    begin: (trx: WriteTransaction, lease: Lease) => Promise<T | null>,
  ): Promise<Begun<T> | null> {
    const { policy, clock } = this.#options;
    const begun = await this.transaction(async (trx) => {
      const stored = await begin(trx, this.#lease);
      if (stored === null) return null;
      const timeLeft = timeOf(callDeadlineMs(policy), clock);
      return { stored, timeLeft, lease: await storeStep(trx, this.#lease, step, policy.leaseMs) };
    });
    if (begun !== null) this.#lease = begun.lease;
    return begun;
  }

  /**
   * Stores what became of a call, with what follows from it; where that can't be stored, the result alone. What is known
   * of a call must not get lost over what it is good for.
   * @param next the state that comes next, and whether the operation is kept for the next step
   * @param result goes with the state, or not at all
   */
  async storeResult(
    next: { readonly step: Step; readonly goesOn: boolean },
    result: More,
    follows: More,
  ): Promise<void> {
    const store = (more: More): Promise<void> => (next.goesOn ? this.keep(next.step, more) : this.end(next.step, more));
    try {
      await store(async (trx) => {
        await result(trx);
        await follows(trx);
      });
    } catch (error) {
      if (error instanceof LostLeaseError) throw error;
      this.#options.log.error({ err: error, operation: this.operation.id }, 'what follows from a call was not stored');
      await store(result);
    }
  }

  /** Gives back what a stop left in our hands between two steps. */
  async giveBack(): Promise<void> {
    if (this.operation.lease_token === null) return;
    await this.transaction((trx) => release(trx, this.#lease));
  }
}
