/** Why a signal made by `withDeadline` was aborted when the time ran out. */
export class DeadlineError extends Error {
  /** The time that was allowed, in milliseconds. */
  readonly ms: number;

  constructor(ms: number) {
    super(`not finished within ${ms} ms`);
    this.name = 'DeadlineError';
    this.ms = ms;
  }
}

export interface Deadline {
  /** Aborted when the time runs out or the caller's signal is aborted, whichever comes first. */
  readonly signal: AbortSignal;
  /** True when it was the time that ran out, and not the caller who gave up. */
  expired(): boolean;
  /** Stops the timer. Call it when the work is done: a timer left behind keeps the process alive until it fires. */
  clear(): void;
}

/** The longest delay a timer of the runtime can hold, in milliseconds; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Bounds a piece of work in time.
 * @param parent the caller's signal, whose reason is passed on; undefined when there is none
 * @param ms time allowed, in milliseconds, above 0
 * @throws RangeError when `ms` is not a positive number that a timer can hold
 */
export function withDeadline(parent: AbortSignal | undefined, ms: number): Deadline {
  if (!(ms > 0 && ms <= LONGEST_TIMER_MS)) {
    throw new RangeError(`a deadline is more than 0 and at most ${LONGEST_TIMER_MS} ms, not ${ms}`);
  }
  const controller = new AbortController();
  let ranOut = false;
  const timer = setTimeout(() => {
    ranOut = !parent?.aborted;
    controller.abort(new DeadlineError(ms));
  }, ms);
  return {
    signal: parent === undefined ? controller.signal : AbortSignal.any([parent, controller.signal]),
    expired: () => ranOut,
    clear: () => clearTimeout(timer),
  };
}
