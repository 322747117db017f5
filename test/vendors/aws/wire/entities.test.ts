import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeEntities } from '../../../../vendors/aws/wire/entities.ts';

describe('text that AWS has escaped', () => {
  test.each([
    ['Example &amp; Sons', 'Example & Sons'],
    ['&lt;b&gt;', '<b>'],
    ['&quot;x&quot; &apos;y&apos;', `"x" 'y'`],
    ['O&#39;Neil &#x27;s', "O'Neil 's"],
    ['a&nbsp;b', 'a\u00a0b'],
    ['&#128512;', '\u{1f600}'],
  ])('%s is read as it was meant', (escaped, meant) => {
    expect(decodeEntities(escaped)).toBe(meant);
  });

  test('is decoded once and no more', () => {
    expect(decodeEntities('&amp;lt;')).toBe('&lt;');
    expect(decodeEntities('&amp;amp;amp;')).toBe('&amp;amp;');
  });

  test.each(['R&D', 'AT&T;', '&unknown;', '&toString;', '&#0;', '&#xD800;', '&#1114112;', '& amp;', '&AMP;'])(
    '%s is no entity and stays',
    (text) => {
      expect(decodeEntities(text)).toBe(text);
    },
  );

  test('comes back whole, whatever it was', () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeEntities(escape(text))).toBe(text);
      }),
    );
  });
});
