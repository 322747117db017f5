import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  customerKeys,
  matchCustomers,
  nameBeginnings,
  POSSIBLE_FIRM_SCORE,
  SAME_FIRM_SCORE,
  type CustomerText,
} from '../../../platform/matching/match-customer.ts';

const ACME: CustomerText = { name: 'Acme GmbH', country: 'DE', website: 'https://acme.de', duns: '069032677' };
const NOTHING: CustomerText = { name: null, country: null, website: null, duns: null };

function match(
  one: Partial<CustomerText>,
  other: Partial<CustomerText>,
): { score: number; matchedOn: readonly string[] } {
  const found = matchCustomers(customerKeys({ ...NOTHING, ...one }), customerKeys({ ...NOTHING, ...other }));
  return { score: Number(found.score), matchedOn: found.matchedOn };
}

describe('how sure it is that two customers are one', () => {
  test('everything that agrees is named', () => {
    expect(match(ACME, { name: 'ACME', country: 'DE', website: 'www.acme.de', duns: '06-903-2677' })).toEqual({
      score: 0.999,
      matchedOn: ['duns', 'website', 'name', 'country'],
    });
  });

  test.each<[what: string, one: Partial<CustomerText>, other: Partial<CustomerText>]>([
    ['a number', ACME, { duns: '06-903-2677' }],
    ['a website', ACME, { website: 'acme.de' }],
    ['a name and a country', ACME, { name: 'Acme Ltd', country: 'DE' }],
    [
      'a name in another spelling, and a country',
      { name: 'Müller AG', country: 'DE' },
      { name: 'Mueller', country: 'DE' },
    ],
  ])('%s is enough', (_what, one, other) => {
    expect(match(one, other).score).toBeGreaterThanOrEqual(SAME_FIRM_SCORE);
  });

  test('a country alone is nothing', () => {
    expect(match(ACME, { country: 'DE' })).toEqual({ score: 0, matchedOn: [] });
    expect(match(ACME, { name: 'Zenith', country: 'DE', website: 'zenith.de', duns: '123456789' })).toEqual({
      score: 0,
      matchedOn: [],
    });
  });

  test('the same name in another country is a possibility, no more', () => {
    const { score } = match({ name: 'Acme', country: 'DE' }, { name: 'Acme Ltd', country: 'GB' });
    expect(score).toBeGreaterThanOrEqual(POSSIBLE_FIRM_SCORE);
    expect(score).toBeLessThan(SAME_FIRM_SCORE);
  });

  test('another number makes the same name unlikely', () => {
    const { score } = match({ name: 'Acme', duns: '069032677' }, { name: 'Acme', duns: '123456789' });
    expect(score).toBeLessThan(POSSIBLE_FIRM_SCORE);
  });

  test('a name that goes on behind the other is a possibility in the same country only', () => {
    const there = match({ name: 'Contoso', country: 'DE' }, { name: 'Contoso Europe GmbH', country: 'DE' });
    expect(there.matchedOn).toEqual(['name', 'country']);
    expect(there.score).toBeGreaterThanOrEqual(POSSIBLE_FIRM_SCORE);
    expect(there.score).toBeLessThan(SAME_FIRM_SCORE);
    expect(match({ name: 'Contoso', country: 'DE' }, { name: 'Contoso Europe', country: 'FR' }).score).toBeLessThan(
      POSSIBLE_FIRM_SCORE,
    );
  });

  test.each([
    ['Acme', 'Acmetal'],
    ['Acme Steel', 'Acme Foods'],
    ['HP', 'HP Foods'],
    ['Steel', 'Acme Steel'],
  ])('%s and %s have nothing in common', (one, other) => {
    expect(match({ name: one }, { name: other }).score).toBe(0);
  });
});

describe('a comparison', () => {
  const name = fc.oneof(
    fc.constantFrom('Acme', 'Acme GmbH', 'ACME Steel', 'Müller', 'Mueller AG', 'Contoso Europe', 'Contoso', '***'),
    fc.string({ maxLength: 20 }),
  );
  const customer: fc.Arbitrary<CustomerText> = fc.record({
    name: fc.option(name),
    country: fc.option(fc.constantFrom('DE', 'FR')),
    website: fc.option(fc.constantFrom('acme.de', 'https://www.acme.de', 'other.example', 'none')),
    duns: fc.option(fc.constantFrom('069032677', '06-903-2677', '123456789', '0')),
  });

  test('gives the same in both directions, from 0 to 1', () => {
    fc.assert(
      fc.property(customer, customer, (one, other) => {
        const found = match(one, other);
        expect(match(other, one)).toEqual(found);
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(1);
        expect(found.score > 0).toBe(found.matchedOn.length > 0);
      }),
    );
  });

  test('is never surer of another than of the same', () => {
    fc.assert(
      fc.property(customer, customer, (one, other) => {
        expect(match(one, one).score).toBeGreaterThanOrEqual(match(one, other).score);
      }),
    );
  });

  test('is never less sure when one more thing agrees', () => {
    fc.assert(
      fc.property(customer, customer, fc.constantFrom('name', 'country', 'website', 'duns'), (one, other, what) => {
        expect(match(one, { ...other, [what]: one[what] }).score).toBeGreaterThanOrEqual(
          match(one, { ...other, [what]: null }).score,
        );
      }),
    );
  });

  test('finds every name that it takes for alike by one of its beginnings, or the other’s', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [left, right] = [customerKeys({ ...NOTHING, name: one }), customerKeys({ ...NOTHING, name: other })];
        if (!left.name || !right.name || match({ name: one }, { name: other }).score === 0) return;
        const found = nameBeginnings(left.name).includes(right.name.key) || right.name.key.startsWith(left.name.key);
        expect(found).toBe(true);
      }),
    );
  });
});
