import type { Cache } from './cache.ts';

/** The cache as a request gets it: it neither closes it nor finds its way to the store behind it. */
export type RequestCache = Omit<Cache, 'close'>;

/**
 * A cache as requests are given it. Functions alone: a store's client holds the store's address and password, and nothing
 * that a resolver has in its hands may lead to a secret.
 */
export function forRequests(cache: Cache): RequestCache {
  return Object.freeze<RequestCache>({
    get: (key) => cache.get(key),
    set: (key, value, ttlMs) => cache.set(key, value, ttlMs),
    delete: (key) => cache.delete(key),
    deleteScope: (scope) => cache.deleteScope(scope),
    wrap: (key, ttlMs, make) => cache.wrap(key, ttlMs, make),
  });
}
