/** A calendar month as a count of months since year 0, so that months can be compared and counted. */
export type Month = number;

const FORM = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** The month an instant lies in, in UTC. */
export function monthOf(milliseconds: number): Month {
  const date = new Date(milliseconds);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** @returns null when the text is not `yyyy-mm` */
export function parseMonth(text: string): Month | null {
  const [, year, month] = FORM.exec(text) ?? [];
  return year === undefined ? null : Number(year) * 12 + Number(month) - 1;
}

/** `2026-03` */
export function monthText(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** The first instant of the month, in milliseconds since 1970. */
export function monthStart(month: Month): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}

/** Usage is metered by the hour: reports asked for within one are the same. Assumed, the documents do not say. */
const HOUR_MS = 3_600_000;

/** How much of the month is metered at an instant: 0 before it, 1 after it. */
export function shareOf(month: Month, now: number): number {
  const [start, end] = [monthStart(month), monthStart(month + 1)];
  const metered = now - (now % HOUR_MS);
  return Math.min(1, Math.max(0, (metered - start) / (end - start)));
}
