import { describe, expect, test } from '@jest/globals';
import { dateOf } from '../../../../vendors/ibm/wire/iso-date.ts';

describe("IBM's dates", () => {
  test.each([
    ['2019-07-01T00:00:00.000Z', '2019-07-01'],
    ['2019-08-31T23:59:59.999Z', '2019-08-31'],
    ['2019-01-01T12:00:00', '2019-01-01'],
    ['2019-01-01', '2019-01-01'],
    ['2019-01-01T00:30:00+02:00', '2018-12-31'],
    ['2019-02-30T00:00:00Z', null],
    ['July 2019', null],
    ['', null],
    [null, null],
  ])('%j is %s', (text, date) => {
    expect(dateOf(text)).toBe(date);
  });
});
