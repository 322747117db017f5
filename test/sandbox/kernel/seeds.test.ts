import { describe, expect, test } from '@jest/globals';
import { customersOf, SANDBOX_CUSTOMERS } from '../../../sandbox/kernel/customers.ts';
import { sandboxPartner } from '../../../sandbox/kernel/partners.ts';
import { SeededRandom } from '../../../sandbox/kernel/random.ts';

describe('the seeded generator', () => {
  test('gives the same sequence for the same key and another for another', () => {
    const draw = (key: string): number[] => {
      const random = new SeededRandom(key);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('spreads its numbers evenly from 0 to below 1', () => {
    const random = new SeededRandom('even');
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n += 1) {
      const value = random.next();
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
      buckets[Math.floor(value * 10)] = (buckets[Math.floor(value * 10)] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('draws whole numbers with both ends, texts of the alphabet, and shuffles without loss', () => {
    const random = new SeededRandom('all');
    const dice = new Set(Array.from({ length: 300 }, () => random.int(1, 6)));
    expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(random.text(50, 'ab')).toMatch(/^[ab]{50}$/u);
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

describe('the firms of the sandbox', () => {
  test('customers are sixty firms with names of their own, of many countries', () => {
    expect(SANDBOX_CUSTOMERS).toHaveLength(60);
    expect(new Set(SANDBOX_CUSTOMERS.map(({ name }) => name)).size).toBe(60);
    expect(new Set(SANDBOX_CUSTOMERS.map(({ duns }) => duns)).size).toBe(60);
    expect(new Set(SANDBOX_CUSTOMERS.map(({ country }) => country)).size).toBeGreaterThan(15);
    expect(SANDBOX_CUSTOMERS.filter(({ country }) => country === 'US').every(({ state }) => state)).toBe(true);
  });

  test('a partner always has the same customers, and two partners share some', () => {
    const first = customersOf(1, 1);
    expect(customersOf(1, 1)).toEqual(first);
    expect(customersOf(2, 1)).not.toEqual(first);
    const second = new Set(customersOf(1, 2).map(({ name }) => name));
    expect(first.some(({ name }) => second.has(name))).toBe(true);
  });

  test('there are as many partners as are asked for', () => {
    const names = Array.from({ length: 20 }, (_, at) => sandboxPartner(at + 1).name);
    expect(new Set(names).size).toBe(20);
  });
});
