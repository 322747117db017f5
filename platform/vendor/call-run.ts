/** One reading of one feed: its abort signal and a count of the calls it made. */
export interface CallRun {
  readonly signal: AbortSignal;
  countCall(): void;
  /** Calls since the last time it was asked. */
  takeCalls(): number;
}

/** @param signal aborts every call and every wait of the run */
export function startCallRun(signal: AbortSignal): CallRun {
  let calls = 0;
  return {
    signal,
    countCall: () => {
      calls += 1;
    },
    takeCalls: () => {
      const taken = calls;
      calls = 0;
      return taken;
    },
  };
}
