import { describe, expect, test } from '@jest/globals';
import { isCountryCode } from '../../../platform/records/country-codes.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** Codes that the runtime names and that the standard reserves, or that are no country. */
const NOT_ASSIGNED = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'];

describe('the code of a country', () => {
  test('is one that the runtime has a name for, but for those that the standard only reserves', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const inUse = PAIRS.filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
    const named = inUse.filter((code) => names.of(code) !== undefined && !NOT_ASSIGNED.includes(code));
    expect(PAIRS.filter(isCountryCode)).toEqual(named);
  });

  test.each(['XX', 'ZZ', 'UK', 'EU', 'de', 'D', 'DEU', '', 'DE '])('is not %j', (text) => {
    expect(isCountryCode(text)).toBe(false);
  });
});
