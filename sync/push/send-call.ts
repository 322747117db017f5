import { withFirstBase } from '../../platform/vendor/first-base.ts';
import type { SendOutcome, StoredCall, WritePlan } from '../../platform/vendor/write-contract.ts';
import { isVendorError } from '../../platform/vendor/vendor-error.ts';
import {
  beginAttempt,
  callsBefore,
  endAttempt,
  lastAttempt,
  NO_TRACE,
  unknownBefore,
  type AttemptRow,
  type Frozen,
} from './attempt-store.ts';
import { boundedCall } from './bounded.ts';
import { withTimeLeft, type TimeLeft } from './call-time.ts';
import { afterSend, beforeSend } from './decide.ts';
import { waitBeforeRetry } from './retry-pace.ts';
import { forgetSignInRefused } from './sign-in.ts';
import { tellSignIn, type StepBench } from './step-bench.ts';
import { afterTaken, later, type Circumstances, type Held, type Step } from './trouble.ts';
import type { Turn } from './turn.ts';
import { budgetUsedUp, failedTooOften } from './words.ts';

type CallPlan = Extract<WritePlan, { kind: 'call' }>;

/** No answer was read: a call that was cut short, or failed in a way that nobody foresaw. */
const NO_ANSWER: SendOutcome = { kind: 'unknown', message: 'no answer was read', ...NO_TRACE };

/** So much time went by since the call was stored that another worker may have the operation before it would end. */
const TOO_LATE: SendOutcome = {
  kind: 'not_applied',
  cause: 'unreachable',
  retryAfterMs: null,
  message: 'not sent: its turn came too late',
  ...NO_TRACE,
};

/**
 * Takes the budget, stores the call, makes it, and stores what became of it.
 * @param plan what asked for it; null where it was sent before and is sent again as it was
 * @returns true when there is more to do under the same lease
 */
export async function sendCall(bench: StepBench, frozen: Frozen, plan: CallPlan | null): Promise<boolean> {
  const { options, turn, session } = bench;
  if (!(await mayCall(bench, frozen.buckets, plan))) return false;
  const begun = await begin(bench, frozen, plan);
  if (begun === null) {
    await turn.end(afterTaken(turn.held, turn.around()));
    return false;
  }
  const { attempt, call: stored } = begun.stored;
  const outcome = await call(bench, stored, begun.timeLeft);
  if (isAuth(outcome)) session.discard();
  else if (isAnswered(outcome)) session.works();
  const around = await aroundOutcome(bench, attempt, outcome);
  const step = afterSend(turn.held, frozen.recovery, outcome, around);
  const { id: operation } = turn.operation;
  options.log.debug({ operation, step: frozen.step, outcome: outcome.kind, next: step.state }, 'a write was sent');
  await storeOutcome(bench, attempt, outcome, step);
  const isApplied = outcome.kind === 'applied';
  if (isApplied) options.budgets.of(turn.operation.connection_id ?? '').succeeded();
  return isApplied;
}

function isAuth(outcome: SendOutcome): boolean {
  return outcome.kind === 'not_applied' && outcome.cause === 'auth';
}

/** The vendor has looked at the call itself, whatever it said to it. */
function isAnswered(outcome: SendOutcome): boolean {
  return outcome.kind === 'applied' || outcome.kind === 'refused' || outcome.httpStatus !== null;
}

/** @returns null when the vendor has taken this very call before */
function begin({ options, turn }: StepBench, frozen: Frozen, plan: CallPlan | null) {
  const { clock, effects } = options;
  const sending = beforeSend(heldFor(turn, plan), turn.around());
  return turn.beginCall(sending, async (trx, lease) => {
    const before = await callsBefore(trx, turn.operation.id, frozen);
    if (plan !== null && before.isTaken) return null;
    const begun = await beginAttempt(trx, lease, frozen, { before, now: clock.now() });
    if (begun.attempt.n === 1) await effects.sent(trx, turn.operation, clock.now());
    return begun;
  });
}

/** What was there when the change was first planned is kept until it is taken: by it another's change is told from none. */
function heldFor({ held }: Turn, plan: CallPlan | null): Held {
  return { ...held, progress: withFirstBase(held.progress, plan?.base) };
}

/**
 * A call that was begun has an outcome, whatever happens around it: one that is cut short leaves it unknown, one whose time
 * is over before it is made is not made.
 */
async function call(
  { options, turn, session, intent }: StepBench,
  stored: StoredCall,
  timeLeft: TimeLeft,
): Promise<SendOutcome> {
  const { callSignal, log } = options;
  const ms = timeLeft();
  if (ms <= 0) return TOO_LATE;
  try {
    const send = (signal: AbortSignal): Promise<SendOutcome> => session.writes.send(intent, stored, signal);
    return await boundedCall({ signal: callSignal, ms }, (signal) => withTimeLeft(timeLeft, () => send(signal)));
  } catch (error) {
    if (!callSignal.aborted) {
      log.error({ err: error, operation: turn.operation.id }, 'a write failed in an unforeseen way');
    }
    return NO_ANSWER;
  }
}

/** How often nobody told is counted where nobody tells again. */
async function aroundOutcome({ turn }: StepBench, attempt: AttemptRow, outcome: SendOutcome): Promise<Circumstances> {
  const around = turn.around();
  if (outcome.kind !== 'unknown') return around;
  const before = await turn.transaction((trx) => unknownBefore(trx, attempt, turn.held.troubledSince));
  return { ...around, unknownTries: before + 1 };
}

async function storeOutcome(bench: StepBench, attempt: AttemptRow, outcome: SendOutcome, step: Step): Promise<void> {
  const { options, turn } = bench;
  const note = 'message' in outcome ? outcome.message : null;
  const ended = { outcome: outcome.kind, trace: outcome, note, now: options.clock.now() };
  await turn.storeResult(
    { step, goesOn: outcome.kind === 'applied' },
    (trx) => endAttempt(trx, attempt, ended),
    async (trx) => {
      if (outcome.kind === 'applied') await options.effects.reached(trx, turn.operation, outcome.progress);
      if (isAuth(outcome)) await tellSignIn(bench, step, trx);
      if (outcome.kind === 'applied' || outcome.kind === 'refused') await forgetSignInRefused(trx, turn.operation);
    },
  );
}

/** Our own bounds: the retry budget of the connection, and the shared call budget. Neither costs a try. */
async function mayCall(bench: StepBench, buckets: readonly string[], plan: CallPlan | null): Promise<boolean> {
  const { options, turn, session } = bench;
  const { budgets, policy, signal } = options;
  const held = heldFor(turn, plan);
  const around = turn.around();
  const wait = async (ms: number, reason: string): Promise<false> => {
    await turn.end({ ...held, runAt: later(around.now, ms), reason, fieldErrors: [] });
    return false;
  };
  if (held.attempts > 0) {
    const last = await turn.transaction((trx) => lastAttempt(trx, turn.operation.id));
    const connectionId = turn.operation.connection_id ?? '';
    const pause = waitBeforeRetry(budgets, last, { connectionId, now: around.now, policy });
    if (pause > 0) return wait(pause, failedTooOften(turn.vendorName));
  }
  try {
    await session.quota.take(buckets, signal);
    return true;
  } catch (error) {
    if (!isVendorError(error)) throw error;
    return wait(error.retryAfterMs ?? policy.quotaWaitMs, budgetUsedUp(turn.vendorName));
  }
}
