export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * An instant the way the referrals API prints it: UTC with seven fractional digits `[PR20 create-a-referral.md]`.
 * @param fraction digits four to seven, 0 to 9999
 */
export function sevenDigits(milliseconds: number, fraction: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(fraction).padStart(4, '0')}Z`;
}

/** UTC without fractions: `2026-04-02T10:30:00Z`. */
export function wholeSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Midnight UTC of the day, as deals print their closing date: `2027-03-31T00:00:00Z`. */
export function midnight(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 10)}T00:00:00Z`;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Milliseconds since 1970 of an ISO text, or null when it is none. A text without zone is read as UTC. */
export function parseInstant(value: string): number | null {
  const match = INSTANT.exec(value);
  if (!match) return null;
  const parsed = Date.parse(match[1] && !match[4] ? `${value}Z` : value);
  return Number.isNaN(parsed) ? null : parsed;
}
