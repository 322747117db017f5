import type { VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import type { WorkshopWrites, WriteSession } from '../../../../platform/vendor/write-contract.ts';
import type { PushPolicy } from '../../../../sync/push/policy.ts';
import { createMicrosoftWrites } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { ALL_WORKSHOPS } from '../../../../vendors/registry.ts';

/** Longest a worker of these stories waits for one call with an effect, in milliseconds. */
const CALL_MS = 1_000;
/** How late a record may turn up at Microsoft, as these workers assume, in milliseconds. */
const SETTLE_MS = 250;

/** Waits of minutes and hours, shortened alike; nobody gives up before a story is told. */
export const QUICK_POLICY: Partial<PushPolicy> = {
  backoffBaseMs: 40,
  backoffCapMs: 400,
  maxUnknown: 1_000,
  authWaitMs: 250,
  lockWaitMs: 250,
  quotaWaitMs: 250,
};

/** A call with an effect, as a story waits for it. */
export interface Call {
  readonly vendor: string;
  /** As the workshop names it: `create`, `submit`; `plan` before the first call is planned, `plan on` before any other. */
  readonly step: string;
  /** The number of ours that the write goes under. */
  readonly externalId: string;
}

/** What a story does in the middle of a write: between two calls, between a plan and its call, before an answer is stored. */
export interface Interruptions {
  beforePlan: ((call: Call) => Promise<void>) | null;
  beforeSend: ((call: Call) => Promise<void>) | null;
  afterSend: ((call: Call) => Promise<void>) | null;
}

/** The same session, whose calls are cut after a while: one that is cut has no outcome that anybody knows. */
function hasty(vendor: string, session: WriteSession, interruptions: Interruptions): WriteSession {
  return {
    plan: async (intent, progress, signal) => {
      const step = Object.keys(progress).length === 0 ? 'plan' : 'plan on';
      await interruptions.beforePlan?.({ vendor, step, externalId: intent.externalId });
      return session.plan(intent, progress, signal);
    },
    settle: (...settle) => session.settle(...settle),
    send: async (intent, call, signal) => {
      const told = { vendor, step: call.step, externalId: intent.externalId };
      await interruptions.beforeSend?.(told);
      const outcome = await session.send(intent, call, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]));
      await interruptions.afterSend?.(told);
      return outcome;
    },
    close: () => session.close(),
  };
}

/** The real workshops, with short waits where they have waits of their own. */
export function quickWorkshops(interruptions: Interruptions): readonly VendorWorkshop[] {
  return ALL_WORKSHOPS.map((workshop) => {
    const { id } = workshop.facts;
    const writes: WorkshopWrites | undefined =
      id === 'microsoft' ? (createMicrosoftWrites({ settleMs: SETTLE_MS }) as WorkshopWrites) : workshop.writes;
    if (!writes?.open) return workshop;
    const { open } = writes;
    return { ...workshop, writes: { ...writes, open: (deps) => hasty(id, open.call(writes, deps), interruptions) } };
  });
}
