import { withDeadline } from '../../../platform/resilience/deadline.ts';

/** The time that one request has, from where it is counted for everything that is done for it. */
export interface RequestDeadline {
  /** Aborted when the time has run out: whoever waits for something stops waiting. */
  readonly signal: AbortSignal;
  /** What is left, in milliseconds; 0 when it has run out. */
  remainingMs(): number;
  /** Rejects with `DeadlinePassed` some time after the end, for work that did not stop by itself; never resolves. */
  readonly passed: Promise<never>;
  /** To be called when the request has ended. */
  clear(): void;
}

/** The request was given up: nothing of it stopped when its time had run out. */
export class DeadlinePassed extends Error {
  readonly isDeadlinePassed = true;
}

/** What a request gets to put together an answer from what is there, in milliseconds. */
const GRACE_MS = 1_000;

/** Starts a request's time. */
export function startDeadline(ms: number): RequestDeadline {
  const deadline = withDeadline(undefined, ms);
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`not answered within ${ms} ms`)), ms + GRACE_MS);
  });
  // Nobody may be waiting for it any more.
  passed.catch(() => undefined);
  return {
    signal: deadline.signal,
    remainingMs: () => Math.max(0, ms - (performance.now() - startedAt)),
    passed,
    clear: () => {
      deadline.clear();
      clearTimeout(timer);
    },
  };
}
