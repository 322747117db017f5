import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptedCodes, fitsPattern, isAccepted } from '../../../platform/rules/accepts.ts';

const ACCEPTS = { codes: ['A-1'], names: ['Alpha Certified * – Expert'], levels: ['Advanced'] };

describe('which certifications count', () => {
  test.each([
    ['the code', { code: 'a-1', name: null, level: null }, true],
    ['a name that fits', { code: null, name: 'ALPHA certified Storage – Expert', level: null }, true],
    ['a level', { code: null, name: null, level: 'advanced' }, true],
    ['a name that fits in part', { code: null, name: 'Alpha Certified Storage – Expert (old)', level: null }, false],
    ['nothing', { code: null, name: null, level: null }, false],
  ])('by %s', (_title, certification, counted) => {
    expect(isAccepted(ACCEPTS, certification)).toBe(counted);
  });

  test.each([
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*', 'abc', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['(x).+', '(x).+', true],
    ['(x).+', 'xx', false],
  ])('the pattern %s on %j: %s', (pattern, name, fits) => {
    expect(fitsPattern(name, pattern)).toBe(fits);
  });

  test('a pattern made of a name by stars fits that name', () => {
    const parts = fc.array(fc.stringMatching(/^[a-c]{0,4}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(parts, (texts) => {
        expect(fitsPattern(texts.join('ab'), texts.join('*'))).toBe(true);
      }),
    );
  });

  test('a pattern of many stars is no trap', () => {
    expect(fitsPattern('a'.repeat(5_000), `${'*a'.repeat(400)}b`)).toBe(false);
  });

  test('are shown by the codes that are known, else by the patterns', () => {
    const known = { name: 'Alpha Certified Storage – Expert', level: null, validMonths: 12, source: 'x' } as const;
    const catalog = [
      { ...known, code: 'S-9', retired: false, confidence: 'LOW' },
      { ...known, code: 'T-1', name: 'Another', retired: false, confidence: 'LOW' },
    ] as const;
    expect(acceptedCodes(ACCEPTS, catalog)).toEqual(['A-1', 'S-9']);
    expect(acceptedCodes({ codes: [], names: ['B*'], levels: ['Basic'] }, catalog)).toEqual(['B*', 'Basic']);
  });
});
