import { withDeadline } from '../../platform/resilience/deadline.ts';
import { orAborted } from '../../platform/resilience/or-aborted.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';

/** How long something may take, and who may end it before. */
export interface Bounds {
  readonly signal: AbortSignal;
  readonly ms: number;
}

/** Runs what a workshop does for no longer than it may, whether or not it listens. @throws the signal's reason, or DeadlineError */
async function bounded<T>({ signal, ms }: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const deadline = withDeadline(signal, ms);
  try {
    return await orAborted(work(deadline.signal), deadline.signal);
  } finally {
    deadline.clear();
  }
}

/** A call with an effect. What it throws leaves its outcome unknown. */
export const boundedCall = bounded;

/** A look at a vendor that takes too long is a vendor that did not answer. @throws VendorError `unreachable` then */
export async function boundedRead<T>(
  vendor: string,
  bounds: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let expired = false;
  try {
    return await bounded(bounds, async (signal) => {
      signal.addEventListener('abort', () => (expired = !bounds.signal.aborted), { once: true });
      return work(signal);
    });
  } catch (error) {
    if (!expired) throw error;
    throw new VendorError({
      vendor,
      kind: 'unreachable',
      publicMessage: `${vendor} did not answer in time`,
      cause: error,
    });
  }
}
