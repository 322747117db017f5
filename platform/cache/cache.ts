import type { CacheKey, CacheScope } from './cache-key.ts';

/**
 * Values that are dear to make and may be lost at any time. Values travel as JSON: every reader gets its own copy, and
 * what JSON does not carry (dates, undefined members) comes back as JSON has it, from every engine alike.
 *
 * A cache never fails and never holds a caller up: with its store out of reach, every look-up is a miss.
 */
export interface Cache {
  /** The value, or undefined when there is none. */
  get<T>(key: CacheKey): Promise<T | undefined>;
  /**
   * Keeps a value. One that is undefined, too large, or has no time to live is not kept.
   * @param ttlMs time to live in milliseconds, at most a day
   * @throws TypeError when the value has no JSON text
   */
  set(key: CacheKey, value: unknown, ttlMs: number): Promise<void>;
  /** Forgets one value. For data that changed use `deleteScope`: it also reaches values that are being made elsewhere. */
  delete(key: CacheKey): Promise<void>;
  /** Forgets everything of a scope, and keeps out what was begun before: nothing made from older data comes after. */
  deleteScope(scope: CacheScope): Promise<void>;
  /**
   * The kept value, or else a newly made one. Callers who ask for the same key at the same time share one `make` in
   * this process. What `make` throws goes to all of them and is not kept.
   */
  wrap<T>(key: CacheKey, ttlMs: number, make: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
