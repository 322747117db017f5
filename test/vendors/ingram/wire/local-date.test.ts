import { describe, expect, test } from '@jest/globals';
import { dateOf, localDate } from '../../../../vendors/ingram/wire/local-date.ts';

describe("Ingram's dates", () => {
  test.each([
    ['2023-07-31T00:00:00', '2023-07-31'],
    ['2023-07-31', '2023-07-31'],
    ['2023-07-31 00:00:00', '2023-07-31'],
    ['2023-07-31T23:59', '2023-07-31'],
    ['2023-07-31T23:59:59.9999999', '2023-07-31'],
    [' 2023-07-31T00:00:00 ', '2023-07-31'],
  ])('%j is %s, a day of the country of the account', (text, date) => {
    expect(localDate.safeParse(text).success).toBe(true);
    expect(dateOf(text)).toBe(date);
  });

  test.each([
    ['2023-07-31T23:30:00-05:00', '2023-07-31'],
    ['2023-07-31T00:30:00Z', '2023-07-31'],
  ])('%j keeps the day that is written, should there ever be a zone', (text, date) => {
    expect(dateOf(text)).toBe(date);
  });

  test.each(['', '  ', '0001-01-01T00:00:00', null, undefined])('%j is no date', (text) => {
    expect(localDate.safeParse(text).success).toBe(true);
    expect(dateOf(text)).toBeNull();
  });

  test.each(['2023-02-30T00:00:00', '31.07.2023', '07/31/2023', '2023-07', 'soon', '2023-07-31T'])(
    '%j is refused',
    (text) => {
      expect(localDate.safeParse(text).success).toBe(false);
    },
  );
});
