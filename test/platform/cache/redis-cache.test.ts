import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Cache } from '../../../platform/cache/cache.ts';
import { cacheKey, type CacheKey } from '../../../platform/cache/cache-key.ts';
import { openCache } from '../../../platform/cache/open-cache.ts';
import { Secret } from '../../../platform/log/secret.ts';
import { capturingLogger } from '../log/capture.ts';
import { describeCache, gate } from './contract.ts';

const url = process.env['TEST_REDIS_URL'];

if (url === undefined) {
  describe.skip('the cache in Redis (skipped: TEST_REDIS_URL names no Redis to test with)', () => {
    test('fulfils the contract of every cache', () => undefined);
  });
} else {
  const open = (): Promise<Cache> => openCache({ redisUrl: new Secret(url) }, capturingLogger('trace').log);

  describe('the cache in Redis', () => {
    describeCache(open);
  });

  describe('the cache in Redis, shared by two processes', () => {
    let one: Cache;
    let two: Cache;
    beforeAll(async () => {
      [one, two] = await Promise.all([open(), open()]);
    });
    afterAll(async () => {
      await Promise.all([one.close(), two.close()]);
    });
    const newKey = (tenant: string): CacheKey => cacheKey({ tenant, scope: 'deals', parts: [] });

    test('shows to one what the other keeps, and hides from both what one empties', async () => {
      const tenant = randomUUID();
      await one.set(newKey(tenant), 'x', 60_000);
      expect(await two.get(newKey(tenant))).toBe('x');
      await two.deleteScope({ tenant, scope: 'deals' });
      expect(await one.get(newKey(tenant))).toBeUndefined();
    });

    test('keeps nothing that one began to make before the other emptied the scope', async () => {
      const tenant = randomUUID();
      const [began, door] = [gate(), gate()];
      const old = one.wrap(newKey(tenant), 60_000, async () => {
        began.open();
        await door.opened;
        return 'old';
      });
      await began.opened;
      await two.deleteScope({ tenant, scope: 'deals' });
      expect(await two.wrap(newKey(tenant), 60_000, () => Promise.resolve('new'))).toBe('new');
      door.open();
      await old;
      for (const cache of [one, two]) expect(await cache.get(newKey(tenant))).toBe('new');
    });

    test('survives values that someone else has written over: they are misses', async () => {
      const tenant = randomUUID();
      await one.set(newKey(tenant), { a: 1 }, 60_000);
      const redis = new Redis(url);
      const names = await redis.keys(`*${tenant}*`);
      for (const name of names.filter((candidate) => !candidate.endsWith('generation'))) {
        const generation = await redis.get(names.find((candidate) => candidate.endsWith('generation')) ?? '');
        await redis.set(name, `${generation} {"a":`, 'PX', 60_000);
      }
      await redis.quit();
      expect(names).toHaveLength(2);
      expect(await one.get(newKey(tenant))).toBeUndefined();
      expect(await one.wrap(newKey(tenant), 60_000, () => Promise.resolve('made'))).toBe('made');
      expect(await two.get(newKey(tenant))).toBe('made');
    });

    test('leaves nothing in Redis that stays for ever', async () => {
      const tenant = randomUUID();
      await one.set(newKey(tenant), 1, Number.POSITIVE_INFINITY);
      const redis = new Redis(url);
      const lives = await Promise.all((await redis.keys(`*${tenant}*`)).map((name) => redis.pttl(name)));
      await redis.quit();
      expect(lives).toHaveLength(2);
      for (const life of lives) expect(life).toBeGreaterThan(0);
    });
  });
}
