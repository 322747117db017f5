import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { cacheKey } from '../../../platform/cache/cache-key.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { Secret } from '../../../platform/log/secret.ts';
import { openServices, type OpenServices } from '../../../platform/server/open-services.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { hasRedisServer, redisProcess } from '../cache/redis-process.ts';
import { NO_DATABASE } from '../../gateway/support/services.ts';

const cleanups: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function open(redisUrl: string | null): Promise<OpenServices> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'partnergraph-services-'));
  cleanups.push(() => rm(dataFolder, { recursive: true, force: true }));
  const config = {
    dataFolder,
    databaseUrl: new Secret(NO_DATABASE),
    demo: true,
    fileFreshnessDays: 31,
    freshnessSeconds: 900,
    ratesFile: null,
    redisUrl: redisUrl === null ? null : new Secret(redisUrl),
    secretKey: null,
    secretKeyFile: null,
    sqlTimeoutMs: 5_000,
  };
  const log = pino({ level: 'silent' });
  return openServices({ config, vendors: createVendorDirectory([]), clock: systemClock, log });
}

const KEY = cacheKey({ tenant: 'one', scope: 'a test', parts: [1] });

describe('the cache of a process', () => {
  test('is its own where no Redis is configured', async () => {
    const [one, other] = [await open(null), await open(null)];
    await one.services.cache.set(KEY, 'made', 60_000);
    expect(await one.services.cache.get(KEY)).toBe('made');
    expect(await other.services.cache.get(KEY)).toBeUndefined();
    await Promise.all([one.close(), other.close()]);
  });

  test('is an empty one while the Redis that is configured is not there', async () => {
    const { services, close } = await open('redis://127.0.0.1:9');
    await services.cache.set(KEY, 'made', 60_000);
    expect(await services.cache.get(KEY)).toBeUndefined();
    await close();
  });
});

(hasRedisServer ? describe : describe.skip)('a cache in Redis', () => {
  test('is shared by the processes for which one is configured, and let go of at the end', async () => {
    const redis = await redisProcess();
    await redis.start();
    cleanups.push(() => redis.kill());
    const [one, other] = [await open(redis.url), await open(redis.url)];
    await one.services.cache.set(KEY, 'made', 60_000);
    expect(await other.services.cache.get(KEY)).toBe('made');
    await Promise.all([one.close(), other.close()]);
    const client = new Redis(redis.url);
    cleanups.push(() => client.quit());
    const clients = String(await client.client('LIST'))
      .trim()
      .split('\n');
    expect(clients).toHaveLength(1);
  }, 30_000);
});
