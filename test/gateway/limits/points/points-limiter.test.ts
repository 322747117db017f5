import { afterEach, describe, expect, test } from '@jest/globals';
import { openPointsLimiter, type PointsLimiter } from '../../../../gateway/limits/points/points-limiter.ts';
import type { Viewer } from '../../../../platform/identity/viewer.ts';
import { Secret } from '../../../../platform/log/secret.ts';
import { hasRedisServer, redisProcess, type RedisProcess } from '../../../platform/cache/redis-process.ts';
import { capturingLogger } from '../../../platform/log/capture.ts';

const PARTNER = '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11';
const OTHER_PARTNER = '6a0c2a34-9d3e-4c6b-8a55-0d6f3b2e7c12';
const viewer = (subject = 'user:one', partnerId = PARTNER): Viewer => ({ partnerId, subject, scopes: new Set() });

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function open(redisUrl: string | null, pointsPerMinute = 10): Promise<PointsLimiter> {
  const { log } = capturingLogger('debug');
  const limiter = await openPointsLimiter({
    pointsPerMinute,
    redisUrl: redisUrl === null ? null : new Secret(redisUrl),
    log,
  });
  cleanups.push(() => limiter.close());
  return limiter;
}

async function startRedis(): Promise<RedisProcess> {
  const redis = await redisProcess();
  await redis.start();
  cleanups.push(() => redis.kill());
  return redis;
}

const engines: ReadonlyArray<[name: string, url: () => Promise<string | null>]> = [
  ['in memory', async () => null],
  ...(hasRedisServer ? [['in Redis', async () => (await startRedis()).url] as [string, () => Promise<string>]] : []),
];

describe.each(engines)('points counted %s', (_name, url) => {
  test('are taken until there are none left, and all are back within the minute', async () => {
    const limiter = await open(await url());
    expect(await limiter.take(viewer(), 4)).toMatchObject({ isAllowed: true, limit: 10, remaining: 6 });
    const last = await limiter.take(viewer(), 6);
    expect(last).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(last.resetSeconds).toBeGreaterThan(0);
    expect(last.resetSeconds).toBeLessThanOrEqual(60);
    expect(await limiter.take(viewer(), 1)).toMatchObject({ isAllowed: false, remaining: 0 });
  });

  test('that are not there are not taken: what costs less still goes through', async () => {
    const limiter = await open(await url());
    await limiter.take(viewer(), 4);
    expect(await limiter.take(viewer(), 7)).toMatchObject({ isAllowed: false, remaining: 6 });
    expect(await limiter.take(viewer(), 6)).toMatchObject({ isAllowed: true, remaining: 0 });
  });

  test('are each client’s own: who acts, and for which partner', async () => {
    const limiter = await open(await url());
    await limiter.take(viewer(), 10);
    expect(await limiter.take(viewer('user:two'), 10)).toMatchObject({ isAllowed: true });
    expect(await limiter.take(viewer('user:one', OTHER_PARTNER), 10)).toMatchObject({ isAllowed: true });
    expect(await limiter.take(viewer(), 1)).toMatchObject({ isAllowed: false });
  });

  test('are counted right when many ask at once', async () => {
    const limiter = await open(await url(), 100);
    const states = await Promise.all(Array.from({ length: 150 }, () => limiter.take(viewer(), 1)));
    expect(states.filter(({ isAllowed }) => isAllowed).length).toBeLessThanOrEqual(100);
    expect(states.filter(({ isAllowed }) => isAllowed).length).toBeGreaterThan(0);
  });
});

(hasRedisServer ? describe : describe.skip)('points counted in Redis', () => {
  test('are counted for all processes together', async () => {
    const { url } = await startRedis();
    const one = await open(url);
    const other = await open(url);
    await one.take(viewer(), 8);
    expect(await other.take(viewer(), 3)).toMatchObject({ isAllowed: false, remaining: 2 });
  });

  test('are counted by each process for itself while Redis is gone, and together again once it is back', async () => {
    const redis = await startRedis();
    const limiter = await open(redis.url);
    await limiter.take(viewer(), 3);
    await redis.kill();
    const alone = await limiter.take(viewer(), 6);
    expect(alone).toMatchObject({ isAllowed: true, remaining: 4 });
    expect(await limiter.take(viewer(), 5)).toMatchObject({ isAllowed: false });
    await redis.start();
    const witness = await open(redis.url);
    for (let attempt = 0; ; attempt += 1) {
      const probe = viewer(`user:probe-${attempt}`);
      await limiter.take(probe, 1);
      if ((await witness.take(probe, 1)).remaining === 8) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  test('are counted here when there is no Redis from the start, and when it answers nothing', async () => {
    const nowhere = await open('redis://127.0.0.1:9');
    expect(await nowhere.take(viewer(), 10)).toMatchObject({ isAllowed: true });
    expect(await nowhere.take(viewer(), 1)).toMatchObject({ isAllowed: false });

    const redis = await startRedis();
    const limiter = await open(redis.url);
    redis.freeze();
    expect(await limiter.take(viewer(), 10)).toMatchObject({ isAllowed: true });
    expect(await limiter.take(viewer(), 1)).toMatchObject({ isAllowed: false });
  });

  test('are kept under names that tell nobody’s name', async () => {
    const redis = await startRedis();
    const limiter = await open(redis.url);
    await limiter.take(viewer('jane@example.com'), 1);
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    client.disconnect();
    expect(keys.some((key) => key.startsWith('partnergraph:points:'))).toBe(true);
    expect(keys.join(' ')).not.toMatch(/jane|5f1c2a34/);
  });
});
