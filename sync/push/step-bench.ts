import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { RetryBudgets } from '../../platform/resilience/retry-budgets.ts';
import type { WriteIntent } from '../../platform/vendor/write-contract.ts';
import { boundedRead } from './bounded.ts';
import { isNaming } from './effects.ts';
import { readDeadlineMs } from './policy.ts';
import { tellSignInRefused } from './sign-in.ts';
import type { Step } from './trouble.ts';
import type { Turn, TurnOptions } from './turn.ts';
import type { HeldSession } from './write-sessions.ts';

export interface StepOptions extends TurnOptions {
  readonly budgets: RetryBudgets;
  /** Aborted when the process stops: no further step is begun. */
  readonly signal: AbortSignal;
  /** Aborted when a call under way must end too: later, since a call cut short is an outcome nobody knows. */
  readonly callSignal: AbortSignal;
}

/** What a step works with. */
export interface StepBench {
  readonly options: StepOptions;
  readonly turn: Turn;
  readonly session: HeldSession;
  readonly intent: WriteIntent;
}

/** Looks at the vendor, within the time that the lease leaves. @throws VendorError; the signal's reason when it was stopped */
export function look<T>({ options, turn }: StepBench, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return boundedRead(turn.operation.vendor_id, { signal: options.signal, ms: readDeadlineMs(options.policy) }, work);
}

/** The record's number as it is known by now: what was queued behind a submission was asked without it. */
export async function withNumber(bench: StepBench): Promise<StepBench> {
  const { options, turn, intent } = bench;
  if (intent.remoteId !== null || isNaming(turn.operation)) return bench;
  const remoteId = await turn.transaction((trx) => options.effects.remoteId(trx, turn.operation));
  return { ...bench, intent: { ...intent, remoteId } };
}

/** The connection's health says what the operation waits for. */
export function tellSignIn(
  { options, turn }: Pick<StepBench, 'options' | 'turn'>,
  step: Step,
  trx: WriteTransaction,
): Promise<void> {
  const told = { message: step.reason, retryAt: step.runAt, now: options.clock.now() };
  return tellSignInRefused(trx, turn.operation, told);
}
