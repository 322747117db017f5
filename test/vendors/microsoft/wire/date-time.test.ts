import { describe, expect, test } from '@jest/globals';
import { dateOf, instantOf, isDateTime, orderKey } from '../../../../vendors/microsoft/wire/date-time.ts';

describe("Microsoft's dates", () => {
  test.each([
    ['2026-04-02T10:15:03.1234567Z', '2026-04-02T10:15:03.123Z'],
    ['2026-04-02T10:15:03.9999999Z', '2026-04-02T10:15:03.999Z'],
    ['2026-04-02T10:15:03', '2026-04-02T10:15:03.000Z'],
    ['2026-04-02T10:15:03.1234567', '2026-04-02T10:15:03.123Z'],
    ['2026-04-02T10:15:03.5+02:00', '2026-04-02T08:15:03.500Z'],
    ['2026-04-02', '2026-04-02T00:00:00.000Z'],
  ])('%s is the instant %s', (text, instant) => {
    expect(isDateTime(text)).toBe(true);
    expect(instantOf(text)).toBe(instant);
  });

  test.each([['0001-01-01T00:00:00'], ['0001-01-01T00:00:00Z'], ['0001-01-01T00:00:00.0000000Z'], ['0001-01-01']])(
    '%s is an empty date',
    (text) => {
      expect(isDateTime(text)).toBe(true);
      expect(instantOf(text)).toBeNull();
      expect(dateOf(text)).toBeNull();
      expect(orderKey(text)).toBeNull();
    },
  );

  test.each([
    [''],
    ['soon'],
    ['2026-02-30T00:00:00Z'],
    ['04/02/2026'],
    ['2026-04-02T25:00:00Z'],
    ['2026-04-02T10:15Zx'],
  ])('%j is no date', (text) => {
    expect(isDateTime(text)).toBe(false);
    expect(instantOf(text)).toBeNull();
  });

  test('the date of an instant is its date in UTC', () => {
    expect(dateOf('2026-04-02T00:30:00+02:00')).toBe('2026-04-01');
    expect(dateOf(null)).toBeNull();
  });
});
