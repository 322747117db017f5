import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countryCode } from '../../../vendors/files/cells/country.ts';
import { dateReader } from '../../../vendors/files/cells/date-format.ts';
import { numberReader } from '../../../vendors/files/cells/number-format.ts';

describe('a date of a declared form', () => {
  test.each([
    ['YYYY-MM-DD', '2026-03-31', '2026-03-31'],
    ['YYYY-MM-DD', '2026-03-31T14:30:00Z', '2026-03-31'],
    ['YYYY-MM-DD', '2026-03-31 09:05', '2026-03-31'],
    ['DD.MM.YYYY', '31.03.2026', '2026-03-31'],
    ['D.M.YYYY', '1.3.2026', '2026-03-01'],
    ['D.M.YYYY', '01.03.2026', '2026-03-01'],
    ['MM/DD/YYYY', '03/04/2026', '2026-03-04'],
    ['DD/MM/YYYY', '03/04/2026', '2026-04-03'],
    ['M/D/YYYY', '3/4/2026 5:06:07 PM', '2026-03-04'],
    ['DD-MMM-YYYY', '05-Feb-2026', '2026-02-05'],
    ['MMM D, YYYY', 'DEC 9, 2026', '2026-12-09'],
    ['YYYYMMDD', '20260331', '2026-03-31'],
  ])('%s reads %s', (form, text, date) => {
    expect(dateReader(form)?.(text)).toBe(date);
  });

  test.each([
    ['YYYY-MM-DD', '31.03.2026'],
    ['DD.MM.YYYY', '1.3.2026'],
    ['DD.MM.YYYY', '31x03x2026'],
    ['MM/DD/YYYY', '31/03/2026'],
    ['YYYY-MM-DD', '2026-02-29'],
    ['YYYY-MM-DD', '0000-01-01'],
    ['DD-MMM-YYYY', '05-Foo-2026'],
    ['YYYY-MM-DD', '2026-03-31 and more'],
    ['YYYY-MM-DD', ''],
  ])('%s does not read %j', (form, text) => {
    expect(dateReader(form)?.(text)).toBeNull();
  });

  test.each(['', 'YYYY', 'YYYY-MM', 'DD-DD-YYYY', 'YY-MM-DD', 'YYYY-MM-DD-D', 'soon'])('%j is no form', (form) => {
    expect(dateReader(form)).toBeNull();
  });
});

describe('a number with a declared mark', () => {
  test.each([
    ['.', '1234.50', '1234.5'],
    ['.', '1,234,567.891', '1234567.891'],
    ['.', "1'234.5", '1234.5'],
    ['.', '1 234 567', '1234567'],
    ['.', '-0.10', '-0.1'],
    [',', '1.234.567,89', '1234567.89'],
    [',', '1\u00A0234,5', '1234.5'],
    [',', '12,0', '12'],
  ] as const)('%s reads %s', (mark, text, value) => {
    expect(numberReader(mark)(text)).toBe(value);
  });

  test.each([
    ['.', '1,23'],
    ['.', '12,34,567'],
    ['.', '1,234 567'],
    ['.', '1.234.567'],
    [',', '1234.5'],
    ['.', '$5'],
    ['.', '5 EUR'],
    ['.', '(5)'],
    ['.', '5-'],
    ['.', '1e5'],
    ['.', '0x10'],
    ['.', '1'.repeat(60)],
    ['.', ''],
  ] as const)('%s does not read %j', (mark, text) => {
    expect(numberReader(mark)(text)).toBeNull();
  });

  test('is read as what was written, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const digits = Math.abs(whole).toLocaleString('en-US');
          const written = `${whole < 0 ? '-' : ''}${digits}.${String(cents).padStart(2, '0')}`;
          const swapped = written.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
          const value = numberReader('.')(written);
          expect(Number(value)).toBeCloseTo((Math.abs(whole) + cents / 100) * (whole < 0 ? -1 : 1), 2);
          expect(numberReader(',')(swapped)).toBe(value);
        },
      ),
    );
  });
});

describe('a country', () => {
  test.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Germany', 'DE'],
    ['united kingdom', 'GB'],
    ['UK', 'GB'],
    ['USA', 'US'],
    ['Côte d’Ivoire', 'CI'],
    ['CURACAO', 'CW'],
    ['Czech Republic', 'CZ'],
  ])('%s is %s', (text, code) => expect(countryCode(text)).toBe(code));

  test.each(['EU', 'ZZ', 'Europe', 'Atlantis', '', 'D', 'DEU'])('%j is none', (text) => {
    expect(countryCode(text)).toBeNull();
  });
});
