const SECOND = 1000;

/** Counts the requests of each key in windows of one second. */
export class Throttle {
  private readonly windows = new Map<string, { readonly start: number; count: number }>();
  private readonly now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Counts one request of `key`; true when it is one too many. */
  isTooMuch(key: string, perSecond: number): boolean {
    const now = this.now();
    const current = this.windows.get(key);
    const isOpen = current !== undefined && now >= current.start && now < current.start + SECOND;
    const window = isOpen ? current : { start: now, count: 0 };
    window.count += 1;
    this.windows.set(key, window);
    return window.count > perSecond;
  }
}
