import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containsPattern, searchText } from '../../../platform/records/search-text.ts';
import { storable } from '../../../platform/records/storable.ts';

describe('text as it is searched', () => {
  test.each([
    ['Brauerei Hofmann & Söhne KG', 'brauerei hofmann & sohne kg'],
    ['WEIẞ weiß', 'weiss weiss'],
    ['Łódź  Ørsted\tÅlesund', 'lodz orsted alesund'],
    ['  ﬁn  ', 'fin'],
    ['Müller', 'muller'],
    ['null\u0000byte', 'nullbyte'],
    ['\n', ''],
  ])('%j is found as %j', (text, expected) => {
    expect(searchText(text)).toBe(expected);
  });

  test('is the same when it is made from itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => searchText(searchText(text)) === searchText(text)),
      { numRuns: 2_000 },
    );
  });

  test('is looked for as it is: signs that stand for others are taken as they are', () => {
    expect(containsPattern('50% of_all\\')).toBe('%50\\% of\\_all\\\\%');
  });
});

describe('a value that is to be stored', () => {
  test('has no character that the database refuses, however deep, and is as it came otherwise', () => {
    const at = new Date();
    const value = {
      'na\u0000me': ['a\u0000b', { half: 'x\uD83D', whole: '😀' }],
      number: 1.5,
      none: null,
      yes: true,
      at,
    };
    expect(storable(value)).toEqual({
      'na\uFFFDme': ['a\uFFFDb', { half: 'x\uFFFD', whole: '😀' }],
      number: 1.5,
      none: null,
      yes: true,
      at,
    });
  });

  test('stays what it is when there is nothing to mend', () => {
    const plain = fc.jsonValue().filter((value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
    fc.assert(fc.property(plain, (value) => expect(storable(value)).toEqual(value)));
  });
});
