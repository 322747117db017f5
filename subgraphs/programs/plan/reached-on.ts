import { addDays } from '../../../platform/records/dates.ts';
import type { MembershipRow } from '../store.ts';
import type { Standing } from '../standing/standing.ts';

/** Days after today and up to the last on which something may begin to count. Between two of them things only cease to. */
function beginnings(row: MembershipRow, standing: Standing, today: string, last: string): string[] {
  const days = [
    ...standing.certifications.map(({ from }) => from),
    ...standing.wonDeals.map(({ on }) => on),
    ...standing.assumedRevenue.map(({ on }) => on),
    ...standing.reports.map(({ from }) => from),
    ...row.specializations.map(({ since }) => since),
  ];
  return [...new Set(days.filter((day) => day !== null))].filter((day) => day > today && day <= last).toSorted();
}

/** Whose days are looked at: from today, or from the last day where that is before today. */
export interface Span {
  readonly row: MembershipRow;
  readonly standing: Standing;
  readonly today: string;
  readonly last: string;
}

/**
 * The day from which on something is met without a break, up to the last day; null when it is not met on the last.
 * @param isMetOn is asked a few times only: since things but cease between two beginnings, the last day of a stretch speaks for all of it
 */
export async function reachedOn(
  { row, standing, today, last }: Span,
  isMetOn: (day: string) => Promise<boolean>,
): Promise<string | null> {
  const starts = last <= today ? [last] : [today, ...beginnings(row, standing, today, last)];
  let reached: string | null = null;
  for (const [index, start] of [...starts.entries()].toReversed()) {
    const next = starts[index + 1];
    if (!(await isMetOn(next === undefined ? last : addDays(next, -1)))) break;
    reached = start;
  }
  return reached;
}
