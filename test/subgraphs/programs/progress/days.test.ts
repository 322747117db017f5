import { describe, expect, test } from '@jest/globals';
import { addMonths, isWithin, windowStart } from '../../../../subgraphs/programs/progress/days.ts';

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-06-15', -18, '2024-12-15'],
    ['2026-06-15', 36, '2029-06-15'],
  ])('%s and %i months is %s', (date, months, other) => {
    expect(addMonths(date, months)).toBe(other);
  });
});

describe('the time in which something counts', () => {
  test.each([
    [{ type: 'CALENDAR_YEAR' }, '2026-06-15', '2026-01-01'],
    [{ type: 'FISCAL_YEAR', startsInMonth: 2 }, '2026-06-15', '2026-02-01'],
    [{ type: 'FISCAL_YEAR', startsInMonth: 2 }, '2026-01-31', '2025-02-01'],
    [{ type: 'ROLLING_MONTHS', months: 12 }, '2026-06-15', '2025-06-16'],
    [{ type: 'EVER' }, '2026-06-15', null],
  ] as const)('%j on %s begins on %s', (window, day, start) => {
    expect(windowStart(window, day)).toBe(start);
  });

  test('has its first and its last day, and nothing of the days to come', () => {
    const year = { type: 'CALENDAR_YEAR' } as const;
    expect(
      ['2025-12-31', '2026-01-01', '2026-06-15', '2026-06-16'].map((on) => isWithin(year, '2026-06-15', on)),
    ).toEqual([false, true, true, false]);
  });

  test('takes what has no date only where it has no beginning', () => {
    expect(isWithin({ type: 'EVER' }, '2026-06-15', null)).toBe(true);
    expect(isWithin({ type: 'CALENDAR_YEAR' }, '2026-06-15', null)).toBe(false);
  });
});
