import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Tells how busy this process's one thread is. */
export interface LoopWatch {
  /** Share of the recent past in which the thread worked, 0 to 1. */
  utilisation(): number;
}

/** Shortest stretch that a share is told of, in milliseconds: over less, one long task looks like a flood. */
const STRETCH_MS = 500;

/** Watches the event loop. It has no timer: it looks when it is asked, at most twice a second. */
export function createLoopWatch(): LoopWatch {
  let since: EventLoopUtilization = performance.eventLoopUtilization();
  let lookedAt = performance.now();
  let share = 0;
  return {
    utilisation: () => {
      const now = performance.now();
      if (now - lookedAt < STRETCH_MS) return share;
      const current = performance.eventLoopUtilization();
      share = performance.eventLoopUtilization(current, since).utilization;
      since = current;
      lookedAt = now;
      return share;
    },
  };
}
