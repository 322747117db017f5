import { describe, expect, test } from '@jest/globals';
import { cacheKey, type CacheKey } from '../../../platform/cache/cache-key.ts';
import { createMemoryCache, openCache } from '../../../platform/cache/open-cache.ts';
import { capturingLogger } from '../log/capture.ts';
import { describeCache } from './contract.ts';

const keyOf = (part: number): CacheKey => cacheKey({ tenant: 't', scope: 's', parts: [part] });

describe('the cache in memory', () => {
  describeCache(async () => createMemoryCache());

  test('is what a configuration without Redis gets', async () => {
    const cache = await openCache({ redisUrl: null }, capturingLogger('trace').log);
    await cache.set(keyOf(1), 'x', 1000);
    expect(await cache.get(keyOf(1))).toBe('x');
    await cache.close();
    expect(await cache.get(keyOf(1))).toBeUndefined();
  });

  test('holds no more entries than it may, and drops the one unused for longest', async () => {
    const cache = createMemoryCache({ maxEntries: 3 });
    for (const part of [1, 2, 3]) await cache.set(keyOf(part), part, 1000);
    await cache.get(keyOf(1));
    await cache.set(keyOf(4), 4, 1000);
    expect(await Promise.all([1, 2, 3, 4].map((part) => cache.get(keyOf(part))))).toEqual([1, undefined, 3, 4]);
  });

  test('holds no more bytes than it may', async () => {
    const cache = createMemoryCache({ maxBytes: 100_000 });
    for (let part = 0; part < 100; part += 1) await cache.set(keyOf(part), 'x'.repeat(1000), 1000);
    const kept = await Promise.all(Array.from({ length: 100 }, (_, part) => cache.get(keyOf(part))));
    expect(kept.filter((value) => value !== undefined).length).toBeLessThan(50);
    expect(kept.at(-1)).toBe('x'.repeat(1000));
  });
});
