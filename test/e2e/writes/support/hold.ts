import type { Interruptions } from './quick-workshops.ts';
import { interruptOnce } from './once.ts';

/** A worker that stopped in the middle of something, and is not heard of any more. */
export interface Held {
  /** Resolves once it has stopped. */
  readonly stopped: Promise<void>;
  /** It wakes up after all, and goes on as if nothing had happened. */
  wake(): void;
}

/** Stops whichever worker first comes to a step. */
export function hold(
  interruptions: Interruptions,
  at: { readonly when: keyof Interruptions; readonly step: string },
): Held {
  let wake = (): void => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    void interruptOnce(interruptions, at, () => {
      resolve();
      return woken;
    });
  });
  return { stopped, wake };
}
