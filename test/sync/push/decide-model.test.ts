import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SendOutcome } from '../../../platform/vendor/write-contract.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import {
  afterFailedRead,
  afterPlan,
  afterSend,
  afterSettle,
  beforeSend,
  uncertain,
  type Circumstances,
  type Held,
  type Step,
} from '../../../sync/push/decide.ts';
import { PUSH_POLICY } from '../../../sync/push/policy.ts';
import { BEHAVIOURS, MemoryVendor, type Behaviour, type MemoryKind } from './support/memory-vendor.ts';

/*
 * The state machine against a vendor that loses requests and answers, processes that die at any point, and a clock that
 * jumps: whatever happens, in whatever order, a deal has one record at the vendor, and is never told done without it.
 */

type Happening =
  | { readonly kind: 'turn'; readonly behaviour: Behaviour; readonly dies: 'no' | 'before the call' | 'after the call' }
  | { readonly kind: 'clock'; readonly ms: number }
  | { readonly kind: 'until due' }
  | { readonly kind: 'unreadable' };

const HOUR = 3_600_000;

const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('turn' as const),
      behaviour: fc.constantFrom(...BEHAVIOURS),
      dies: fc.constantFrom('no' as const, 'no' as const, 'before the call' as const, 'after the call' as const),
    }),
  },
  // A jump ahead is time that passed; one back is a machine whose clock was set.
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -5_000, max: 4_000_000 }) }),
  },
  // A night in which nothing was done: a vendor may have forgotten what it was told with a token.
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: 8 * HOUR, max: 20 * HOUR }) }),
  },
  { weight: 6, arbitrary: fc.constant({ kind: 'until due' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unreadable' as const }) },
);

const INTENT = {
  kind: 'SUBMIT_DEAL',
  externalId: 'deal-1',
  remoteId: null,
  content: null,
  patch: null,
  funds: null,
  reason: null,
  closedOn: null,
  until: null,
} as const;

const POLICY = { ...PUSH_POLICY, maxUnknown: 1_000, maxTroubleMs: Number.MAX_SAFE_INTEGER };

/** One operation, driven as a worker drives it, with what a crash leaves behind. */
class Machine {
  readonly vendor: MemoryVendor;
  #now = new Date('2026-05-04T08:00:00.000Z').getTime();
  #next: Behaviour = 'ok';
  step: Step = {
    state: 'QUEUED',
    attempts: 0,
    misses: 0,
    missedAt: null,
    troubledSince: null,
    progress: {},
    unresolved: false,
    runAt: new Date(0),
    reason: null,
    fieldErrors: [],
  };
  #attempt: {
    step: string;
    token: string;
    recovery: Parameters<typeof afterSend>[1];
    /** First, and last. */
    sentAt: number;
    lastAt: number;
    notTaken: boolean;
    request: string;
  } | null = null;
  #tokens = 0;

  constructor(kind: MemoryKind) {
    this.vendor = new MemoryVendor(
      kind,
      () => new Date(this.#now),
      () => this.#next,
    );
  }

  get ended(): boolean {
    return this.step.state === 'DONE' || this.step.state === 'NEEDS_REVIEW' || this.step.state === 'REFUSED';
  }

  passTime(ms: number): void {
    this.#now += ms;
  }

  passUntilDue(): void {
    this.#now = Math.max(this.#now, this.step.runAt.getTime());
  }

  #around(): Circumstances {
    return { now: new Date(this.#now), policy: POLICY, chance: 0.5, vendor: 'Alpha' };
  }

  get #held(): Held {
    return this.step;
  }

  unreadable(): void {
    if (this.ended || this.step.state === 'SENDING') return;
    const error = new VendorError({
      vendor: 'alpha',
      kind: 'upstream_error',
      publicMessage: 'broken',
      httpStatus: 500,
    });
    this.step = afterFailedRead(this.#held, error, this.#around());
  }

  /** How a call without an outcome is found out: as advance.ts has it. */
  #looks(): { readonly looks: boolean; readonly isTooSoon: boolean } {
    const attempt = this.#attempt;
    if (!attempt || attempt.recovery.by !== 'resend') return { looks: true, isTooSoon: false };
    const isTrusted = this.#now - attempt.sentAt < POLICY.tokenTrustMs;
    const looks = !isTrusted || (attempt.notTaken && this.step.misses === 0);
    return { looks, isTooSoon: isTrusted || this.#now - attempt.lastAt < POLICY.lateEffectMs };
  }

  /** One turn of a worker; a process that dies leaves what it stored. */
  async turn(behaviour: Behaviour, dies: 'no' | 'before the call' | 'after the call'): Promise<void> {
    this.#next = behaviour;
    if (this.ended || this.step.runAt.getTime() > this.#now) return;
    const session = this.vendor.session();
    const signal = new AbortController().signal;
    if (this.step.state === 'SENDING') {
      // Its lease has run out: whoever sent it is gone.
      if (this.#attempt) this.step = uncertain(this.#held, this.#attempt.recovery, this.#around());
      return;
    }
    const { looks, isTooSoon } = this.#looks();
    if (this.step.state === 'UNCERTAIN' && this.#attempt && looks) {
      const call = { ...this.#attempt, request: {}, firstSentAt: new Date(this.#attempt.sentAt) };
      const settled = await session.settle(INTENT, call, this.step.progress, signal);
      this.step = afterSettle(this.#held, this.#attempt.recovery, settled, { ...this.#around(), isTooSoon });
      return;
    }
    if (this.step.state === 'QUEUED') {
      const plan = await session.plan(INTENT, this.step.progress, signal);
      if (plan.kind !== 'call') {
        this.step = afterPlan(this.#held, plan, this.#around());
        return;
      }
      const request = JSON.stringify(plan.call.request);
      const same = this.#attempt?.step === plan.call.step && this.#attempt.request === request;
      const token = same && this.#attempt ? this.#attempt.token : `token-${++this.#tokens}`;
      const sentAt = same && this.#attempt ? this.#attempt.sentAt : this.#now;
      const { step, recovery } = plan.call;
      this.#attempt = { step, token, recovery, sentAt, lastAt: sentAt, notTaken: false, request };
    }
    const attempt = this.#attempt;
    if (!attempt) throw new Error('an uncertain operation without a call');
    attempt.lastAt = this.#now;
    attempt.notTaken = false;
    this.step = beforeSend(this.#held, this.#around());
    if (dies === 'before the call') return;
    const call = { step: attempt.step, request: {}, token: attempt.token, firstSentAt: new Date(attempt.sentAt) };
    const outcome: SendOutcome = await session.send(INTENT, call, signal);
    if (dies === 'after the call') return;
    attempt.notTaken = outcome.kind === 'not_applied';
    this.step = afterSend(this.#held, attempt.recovery, outcome, this.#around());
  }
}

async function drive(kind: MemoryKind, happenings: readonly Happening[]): Promise<Machine> {
  const machine = new Machine(kind);
  for (const each of happenings) {
    if (each.kind === 'clock') machine.passTime(each.ms);
    else if (each.kind === 'until due') machine.passUntilDue();
    else if (each.kind === 'unreadable') machine.unreadable();
    else await machine.turn(each.behaviour, each.dies);
    // At no moment, however it came to it.
    expect(machine.vendor.records.length).toBeLessThanOrEqual(1);
    if (machine.step.state === 'DONE') expect(machine.vendor.records.map((record) => record.submitted)).toEqual([true]);
  }
  return machine;
}

/** Lets everything go well from here on, for as long as it takes. */
async function calm(machine: Machine): Promise<void> {
  for (let turns = 0; turns < 60 && !machine.ended; turns += 1) {
    machine.passTime(60 * 60_000);
    await machine.turn('ok', 'no');
  }
}

describe.each(['token', 'search'] as const)('a write to a vendor that is asked again by %s', (kind) => {
  test('has one record at every moment, and is done only with it, whatever gets lost or dies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40, size: 'max' }), async (happenings) => {
        await drive(kind, happenings as Happening[]);
      }),
      { numRuns: 1_500 },
    );
  });

  test('ends well once its vendor does, with exactly one record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 30, size: 'max' }), async (happenings) => {
        const machine = await drive(kind, happenings as Happening[]);
        await calm(machine);
        expect(machine.step.state).toBe('DONE');
        expect(machine.vendor.records).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an uncertain call', () => {
  test('that is only told "not now" when it is sent again stays uncertain, and is looked for once its token is old', async () => {
    const turn = (behaviour: Behaviour) => ({ kind: 'turn', behaviour, dies: 'no' }) as const;
    for (const cause of ['throttled', 'unreachable', 'auth', 'quota', 'locked', 'stale'] as const) {
      const machine = await drive('token', [
        turn('lost-answer'),
        { kind: 'clock', ms: HOUR },
        turn(cause),
        { kind: 'clock', ms: 14 * HOUR },
      ]);
      expect(machine.step).toMatchObject({ state: 'UNCERTAIN', unresolved: true });
      await calm(machine);
      expect([machine.step.state, machine.vendor.records.length]).toEqual(['DONE', 1]);
    }
  });
});

describe('the bounds of patience', () => {
  const around = (now: Date): Circumstances => ({ now, policy: PUSH_POLICY, chance: 0, vendor: 'Alpha' });
  const queued: Held = {
    state: 'SENDING',
    attempts: 0,
    misses: 0,
    missedAt: null,
    troubledSince: null,
    progress: {},
    unresolved: false,
  };
  const unknown = {
    kind: 'unknown',
    message: 'no answer',
    httpStatus: null,
    vendorCode: null,
    requestId: null,
  } as const;

  test('a call that stays unknown too often goes to a person, and one that nothing can tell of goes there at once', () => {
    let held: Held = queued;
    let states = '';
    for (let made = 0; made <= PUSH_POLICY.maxUnknown; made += 1) {
      const step = afterSend(held, { by: 'resend' }, unknown, around(new Date(0)));
      states = `${states}${step.state} `;
      held = { ...step, state: 'SENDING' };
    }
    expect(states.trim()).toBe(`${'UNCERTAIN '.repeat(PUSH_POLICY.maxUnknown)}NEEDS_REVIEW`);
    expect(afterSend(queued, { by: 'person' }, unknown, around(new Date(0))).state).toBe('NEEDS_REVIEW');
  });

  test('a vendor that is away for an hour is waited for; one that is away for longer than a day is a person’s case', () => {
    const away = { ...unknown, kind: 'not_applied', cause: 'unreachable', retryAfterMs: null } as const;
    const first = afterSend(queued, { by: 'resend' }, away, around(new Date(0)));
    expect(first).toMatchObject({ state: 'QUEUED', attempts: 1 });
    const anHour = afterSend({ ...first, state: 'SENDING' }, { by: 'resend' }, away, around(new Date(3_600_000)));
    expect(anHour.state).toBe('QUEUED');
    const twoDays = afterSend({ ...anHour, state: 'SENDING' }, { by: 'resend' }, away, around(new Date(172_800_000)));
    expect(twoDays.state).toBe('NEEDS_REVIEW');
  });

  test('a lock, a used-up allowance and a refused sign-in cost no try, however long they last', () => {
    for (const cause of ['locked', 'quota', 'auth'] as const) {
      const outcome = { ...unknown, kind: 'not_applied', cause, retryAfterMs: null } as const;
      const held = { ...queued, attempts: 3, troubledSince: new Date(0) };
      const step = afterSend(held, { by: 'resend' }, outcome, around(new Date(10 * 86_400_000)));
      expect(step).toMatchObject({ state: 'QUEUED', attempts: 0, troubledSince: null });
      expect(step.runAt.getTime()).toBeGreaterThan(10 * 86_400_000);
    }
  });

  test('the wait that a vendor asks for is kept', () => {
    const outcome = { ...unknown, kind: 'not_applied', cause: 'throttled', retryAfterMs: 90_000 } as const;
    const step = afterSend(queued, { by: 'resend' }, outcome, around(new Date(0)));
    expect(step.runAt.getTime()).toBe(90_000);
  });
});
