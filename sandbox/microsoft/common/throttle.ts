import { SECOND } from './time.ts';

/**
 * Counts requests of each tenant over the last second. The vendor publishes no numbers, only that retried requests
 * count as well `[SDKD api-throttling-guidance.md]`, so a refused request takes its place in the second too.
 */
export class Throttle {
  private readonly recent = new Map<string, number[]>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * Counts one request.
   * @param key what the limit is kept for, such as a host and a tenant
   * @param perSecond requests a second that pass
   * @returns seconds to wait when the request is too many, else null
   */
  refuse(key: string, perSecond: number): number | null {
    const now = this.now();
    const times = this.recent.get(key) ?? [];
    // A clock that was set back must not leave a tenant locked out until it catches up.
    if ((times.at(-1) ?? 0) > now) times.length = 0;
    while (times.length > 0 && (times[0] ?? 0) <= now - SECOND) times.shift();
    const refused = times.length >= perSecond;
    times.push(now);
    if (times.length > Math.max(1, perSecond)) times.shift();
    this.recent.set(key, times);
    return refused ? 1 : null;
  }
}
