import type { Logger } from 'pino';
import type { Secret } from '../log/secret.ts';
import type { Cache } from './cache.ts';
import { EngineCache } from './engine-cache.ts';
import { MemoryEngine, type MemoryLimits } from './memory-engine.ts';
import { RedisEngine } from './redis-engine.ts';

/** A cache of this process alone. */
export function createMemoryCache(limits: Partial<MemoryLimits> = {}): Cache {
  return new EngineCache(new MemoryEngine(limits));
}

/** A cache in Redis, shared by all processes. Resolves also while Redis is down; never rejects. */
export async function openRedisCache(url: Secret<string>, log: Logger): Promise<Cache> {
  return new EngineCache(await RedisEngine.open(url, log));
}

/** The cache that the configuration asks for: Redis where there is an address, else memory. */
export async function openCache(config: { readonly redisUrl: Secret<string> | null }, log: Logger): Promise<Cache> {
  return config.redisUrl === null ? createMemoryCache() : openRedisCache(config.redisUrl, log);
}
