import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Cache } from '../../../platform/cache/cache.ts';
import { cacheKey, type CacheKey, type CacheKeyPart } from '../../../platform/cache/cache-key.ts';
import { LARGEST_VALUE } from '../../../platform/cache/engine-cache.ts';

const MINUTE = 60_000;

export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** A door that work waits at until the test opens it. */
export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** What every engine promises. `open` gives caches over one store: two of them are two processes that share it, or not. */
export function describeCache(open: () => Promise<Cache>): void {
  let cache: Cache;
  beforeAll(async () => {
    cache = await open();
  });
  afterAll(() => cache.close());

  /** Every test has tenants of its own, since a real store remembers earlier runs. */
  const newTenant = (): string => `tenant ${randomUUID()}`;
  const keyOf = (tenant: string, ...parts: CacheKeyPart[]): CacheKey => cacheKey({ tenant, scope: 'deals', parts });

  describe('a kept value', () => {
    test.each([
      ['text', 'Zürich 🚀'],
      ['zero', 0],
      ['false', false],
      ['null', null],
      ['the empty text', ''],
      ['an object', { a: [1, { b: null }], 'c d': '"\n' }],
    ])('comes back as it was: %s', async (_what, value) => {
      const key = keyOf(newTenant());
      expect(await cache.get(key)).toBeUndefined();
      await cache.set(key, value, MINUTE);
      expect(await cache.get(key)).toEqual(value);
    });

    test('is replaced by a newer one and gone once it is deleted', async () => {
      const key = keyOf(newTenant());
      await cache.set(key, 1, MINUTE);
      await cache.set(key, 2, MINUTE);
      expect(await cache.get(key)).toBe(2);
      await cache.delete(key);
      expect(await cache.get(key)).toBeUndefined();
    });

    test('is gone after its time', async () => {
      const key = keyOf(newTenant());
      await cache.set(key, 1, 30);
      while ((await cache.get(key)) !== undefined) {
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
    });

    test('is the copy of each reader: what one changes, no other sees', async () => {
      const key = keyOf(newTenant());
      const mine = { list: [1] };
      await cache.set(key, mine, MINUTE);
      mine.list.push(2);
      const read = await cache.get<{ list: number[] }>(key);
      read?.list.push(3);
      expect(await cache.get(key)).toEqual({ list: [1] });
    });

    test('comes back as JSON has it, also to the one who made it', async () => {
      const make = async (): Promise<unknown> => ({ at: new Date(0), gone: undefined });
      expect(await cache.wrap(keyOf(newTenant()), MINUTE, make)).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    });
  });

  describe('a value is not kept', () => {
    test.each([
      ['when there is none', undefined, MINUTE],
      ['when it has no time to live', 1, 0],
      ['when its time to live is no number', 1, Number.NaN],
      ['when it is too large', 'x'.repeat(LARGEST_VALUE), MINUTE],
    ])('%s', async (_why, value, ttlMs) => {
      const key = keyOf(newTenant());
      await cache.set(key, value, ttlMs);
      expect(await cache.get(key)).toBeUndefined();
      expect(await cache.wrap(key, ttlMs, () => Promise.resolve(value))).toEqual(value);
    });
  });

  describe('a tenant', () => {
    test('never gets the value of another, nor of another scope, nor of other parts', async () => {
      const tenant = newTenant();
      await cache.set(cacheKey({ tenant, scope: 'deals', parts: ['a', 'b'] }), 'mine', MINUTE);
      const others = [
        cacheKey({ tenant: newTenant(), scope: 'deals', parts: ['a', 'b'] }),
        cacheKey({ tenant, scope: 'benefits', parts: ['a', 'b'] }),
        cacheKey({ tenant, scope: 'deals', parts: ['ab'] }),
        cacheKey({ tenant, scope: 'deals', parts: ['a', 'b', null] }),
      ];
      for (const key of others) expect(await cache.get(key)).toBeUndefined();
    });

    test('whose scope is emptied loses all of it and nothing else', async () => {
      const [tenant, other] = [newTenant(), newTenant()];
      const lost = [keyOf(tenant, 1), keyOf(tenant, 2)];
      const kept = [keyOf(other, 1), cacheKey({ tenant, scope: 'benefits', parts: [1] }), keyOf(`${tenant}2`, 1)];
      for (const key of [...lost, ...kept]) await cache.set(key, 'x', MINUTE);
      await cache.deleteScope({ tenant, scope: 'deals' });
      expect(await Promise.all(lost.map((key) => cache.get(key)))).toEqual([undefined, undefined]);
      expect(await Promise.all(kept.map((key) => cache.get(key)))).toEqual(['x', 'x', 'x']);
      await cache.set(lost[0] as CacheKey, 'new', MINUTE);
      expect(await cache.get(lost[0] as CacheKey)).toBe('new');
      expect(await cache.get(lost[1] as CacheKey)).toBeUndefined();
    });
  });

  describe('wrap', () => {
    test('makes a value once for a thousand callers at the same time, and not again while it is kept', async () => {
      const key = keyOf(newTenant());
      let made = 0;
      const make = async (): Promise<{ n: number }> => {
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        made += 1;
        return { n: made };
      };
      const answers = await Promise.all(Array.from({ length: 1000 }, () => cache.wrap(key, MINUTE, make)));
      expect(answers.every((answer) => answer.n === 1)).toBe(true);
      expect(new Set(answers).size).toBe(1000);
      expect(await cache.wrap(key, MINUTE, make)).toEqual({ n: 1 });
      expect(made).toBe(1);
    });

    test('gives a failure to all who wait for it, and tries again for the next', async () => {
      const key = keyOf(newTenant());
      const fail = (): Promise<never> => Promise.reject(new Error('vendor down'));
      const both = await Promise.allSettled([cache.wrap(key, MINUTE, fail), cache.wrap(key, MINUTE, fail)]);
      expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
      expect(await cache.wrap(key, MINUTE, () => Promise.resolve('fine'))).toBe('fine');
    });

    test('keeps nothing that was begun before the scope was emptied', async () => {
      const tenant = newTenant();
      const [began, door] = [gate(), gate()];
      const old = cache.wrap(keyOf(tenant), MINUTE, async () => {
        began.open();
        await door.opened;
        return 'old';
      });
      await began.opened;
      await cache.deleteScope({ tenant, scope: 'deals' });
      expect(await cache.wrap(keyOf(tenant), MINUTE, () => Promise.resolve('new'))).toBe('new');
      door.open();
      expect(await old).toBe('old');
      expect(await cache.get(keyOf(tenant))).toBe('new');
    });

    test('keeps nothing that was begun before the value was deleted', async () => {
      const key = keyOf(newTenant());
      const [began, door] = [gate(), gate()];
      const old = cache.wrap(key, MINUTE, async () => {
        began.open();
        await door.opened;
        return 'old';
      });
      await began.opened;
      await cache.delete(key);
      door.open();
      await old;
      expect(await cache.get(key)).toBeUndefined();
    });
  });
}
