import { DAY } from '../../../common/time.ts';

/** Two instants in milliseconds: from (included) to (excluded). */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const DAYS: Readonly<Record<string, number>> = {
  LAST_7_DAYS: 7,
  LAST_14_DAYS: 14,
  LAST_30_DAYS: 30,
  LAST_90_DAYS: 90,
  LAST_180_DAYS: 180,
  LAST_365_DAYS: 365,
};

const MONTHS: Readonly<Record<string, number>> = { LAST_3_MONTHS: 3, LAST_6_MONTHS: 6, LAST_1_YEAR: 12 };

/** What a query without TIMESPAN looks at `[PCD insights-programmatic-custom-query.md]`. */
export const DEFAULT_TIMESPAN = 'LAST_6_MONTHS';

export const TIMESPANS: readonly string[] = [
  'TODAY',
  'YESTERDAY',
  ...Object.keys(DAYS),
  'LAST_MONTH',
  ...Object.keys(MONTHS),
  'LIFETIME',
];

/** The period a time span means at the given instant. LAST_MONTH is the calendar month before. */
export function periodOf(timespan: string, now: number): Period {
  const date = new Date(now);
  const today = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const month = (back: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1);
  if (timespan === 'TODAY') return { from: today, to: today + DAY };
  if (timespan === 'YESTERDAY') return { from: today - DAY, to: today };
  if (timespan === 'LAST_MONTH') return { from: month(1), to: month(0) };
  const days = DAYS[timespan];
  if (days !== undefined) return { from: now - days * DAY, to: Number.POSITIVE_INFINITY };
  const months = MONTHS[timespan];
  if (months === undefined) return { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const day = Math.min(date.getUTCDate(), 28);
  return { from: month(months) + (day - 1) * DAY, to: Number.POSITIVE_INFINITY };
}
