import { LRUCache } from 'lru-cache';
import type { CacheKey } from './cache-key.ts';
import type { Beginning, CacheEngine } from './engine.ts';

export interface MemoryLimits {
  readonly maxEntries: number;
  /** Of keys and values together. */
  readonly maxBytes: number;
}

export const MEMORY_LIMITS: MemoryLimits = { maxEntries: 10_000, maxBytes: 64 * 1024 * 1024 };

/** Text takes up to two bytes a character. */
const BYTES_A_CHARACTER = 2;

/** The permit of a store that only this process writes to: the cache above knows itself what was forgotten. */
const ALWAYS = 'always';

/** Keeps values in this process; the ones unused for longest make room. */
export class MemoryEngine implements CacheEngine {
  private readonly entries: LRUCache<string, string>;

  constructor(limits: Partial<MemoryLimits> = {}) {
    const { maxEntries, maxBytes } = { ...MEMORY_LIMITS, ...limits };
    this.entries = new LRUCache<string, string>({
      max: maxEntries,
      maxSize: maxBytes,
      sizeCalculation: (text, key) => (text.length + key.length) * BYTES_A_CHARACTER,
    });
  }

  async read(key: CacheKey): Promise<string | undefined> {
    return this.entries.get(key);
  }

  async begin(key: CacheKey): Promise<Beginning> {
    return { text: this.entries.get(key), permit: ALWAYS };
  }

  async write(key: CacheKey, entry: { readonly text: string; readonly ttlMs: number }): Promise<void> {
    this.entries.set(key, entry.text, { ttl: entry.ttlMs });
  }

  async delete(key: CacheKey): Promise<void> {
    this.entries.delete(key);
  }

  async deleteScope(prefix: string): Promise<void> {
    const concerned = [...this.entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of concerned) this.entries.delete(key);
  }

  async close(): Promise<void> {
    this.entries.clear();
  }
}
