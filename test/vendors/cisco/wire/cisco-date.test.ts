import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../../platform/records/dates.ts';
import { ciscoDateText, dateOf, toCiscoDate } from '../../../../vendors/cisco/wire/cisco-date.ts';

describe("Cisco's dates", () => {
  test.each([
    ['28-Oct-2024', '2024-10-28'],
    ['27-SEP-2022', '2022-09-27'],
    ['27-sep-2022', '2022-09-27'],
    [' 1-Jan-2026 ', '2026-01-01'],
    ['29-Feb-2024', '2024-02-29'],
  ])('"%s" is %s, whatever the case of its month', (text, date) => {
    expect(dateOf(text)).toBe(date);
    expect(ciscoDateText.safeParse(text).success).toBe(true);
  });

  test.each(['29-Feb-2025', '31-Apr-2026', '00-Jan-2026', '28-Okt-2024', '2024-10-28', '28-10-2024', '28-Oct-24', 'x'])(
    '"%s" is no date',
    (text) => {
      expect(dateOf(text)).toBeNull();
      expect(ciscoDateText.safeParse(text).success).toBe(false);
    },
  );

  test.each(['', '  ', null, undefined])('%j says that there is none', (text) => {
    expect(dateOf(text)).toBeNull();
    expect(ciscoDateText.nullish().safeParse(text).success).toBe(true);
  });

  test('every date comes back from the form that Cisco is asked in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = addDays('1990-01-01', days);
        expect(dateOf(toCiscoDate(date))).toBe(date);
      }),
    );
    expect(toCiscoDate('2024-10-03')).toBe('03-Oct-2024');
  });
});
