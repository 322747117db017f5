import { TestClock } from '../../../subgraphs/support/test-clock.ts';

/** A clock that moves when it is told to: whoever sleeps wakes when the time has been moved so far. */
export class SteadyClock extends TestClock {
  /** Every sleep that was begun, in milliseconds. */
  readonly sleeps: number[] = [];
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  /** How many sleep now. */
  get asleep(): number {
    return this.#sleepers.size;
  }

  override advance(ms: number): void {
    super.advance(ms);
    for (const sleeper of this.#sleepers) if (sleeper.until <= this.now().getTime()) sleeper.wake();
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
      };
      const sleeper = { until: this.now().getTime() + ms, wake: () => (end(), resolve()) };
      const onAbort = (): void => (end(), reject(signal?.reason as Error));
      this.#sleepers.add(sleeper);
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}
