import { addDays } from '../../../platform/records/dates.ts';
import type { Window } from '../../../platform/rules/measure.ts';

/** The same day some months later, or earlier when negative; the month's last day where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}

function yearBegun(day: string, startsInMonth: number): string {
  const month = String(startsInMonth).padStart(2, '0');
  const year = Number(day.slice(0, 4));
  const inThisYear = `${day.slice(0, 4)}-${month}-01`;
  return inThisYear <= day ? inThisYear : `${String(year - 1).padStart(4, '0')}-${month}-01`;
}

/** First day of the window that a day stands in; null where it has no beginning. */
export function windowStart(window: Window, day: string): string | null {
  if (window.type === 'ROLLING_MONTHS') return addDays(addMonths(day, -window.months), 1);
  if (window.type === 'CALENDAR_YEAR') return yearBegun(day, 1);
  if (window.type === 'FISCAL_YEAR') return yearBegun(day, window.startsInMonth);
  return null;
}

/** Did something happen inside the window, up to the day? What has no date did so only where the window has no beginning. */
export function isWithin(window: Window, day: string, on: string | null): boolean {
  const start = windowStart(window, day);
  if (on === null) return start === null;
  return on <= day && (start === null || on >= start);
}
