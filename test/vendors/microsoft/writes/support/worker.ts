import type { JsonValue } from '../../../../../platform/records/json.ts';
import type {
  PlannedCall,
  SendOutcome,
  StoredCall,
  WriteIntent,
  WritePlan,
  WriteProgress,
  WriteSession,
} from '../../../../../platform/vendor/write-contract.ts';
import type { Desk } from './desk.ts';

const NEVER = new AbortController().signal;

/** A plan that is a call. */
export function callOf(plan: WritePlan): PlannedCall {
  if (plan.kind !== 'call') throw new Error(`expected a call, got ${JSON.stringify(plan)}`);
  return plan.call;
}

/** A planned call as it comes out of a database: bytes and a token. */
export function stored(call: PlannedCall, at: Date): StoredCall {
  const request = JSON.parse(JSON.stringify(call.request)) as JsonValue;
  return { step: call.step, request, token: '00000000-0000-4000-8000-000000000001', firstSentAt: at };
}

/**
 * Brings one intent to Microsoft the way the push does: a plan, one try, and where nobody knows what became of it the
 * recovery the call names. Every step gets a session of its own, as after a crash.
 */
export class Worker {
  progress: WriteProgress = {};
  /** Ends of all tries, in order: `create:unknown`. */
  readonly log: string[] = [];
  readonly #desk: Desk;
  readonly #intent: WriteIntent;

  constructor(desk: Desk, intent: WriteIntent) {
    this.#desk = desk;
    this.#intent = intent;
  }

  async with<T>(work: (session: WriteSession) => Promise<T>): Promise<T> {
    const session = this.#desk.open();
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  plan(): Promise<WritePlan> {
    return this.with((session) => session.plan(this.#intent, this.progress, NEVER));
  }

  async send(call: StoredCall): Promise<SendOutcome> {
    const outcome = await this.with((session) => session.send(this.#intent, call, NEVER));
    this.log.push(`${call.step}:${outcome.kind === 'not_applied' ? outcome.cause : outcome.kind}`);
    if (outcome.kind === 'applied') this.progress = { ...this.progress, ...outcome.progress };
    return outcome;
  }

  /** Looks as often as the call's recovery asks; true when the effect was found. */
  async settle(planned: PlannedCall, call: StoredCall): Promise<'applied' | 'absent' | 'contradiction'> {
    const { recovery } = planned;
    const looks = recovery.by === 'search' ? recovery.misses : 1;
    if (recovery.by === 'search' || recovery.by === 'read') this.#desk.clock.advance(recovery.settleMs);
    for (let look = 1; look <= looks; look += 1) {
      const settled = await this.with((session) => session.settle(this.#intent, call, this.progress, NEVER));
      this.log.push(`${call.step}:${settled.kind}`);
      if (settled.kind === 'applied') this.progress = { ...this.progress, ...settled.progress };
      if (settled.kind !== 'absent') return settled.kind;
      if (recovery.by === 'search') this.#desk.clock.advance(recovery.intervalMs);
    }
    return 'absent';
  }

  /** Until the operation has an end, or somebody must look. @param after runs after each try, before it is settled */
  async run(
    after: (call: StoredCall, outcome: SendOutcome) => Promise<void> = async () => undefined,
  ): Promise<WritePlan | SendOutcome> {
    for (let tries = 0; tries < 12; tries += 1) {
      const plan = await this.plan();
      if (plan.kind !== 'call') return plan;
      const call = stored(plan.call, this.#desk.clock.now());
      const outcome = await this.send(call);
      await after(call, outcome);
      if (outcome.kind === 'refused') return outcome;
      if (outcome.kind === 'unknown' && (await this.settle(plan.call, call)) === 'contradiction') return outcome;
      if (outcome.kind === 'not_applied') this.#desk.clock.advance(outcome.retryAfterMs ?? 1_000);
    }
    throw new Error(`expected an end after 12 tries: ${this.log.join(', ')}`);
  }
}
