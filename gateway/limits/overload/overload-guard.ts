import type { LoopWatch } from './loop-watch.ts';

export interface OverloadGuardOptions {
  /** Most operations that are carried out at the same time. */
  readonly maxInFlight: number;
  readonly loop: LoopWatch;
}

/** Turns work away while there is more than can be done, so that what was begun is finished. */
export interface OverloadGuard {
  /** Whether an operation that came now would be turned away. */
  isFull(): boolean;
  /** Lets an operation in; null when it must be turned away. @returns to be called when the operation has ended */
  enter(): (() => void) | null;
}

/** Share of the time above which the thread counts as having no time left. */
const SATURATED = 0.98;
/**
 * With the thread saturated, this many times fewer operations are let in. Not none: the thread may be busy with other
 * work, a read of vendors or a start, which turning callers away would not end.
 */
const FEWER = 8;

/** Counts the operations under way against what the process can bear. */
export function createOverloadGuard({ maxInFlight, loop }: OverloadGuardOptions): OverloadGuard {
  let inFlight = 0;
  const isFull = (): boolean => {
    if (inFlight >= maxInFlight) return true;
    const few = Math.max(1, Math.floor(maxInFlight / FEWER));
    return inFlight >= few && loop.utilisation() >= SATURATED;
  };
  return {
    isFull,
    enter: () => {
      if (isFull()) return null;
      inFlight += 1;
      let hasLeft = false;
      return () => {
        if (hasLeft) return;
        hasLeft = true;
        inFlight -= 1;
      };
    },
  };
}
