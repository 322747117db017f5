import { describe, expect, test } from '@jest/globals';
import { checkFields } from '../../../platform/portal/check-fields.ts';
import { PORTAL_FIELD_TYPES, type PortalField, type PortalFieldType } from '../../../platform/portal/portal-field.ts';

const TODAY = '2026-06-15';

const field = (type: PortalFieldType, more: Partial<PortalField> = {}): PortalField => ({
  path: '/vendorFields/x',
  label: 'X',
  type,
  required: true,
  ...more,
});

/** @returns the code of what is wrong, or null */
function problemOf(one: PortalField, x: unknown): string | null {
  const { missing, errors } = checkFields([one], { vendorFields: { x } }, TODAY);
  if (missing.length > 0) return 'MISSING';
  return errors[0]?.code ?? null;
}

/** What each type takes, and what it does not. */
const VALUES: Readonly<
  Record<PortalFieldType, { readonly fits: readonly unknown[]; readonly not: readonly unknown[] }>
> = {
  string: { fits: ['x', 'ä ö'], not: [1, true, {}, ['x']] },
  text: { fits: ['x\ny'], not: [1, false, { a: 1 }] },
  integer: { fits: [0, 5, -3], not: ['5', 1.5, 2 ** 53, true, [1]] },
  decimal: { fits: [1.5, '1.50', '-2', 0], not: ['1,5', 'x', true, [1], { amount: 1 }] },
  money: {
    fits: [
      { amount: '5', currency: 'EUR' },
      { amount: 5.25, currency: 'EUR' },
    ],
    not: [
      '5',
      5,
      { amount: '5' },
      { currency: 'EUR' },
      { amount: 'x', currency: 'EUR' },
      { amount: { toString: 1 }, currency: 'EUR' },
      { amount: '5', currency: { toString: 1 } },
      { amount: ['5'], currency: 'EUR' },
    ],
  },
  date: {
    fits: ['2026-06-15', '2024-02-29'],
    not: ['2026-02-29', '0000-01-01', '15.06.2026', '2026-6-1', 20260615, '2026-06-15T00:00:00Z'],
  },
  boolean: { fits: [true, false], not: ['true', 1, 'Yes', {}] },
  choice: { fits: ['x'], not: [['x'], 1, { toString: 1 }] },
  choices: { fits: [['x'], ['x', 'y']], not: ['x', [1], [{ toString: 1 }], { 0: 'x' }] },
  email: { fits: ['a@b.example', 'ä.b+c@b.co'], not: ['a@b', 'a b@c.example', '@b.example', 'a@', 1] },
  url: {
    fits: ['https://example.com/a?b', 'http://example.com'],
    not: ['example.com', 'javascript:alert(1)', 'ftp://example.com', 'file:///x', 1],
  },
  country: { fits: ['DE'], not: ['de', 'DEU', 'D', 1, ['DE']] },
};

describe.each(PORTAL_FIELD_TYPES)('a field of the type %s', (type) => {
  const one = field(type, type === 'choice' || type === 'choices' ? { allowedValues: ['x', 'y'] } : {});

  test('takes what it is for', () => {
    for (const value of VALUES[type].fits) expect([value, problemOf(one, value)]).toEqual([value, null]);
  });

  test('tells what it does not take, and says what was expected', () => {
    for (const value of VALUES[type].not) {
      const { errors } = checkFields([one], { vendorFields: { x: value } }, TODAY);
      expect(errors).toEqual([
        {
          path: one.path,
          code: 'INVALID',
          message: expect.stringMatching(/^must be .+/),
          vendorCode: null,
          editable: true,
        },
      ]);
    }
  });

  test('is missing when nothing was entered, blanks included, and only where it is asked for', () => {
    for (const nothing of [undefined, null, '', '  ', '\t\n', []]) {
      expect([nothing, problemOf(one, nothing)]).toEqual([nothing, 'MISSING']);
      expect([nothing, problemOf({ ...one, required: false }, nothing)]).toEqual([nothing, null]);
    }
  });
});

describe('a value', () => {
  test('of a choice is one of those allowed; the error tells which they are', () => {
    const choices = field('choices', { allowedValues: ['One', 'Two'] });
    expect(problemOf(choices, ['One', 'Three'])).toBe('NOT_ALLOWED');
    const { errors } = checkFields([choices], { vendorFields: { x: ['One', 'Three'] } }, TODAY);
    expect(errors[0]?.message).toBe('must be among One, Two, not "Three"');
    expect(problemOf(field('choice', { allowedValues: ['One'] }), 'toString')).toBe('NOT_ALLOWED');
    expect(problemOf(field('choices'), ['whatever'])).toBeNull();
  });

  test('of money is more than nothing', () => {
    for (const amount of ['0', '0.00', '-1', -0.01]) {
      expect([amount, problemOf(field('money'), { amount, currency: 'EUR' })]).toEqual([amount, 'OUT_OF_RANGE']);
    }
  });

  test('of a date may be today where the past makes no sense', () => {
    const later = field('date', { notInThePast: true });
    expect([problemOf(later, '2026-06-14'), problemOf(later, TODAY)]).toEqual(['OUT_OF_RANGE', null]);
    expect(problemOf(field('date'), '2020-01-01')).toBeNull();
  });

  test('has the length that the form says, counted before anything is made of it', () => {
    const short = field('string', { minLength: 2, maxLength: 4 });
    expect(['x', 'xx', 'xxxx', 'xxxxx'].map((text) => problemOf(short, text))).toEqual([
      'TOO_SHORT',
      null,
      null,
      'TOO_LONG',
    ]);
    expect(problemOf(field('email', { maxLength: 255 }), `a@${'.'.repeat(20_000)}@`)).toBe('TOO_LONG');
    expect(problemOf(field('email'), `a@${'.'.repeat(20_000)}@`)).toBe('TOO_LONG');
  });

  test('is looked up by its own name alone: nothing that an object has by nature is a value', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const one = field('string', { path: `/vendorFields/${name}` });
      expect(checkFields([one], { vendorFields: {} }, TODAY).missing).toEqual([one]);
    }
  });

  test('is found under a name with a slash and a tilde in it', () => {
    const one = field('string', { path: '/vendorFields/a~1b~0c' });
    expect(checkFields([one], { vendorFields: { 'a/b~c': 'x' } }, TODAY)).toEqual({ missing: [], errors: [] });
  });

  test('is missing where what it stands in is something else', () => {
    const one = field('string', { path: '/customer/city/name' });
    for (const customer of [null, 'x', { city: 'Berlin' }, { city: null }]) {
      expect(checkFields([one], { customer }, TODAY).missing).toEqual([one]);
    }
  });
});
