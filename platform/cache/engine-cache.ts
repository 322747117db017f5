import type { Cache } from './cache.ts';
import { scopePrefix, type CacheKey, type CacheScope } from './cache-key.ts';
import type { CacheEngine } from './engine.ts';
import { SingleFlight } from './single-flight.ts';

export const LONGEST_TTL_MS = 24 * 60 * 60 * 1000;

/** Largest value kept, in characters of its JSON. */
export const LARGEST_VALUE = 1024 * 1024;

/** The cache over whichever engine: JSON, limits, and one flight a key. */
export class EngineCache implements Cache {
  private readonly engine: CacheEngine;
  private readonly flights = new SingleFlight<string | undefined>();

  constructor(engine: CacheEngine) {
    this.engine = engine;
  }

  async get<T>(key: CacheKey): Promise<T | undefined> {
    return parse<T>(await this.engine.read(key));
  }

  async set(key: CacheKey, value: unknown, ttlMs: number): Promise<void> {
    const text = JSON.stringify(value) as string | undefined;
    const { permit } = await this.engine.begin(key);
    await this.store(key, text, { ttlMs, permit });
  }

  async delete(key: CacheKey): Promise<void> {
    this.flights.forget((flight) => flight === key);
    await this.engine.delete(key);
  }

  async deleteScope(scope: CacheScope): Promise<void> {
    const prefix = scopePrefix(scope);
    const concerns = (flight: string): boolean => flight.startsWith(prefix);
    this.flights.forget(concerns);
    await this.engine.deleteScope(prefix);
    // Again, for those that began while the store was being emptied and may have read from it.
    this.flights.forget(concerns);
  }

  async wrap<T>(key: CacheKey, ttlMs: number, make: () => Promise<T>): Promise<T> {
    const text = await this.flights.run(key, async (isWanted) => {
      const { text: kept, permit } = await this.engine.begin(key);
      if (kept !== undefined && parse(kept) !== undefined) return kept;
      const made = JSON.stringify(await make()) as string | undefined;
      if (isWanted()) await this.store(key, made, { ttlMs, permit });
      return made;
    });
    return parse<T>(text) as T;
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  private async store(
    key: CacheKey,
    text: string | undefined,
    { ttlMs, permit }: { readonly ttlMs: number; readonly permit: string | null },
  ): Promise<void> {
    const whole = Math.floor(Math.min(ttlMs, LONGEST_TTL_MS));
    if (text === undefined || permit === null || text.length > LARGEST_VALUE || !(whole >= 1)) return;
    await this.engine.write(key, { text, ttlMs: whole, permit });
  }
}

/** Undefined also for a text that is no JSON: someone else wrote into the store. */
function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
