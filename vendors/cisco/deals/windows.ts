import { z } from 'zod';
import { addDays, isCalendarDate } from '../../../platform/records/dates.ts';

const span = z.object({ from: z.string(), to: z.string() });

/** One question to the usage report, which must be asked by a range of dates [cisco 2]. */
export const windowShape = z.object({
  by: z.enum(['approval', 'expiration']),
  /** Calendar dates; taken as inclusive, and overlapping by a day in case the last one is not. */
  from: z.string(),
  to: z.string(),
  /** Deals that end within are left out: other windows of the run bring them. */
  except: span.nullable(),
});

export type DealWindow = z.infer<typeof windowShape>;

/** How far back and ahead deals are looked for, in calendar years beside the present one. */
const YEARS = 3;

/** Entries may be dated in another time zone, or entered late. */
const LATE_DAYS = 2;

/**
 * Everything: deals by the year they end in, then by the year of their approval those that end at another time or never.
 * The longest range allowed is not documented; a year is assumed.
 */
export function allWindows(today: string): DealWindow[] {
  const year = Number(today.slice(0, 4));
  const years = Array.from({ length: 2 * YEARS + 1 }, (_, index) => year - YEARS + index);
  const ends = years.map((each) => ({ by: 'expiration' as const, ...yearOf(each), except: null }));
  const except = { from: `${year - YEARS}-01-01`, to: `${year + YEARS + 1}-01-01` };
  const approvals = years.filter((each) => each <= year);
  return [...ends, ...approvals.map((each) => ({ by: 'approval' as const, ...yearOf(each), except }))];
}

/**
 * What may have happened since a run: approvals, and ends. A deal that was changed otherwise (an end postponed, a new
 * quote) is found by the next run that reads everything.
 */
export function recentWindows(since: string, today: string): DealWindow[] {
  const recent = { from: addDays(since, -LATE_DAYS), to: addDays(today, 1), except: null };
  return [
    { by: 'approval', ...recent },
    { by: 'expiration', ...recent },
  ];
}

/** The windows of a run. A watermark that is no date is none of ours: everything is read. */
export function windowsSince(since: string | null, today: string): DealWindow[] {
  return since !== null && isCalendarDate(since) && since <= today ? recentWindows(since, today) : allWindows(today);
}

/** True for a deal that this window is to bring. */
export function isWanted(window: DealWindow, endsOn: string | null): boolean {
  const { except } = window;
  return !except || endsOn === null || endsOn < except.from || endsOn > except.to;
}

function yearOf(year: number): { from: string; to: string } {
  return { from: `${year}-01-01`, to: `${year + 1}-01-01` };
}
