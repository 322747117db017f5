import type { Call, Interruptions } from './quick-workshops.ts';

/**
 * Interrupts the first call of a step, once.
 * @param when between the plan and the call, or before the answer is stored
 * @returns what resolves when the interruption has ended
 */
export function interruptOnce(
  interruptions: Interruptions,
  { when, step }: { readonly when: keyof Interruptions; readonly step: string },
  work: (call: Call) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    interruptions[when] = async (call) => {
      if (isOver || call.step !== step) return;
      isOver = true;
      interruptions[when] = null;
      try {
        await work(call);
        resolve();
      } catch (error) {
        reject(error as Error);
      }
    };
  });
}
