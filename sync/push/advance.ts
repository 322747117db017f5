import type { Recovery, StoredCall, WritePlan } from '../../platform/vendor/write-contract.ts';
import { isVendorError } from '../../platform/vendor/vendor-error.ts';
import { refusalOf } from '../../platform/vendor/write-outcome.ts';
import { freeze, lastAttempt, storedCall, type AttemptRow } from './attempt-store.ts';
import { afterFailedRead, afterPlan, afterSettle } from './decide.ts';
import { isNaming, NumberTakenError } from './effects.ts';
import { LostLeaseError } from './operation-lease.ts';
import { sendCall } from './send-call.ts';
import { forgetSignInRefused } from './sign-in.ts';
import { look, tellSignIn, withNumber, type StepBench } from './step-bench.ts';
import { review } from './trouble.ts';
import { neverArrived, nobodyTells, numberIsAnothers } from './words.ts';

type EndPlan = Exclude<WritePlan, { kind: 'call' }>;

/** Takes an operation one step on. @returns true when there is more to do under the same lease */
export async function advance(bench: StepBench): Promise<boolean> {
  const known = await withNumber(bench);
  return bench.turn.operation.state === 'UNCERTAIN' ? resolve(known) : planAndSend(known);
}

async function planAndSend(bench: StepBench): Promise<boolean> {
  const { turn, session, intent } = bench;
  if (intent.remoteId === null && !isNaming(turn.operation)) return end(bench, notThere(turn.vendorName));
  let plan: WritePlan;
  try {
    plan = await look(bench, (signal) => session.writes.plan(intent, turn.operation.progress, signal));
  } catch (error) {
    return failedRead(bench, error);
  }
  return plan.kind === 'call' ? sendCall(bench, freeze(plan.call), plan) : end(bench, plan);
}

/** What should have brought the record to the vendor did not come through. */
function notThere(vendor: string): EndPlan {
  const error = { path: '/id', code: 'WRONG_STATE', message: neverArrived(vendor) } as const;
  return { kind: 'refused', errors: [{ ...error, vendorCode: null, editable: true }] };
}

/** The vendor holds it, or will not take it now, or ever. */
async function end(bench: StepBench, plan: EndPlan): Promise<false> {
  const { turn } = bench;
  if (plan.kind === 'done') await endWell(bench, plan);
  else await turn.end(afterPlan(turn.held, plan, turn.around()));
  return false;
}

/** A number that another record has is a person's case; everything else that was read back may be left to the feed. */
async function endWell({ options, turn }: StepBench, plan: Extract<WritePlan, { kind: 'done' }>): Promise<void> {
  const store = (record: typeof plan.record): Promise<void> =>
    turn.end(afterPlan(turn.held, plan, turn.around()), async (trx) => {
      await options.effects.done(trx, turn.operation, { ...plan, record });
      await forgetSignInRefused(trx, turn.operation);
    });
  try {
    await store(plan.record).catch((error: unknown) => {
      if (error instanceof LostLeaseError || error instanceof NumberTakenError || plan.record === null) throw error;
      const { id: operation } = turn.operation;
      options.log.error({ err: error, operation }, 'a record that was read back could not be stored');
      return store(null);
    });
  } catch (error) {
    if (!(error instanceof NumberTakenError)) throw error;
    await turn.end(review(turn.held, turn.around(), numberIsAnothers(turn.vendorName, error.number)));
  }
}

/** What is known of the call whose outcome nobody knows. */
async function lastCall({ turn }: StepBench): Promise<{ readonly attempt: AttemptRow; readonly call: StoredCall }> {
  const { id } = turn.operation;
  const stored = await turn.transaction(async (trx) => {
    const attempt = await lastAttempt(trx, id);
    return attempt && { attempt, call: await storedCall(trx, attempt) };
  });
  if (!stored) throw new Error(`operation ${id} was sent, but no try of it is stored`);
  return stored;
}

/**
 * Finds out what became of a call whose outcome nobody knows: by sending it again, where that is safe, or by looking. One
 * that the vendor did not take when it was sent again is looked for before it is sent once more: what stands in its way
 * may be its own effect.
 */
async function resolve(bench: StepBench): Promise<boolean> {
  const { options, turn } = bench;
  const { attempt, call } = await lastCall(bench);
  const { recovery } = attempt;
  if (recovery.by === 'person') {
    await turn.end(review(turn.held, turn.around(), nobodyTells(turn.vendorName)));
    return false;
  }
  if (recovery.by !== 'resend') return lookFor(bench, { call, recovery, isTooSoon: false });
  const { tokenTrustMs, lateEffectMs } = options.policy;
  const since = (at: Date): number => options.clock.now().getTime() - at.getTime();
  const isTrusted = since(call.firstSentAt) < tokenTrustMs;
  const mayBeInItsOwnWay = attempt.outcome === 'not_applied' && turn.held.misses === 0;
  if (isTrusted && !mayBeInItsOwnWay) return sendCall(bench, attempt, null);
  return lookFor(bench, { call, recovery, isTooSoon: isTrusted || since(attempt.sent_at) < lateEffectMs });
}

async function lookFor(
  bench: StepBench,
  {
    call,
    recovery,
    isTooSoon,
  }: { readonly call: StoredCall; readonly recovery: Recovery; readonly isTooSoon: boolean },
): Promise<boolean> {
  const { options, turn, session, intent } = bench;
  const { progress } = turn.operation;
  try {
    const settled = await look(bench, (signal) => session.writes.settle(intent, call, progress, signal));
    session.works();
    const step = afterSettle(turn.held, recovery, settled, { ...turn.around(), isTooSoon });
    const goesOn = step.state === 'QUEUED';
    const nothing = async (): Promise<void> => {};
    await turn.storeResult({ step, goesOn }, nothing, async (trx) => {
      if (settled.kind === 'applied') await options.effects.reached(trx, turn.operation, settled.progress);
    });
    return goesOn;
  } catch (error) {
    return failedRead(bench, error);
  }
}

/** The vendor could not be looked at, or says no to that already. */
async function failedRead(bench: StepBench, error: unknown): Promise<false> {
  const { options, turn, session } = bench;
  if (!isVendorError(error)) throw error;
  options.log.warn({ err: error, operation: turn.operation.id }, 'the vendor could not be read for a write');
  if (error.kind === 'refused' && turn.operation.state === 'QUEUED') {
    return end(bench, { kind: 'refused', errors: [refusalOf(error)] });
  }
  const step = afterFailedRead(turn.held, error, turn.around());
  const isAuth = error.kind === 'auth_expired';
  if (isAuth) session.discard();
  await turn.end(step, async (trx) => {
    if (isAuth) await tellSignIn(bench, step, trx);
  });
  return false;
}
