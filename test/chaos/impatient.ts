import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';
import type { WorkshopWrites, WriteSession } from '../../platform/vendor/write-contract.ts';
import { createMicrosoftWrites } from '../../vendors/microsoft/writes/microsoft-writes.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { CHAOS_CALL_MS, CHAOS_SETTLE_MS } from './options.ts';

/** A read that took too long is a vendor that did not answer. */
async function within<T>(vendor: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = AbortSignal.timeout(CHAOS_CALL_MS);
  try {
    return await work(AbortSignal.any([signal, deadline]));
  } catch (error) {
    if (!deadline.aborted || signal.aborted) throw error;
    throw new VendorError({ vendor, kind: 'unreachable', publicMessage: `${vendor} did not answer in time` });
  }
}

/** The same session with a deadline that fits a lease of seconds. */
function impatient(vendor: string, session: WriteSession): WriteSession {
  return {
    plan: (intent, progress, signal) => within(vendor, signal, (bounded) => session.plan(intent, progress, bounded)),
    settle: (intent, call, progress, signal) =>
      within(vendor, signal, (bounded) => session.settle(intent, call, progress, bounded)),
    // A call that is cut has no outcome: whoever sent it says so.
    send: (intent, call, signal) =>
      session.send(intent, call, AbortSignal.any([signal, AbortSignal.timeout(CHAOS_CALL_MS)])),
    close: () => session.close(),
  };
}

/** The real workshops, in a hurry: AWS and Microsoft alone write by API. */
export const CHAOS_WORKSHOPS: readonly VendorWorkshop[] = ALL_WORKSHOPS.map((workshop) => {
  const { id } = workshop.facts;
  const writes: WorkshopWrites | undefined =
    id === 'microsoft' ? (createMicrosoftWrites({ settleMs: CHAOS_SETTLE_MS }) as WorkshopWrites) : workshop.writes;
  if (!writes?.open) return workshop;
  const { open } = writes;
  return { ...workshop, writes: { ...writes, open: (deps) => impatient(id, open.call(writes, deps)) } };
});
