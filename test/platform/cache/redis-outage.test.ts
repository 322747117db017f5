import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Cache } from '../../../platform/cache/cache.ts';
import { cacheKey } from '../../../platform/cache/cache-key.ts';
import { openCache } from '../../../platform/cache/open-cache.ts';
import { Secret } from '../../../platform/log/secret.ts';
import { capturingLogger, type LogRecord } from '../log/capture.ts';
import { hasRedisServer, redisProcess, type RedisProcess } from './redis-process.ts';

const key = cacheKey({ tenant: 't', scope: 'deals', parts: [1] });
const opened: Array<() => Promise<void>> = [];
afterEach(async () => {
  // All at once: a cache that hangs on closing must not keep its server from being ended.
  await Promise.all(opened.splice(0).map((close) => close()));
});

async function cacheAt(url: string): Promise<{ cache: Cache; warnings: () => LogRecord[] }> {
  const { log, records } = capturingLogger('debug');
  const cache = await openCache({ redisUrl: new Secret(url) }, log);
  opened.push(() => cache.close());
  return { cache, warnings: () => records().filter((record) => record.level !== 'debug') };
}

/** Uses the cache in every way; everything must behave as if the cache were empty. */
async function expectAllMisses(cache: Cache): Promise<void> {
  await cache.set(key, 'x', 60_000);
  expect(await cache.get(key)).toBeUndefined();
  expect(await cache.wrap(key, 60_000, () => Promise.resolve('made'))).toBe('made');
  expect(await cache.wrap(key, 60_000, () => Promise.resolve('made again'))).toBe('made again');
  await cache.delete(key);
  await cache.deleteScope({ tenant: 't', scope: 'deals' });
}

/** Waits until the cache keeps values again. */
async function untilBack(cache: Cache): Promise<void> {
  const probe = cacheKey({ tenant: 'probe', scope: 's', parts: [] });
  while ((await cache.get(probe)) === undefined) {
    await cache.set(probe, 1, 60_000);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a Redis that was never there', () => {
  test('is an empty cache, and one log line, without its address', async () => {
    const { cache, warnings } = await cacheAt('redis://:hunter2@127.0.0.1:1');
    for (let round = 0; round < 20; round += 1) await expectAllMisses(cache);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toMatchObject({
      level: 'warn',
      msg: 'the shared cache is out of reach; going on without it',
    });
    expect(JSON.stringify(warnings())).not.toMatch(/127\.0\.0\.1|hunter2/);
  });

  test('that takes connections but answers nothing is an empty cache too: a thousand look-ups do not wait for it', async () => {
    const { cache, warnings } = await cacheAt(await silentServer());
    for (let round = 0; round < 1000; round += 1) expect(await cache.get(key)).toBeUndefined();
    await expectAllMisses(cache);
    expect(warnings()).toHaveLength(1);
  });
});

const withServer = hasRedisServer ? describe : describe.skip;
const why = hasRedisServer ? '' : ' (skipped: there is no redis-server on this machine)';

withServer(`a Redis that is lost while in use${why}`, () => {
  async function running(): Promise<{ server: RedisProcess; cache: Cache; warnings: () => LogRecord[] }> {
    const server = await redisProcess();
    await server.start();
    opened.push(() => server.kill());
    const { cache, warnings } = await cacheAt(server.url);
    await cache.set(key, 'kept', 60_000);
    expect(await cache.get(key)).toBe('kept');
    return { server, cache, warnings };
  }

  test('killed, is an empty cache, and one log line; started again, it is used again', async () => {
    const { server, cache, warnings } = await running();
    await server.kill();
    for (let round = 0; round < 20; round += 1) await expectAllMisses(cache);
    expect(warnings()).toHaveLength(1);
    await server.start();
    await untilBack(cache);
    await cache.set(key, 'new', 60_000);
    expect(await cache.get(key)).toBe('new');
    expect(warnings()).toHaveLength(1);
    await server.kill();
    await expectAllMisses(cache);
    expect(warnings()).toHaveLength(2);
  });

  test('frozen, is an empty cache: of a thousand look-ups at once none fails, and those after do not wait', async () => {
    const { server, cache, warnings } = await running();
    server.freeze();
    const atOnce = await Promise.all(Array.from({ length: 1000 }, () => cache.get(key)));
    expect(atOnce.every((value) => value === undefined)).toBe(true);
    for (let round = 0; round < 1000; round += 1) expect(await cache.get(key)).toBeUndefined();
    expect(warnings()).toHaveLength(1);
    server.thaw();
    await untilBack(cache);
    expect(await cache.get(key)).toBe('kept');
  });

  test('does not bring back, when it returns, what was to be forgotten meanwhile', async () => {
    const { server, cache } = await running();
    const other = cacheKey({ tenant: 't', scope: 'benefits', parts: [] });
    const single = cacheKey({ tenant: 't', scope: 'single', parts: [] });
    await cache.set(other, 'other', 60_000);
    await cache.set(single, 'single', 60_000);
    server.freeze();
    await cache.deleteScope({ tenant: 't', scope: 'deals' });
    await cache.delete(single);
    server.thaw();
    await untilBack(cache);
    expect(await cache.get(key)).toBeUndefined();
    expect(await cache.get(single)).toBeUndefined();
    expect(await cache.get(other)).toBe('other');
  });

  test('that is full is out of use, with one log line, not one a second', async () => {
    const server = await redisProcess();
    await server.start('--maxmemory', '1', '--maxmemory-policy', 'noeviction');
    opened.push(() => server.kill());
    const { cache, warnings } = await cacheAt(server.url);
    await expectAllMisses(cache);
    await new Promise((resolve) => {
      setTimeout(resolve, 2_500);
    });
    await expectAllMisses(cache);
    expect(warnings()).toHaveLength(1);
  });
});
