const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY_MS = 86_400_000;

/** True for an ISO 8601 calendar date that exists: `2026-02-29` does not, nor does a year 0. */
export function isCalendarDate(text: string): boolean {
  if (!CALENDAR_DATE.test(text) || text.startsWith('0000')) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * An instant in our form, `2026-03-31T08:00:00.000Z`, from RFC 3339 text with any offset and up to nine fractional
 * digits; null for anything else. Digits finer than a millisecond are cut off.
 */
export function toInstant(text: string): string | null {
  if (!INSTANT.test(text)) return null;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(time) || !isCalendarDate(text.slice(0, 10))) return null;
  const instant = new Date(time).toISOString();
  // An offset may lead out of the years that have four digits.
  return isCalendarDate(instant.slice(0, 10)) ? instant : null;
}

/** The UTC calendar date of an instant. */
export function utcDate(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Whole days from one calendar date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The calendar date `days` later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
