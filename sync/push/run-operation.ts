import { SecretBoxError } from '../../platform/secrets/secret-box-error.ts';
import type { WriteIntent } from '../../platform/vendor/write-contract.ts';
import { isVendorError, VendorError } from '../../platform/vendor/vendor-error.ts';
import { advance } from './advance.ts';
import { endAttempt, lastAttempt, NO_TRACE, unknownBefore } from './attempt-store.ts';
import { afterFailedRead, uncertain } from './decide.ts';
import type { DueOperation } from './due-operations.ts';
import { claim, LostLeaseError } from './operation-lease.ts';
import { readIntent } from './read-intent.ts';
import { tellSignIn, type StepOptions } from './step-bench.ts';
import { afterFault, review, type Step } from './trouble.ts';
import { asOwner, Turn } from './turn.ts';
import { notReadableAnyMore, ofNoConnection, PAUSED, sentWithoutRecord, signInSealed } from './words.ts';
import type { HeldSession, WriteSessions } from './write-sessions.ts';

export interface RunOperationOptions extends StepOptions {
  readonly sessions: Pick<WriteSessions, 'hold' | 'close'>;
}

/** Calls with an effect that one turn makes at most; an operation that wants more comes back for them. */
const MOST_STEPS = 12;

const ENDED_BEFORE = 'the process that sent it ended before the answer was stored';

/** A row found in SENDING: whoever sent it ended before it could say what came of it. */
async function resumeCrashed({ clock }: RunOperationOptions, turn: Turn): Promise<void> {
  const { id, troubled_since: since } = turn.operation;
  const found = await turn.transaction(async (trx) => {
    const attempt = await lastAttempt(trx, id);
    return attempt && { attempt, unknown: await unknownBefore(trx, attempt, since) };
  });
  if (!found) {
    const unknown = { ...turn.held, unresolved: true };
    return turn.end(review(unknown, turn.around(), sentWithoutRecord(turn.vendorName)));
  }
  const { attempt, unknown } = found;
  const step = uncertain(turn.held, attempt.recovery, { ...turn.around(), unknownTries: unknown + 1 });
  const ended = { outcome: 'unknown', trace: NO_TRACE, note: ENDED_BEFORE, now: clock.now() } as const;
  return turn.end(step, (trx) => endAttempt(trx, attempt, ended));
}

/** What can be sent at all; anything else is a person's case at once. */
async function readAsked(turn: Turn): Promise<WriteIntent | null> {
  const intent = readIntent(turn.operation);
  if (intent === null) await turn.end(review(turn.held, turn.around(), notReadableAnyMore()));
  else if (turn.operation.connection_id === null) await turn.end(review(turn.held, turn.around(), ofNoConnection()));
  else return intent;
  return null;
}

/** Without a session nothing can be done; the operation waits as for a vendor that can't be read. */
async function waitForSession(options: RunOperationOptions, turn: Turn, error: VendorError): Promise<void> {
  const step = afterFailedRead(turn.held, error, turn.around());
  if (error.kind !== 'auth_expired') return turn.end(step);
  // Said by ourselves, and in words: what is stored can't be used.
  const told: Step = { ...step, reason: error.message };
  return turn.end(told, (trx) => tellSignIn({ options, turn }, told, trx));
}

/** A session of the operation's connection; null where there is none for now, which is stored. */
async function holdSession(options: RunOperationOptions, turn: Turn): Promise<HeldSession | null> {
  const { vendor_id: vendor, id: operation } = turn.operation;
  try {
    return await options.sessions.hold(turn.operation);
  } catch (error) {
    options.log.warn({ err: error, operation, vendor }, 'no session for a write could be opened');
    if (isVendorError(error)) await waitForSession(options, turn, error);
    else if (error instanceof SecretBoxError) {
      const publicMessage = signInSealed(turn.vendorName);
      await waitForSession(
        options,
        turn,
        new VendorError({ vendor, kind: 'auth_expired', publicMessage, cause: error }),
      );
    } else throw error;
    return null;
  }
}

/** Takes the operation as far as it goes now. */
async function work(options: RunOperationOptions, turn: Turn): Promise<void> {
  if (turn.operation.state === 'SENDING') return resumeCrashed(options, turn);
  if (turn.isPaused) return pause(turn);
  const intent = await readAsked(turn);
  if (intent === null) return;
  const session = await holdSession(options, turn);
  if (session === null) return;
  try {
    for (let made = 0; made < MOST_STEPS && !options.signal.aborted; made += 1) {
      if (!(await advance({ options, turn, session, intent }))) return;
      if (turn.isPaused) return await pause(turn);
    }
    await turn.giveBack();
  } finally {
    session.release();
  }
}

/** Nothing is asked of a vendor whose connection is paused; when it is resumed the operation is due at once. */
function pause(turn: Turn): Promise<void> {
  const { held, operation } = turn;
  return turn.end({ ...held, runAt: operation.run_at, reason: PAUSED, fieldErrors: [] });
}

/**
 * Nothing ends with a fault of ours and nobody knowing: the operation says so and is tried again, until it is a person's
 * case. One that was being sent is left as it is: whoever finds it when its lease has run out knows what that means.
 */
async function storeFault(options: RunOperationOptions, turn: Turn, error: unknown): Promise<void> {
  if (options.signal.aborted) return turn.giveBack();
  if (turn.operation.state === 'SENDING') throw error;
  options.log.error({ err: error, operation: turn.operation.id }, 'a write could not be worked on');
  await turn.end(afterFault(turn.held, turn.around()));
}

/**
 * Gives one operation its turn: claims it and takes it as far as it goes now. Neither what a vendor does nor a fault in
 * its workshop makes it throw.
 * @returns false when somebody else was quicker, or it is not due any more
 * @throws LostLeaseError when another worker took it meanwhile; whatever the database throws
 */
export async function runOperation(options: RunOperationOptions, due: DueOperation): Promise<boolean> {
  const { clock, policy } = options;
  const lease = await asOwner(options, due.partner_id, (trx) => claim(trx, due.id, clock.now(), policy.leaseMs));
  if (lease === null) return false;
  const turn = new Turn(options, lease);
  try {
    await work(options, turn);
  } catch (error) {
    if (error instanceof LostLeaseError) throw error;
    await storeFault(options, turn, error);
  }
  return true;
}
