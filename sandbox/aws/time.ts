export const SECOND_MS = 1000;
export const DAY_MS = 86_400_000;

/** `2026-04-02T10:15:03Z`: how opportunities write an instant [PM]. */
export function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/**
 * `2026-04-02T20:48:55.457306587Z`: how engagements, invitations and tasks write an instant [PM].
 * The digits below a millisecond are made up from the instant, so that the same instant is always written alike.
 */
export function nanoseconds(ms: number): string {
  const below = String(((Math.floor(ms) % 1_000_003) * 7919) % 1_000_000).padStart(6, '0');
  return `${new Date(ms).toISOString().slice(0, 23)}${below}Z`;
}

/** `2026-04-02` */
export function calendarDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Milliseconds of an instant on the wire, whatever its precision; NaN when it is none. */
export function instant(text: string): number {
  return Date.parse(text);
}
