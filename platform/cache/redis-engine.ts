import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Secret } from '../log/secret.ts';
import { prefixOf, type CacheKey } from './cache-key.ts';
import { LONGEST_TTL_MS } from './engine-cache.ts';
import type { Beginning, CacheEngine } from './engine.ts';
import { RedisLink, type Backlog } from './redis-link.ts';

/** Name space of the house in a Redis that others may use too; the number changes with the form of the values. */
const SPACE = 'partnergraph:cache:1:';

/** Stores a value if its generation is still the scope's: one that comes late must not push out a newer one. */
const STORE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
end
return 1`;

const NO_VALUE: Beginning = { text: undefined, permit: null };

/**
 * Keeps values in Redis, for all processes.
 *
 * Each scope has a generation, a random word beside its values; each value carries the generation it was begun under
 * and is stored, and counts, only while that is the scope's. Emptying a scope is forgetting its generation: one command,
 * however many values there are, and a value that another process began to make before is turned away when it arrives.
 */
export class RedisEngine implements CacheEngine {
  private readonly link: RedisLink;
  /** Scopes that could not be emptied; emptied before Redis is used again. */
  private readonly pending = new PendingScopes();

  private constructor(url: Secret<string>, log: Logger) {
    this.link = new RedisLink({ url, log, backlog: this.pending });
  }

  /** Connects. Resolves also when Redis is not there: it is then used once it is. */
  static async open(url: Secret<string>, log: Logger): Promise<RedisEngine> {
    const engine = new RedisEngine(url, log);
    await engine.link.open();
    return engine;
  }

  async read(key: CacheKey): Promise<string | undefined> {
    const pair = await this.link.attempt((redis) => redis.mget(generationKey(prefixOf(key)), SPACE + key));
    const [generation, stored] = pair ?? [];
    return textOf(stored, generation);
  }

  async begin(key: CacheKey): Promise<Beginning> {
    const name = generationKey(prefixOf(key));
    const begun = await this.link.attempt(async (redis): Promise<Beginning> => {
      const [generation, stored] = await redis.mget(name, SPACE + key);
      const permit = generation ?? (await makeGeneration(redis, name));
      return { text: textOf(stored, permit), permit };
    });
    return begun ?? NO_VALUE;
  }

  async write(
    key: CacheKey,
    entry: { readonly text: string; readonly ttlMs: number; readonly permit: string },
  ): Promise<void> {
    const names = [generationKey(prefixOf(key)), SPACE + key];
    const value = `${entry.permit} ${entry.text}`;
    await this.link.attempt((redis) => redis.eval(STORE, names.length, ...names, entry.permit, value, entry.ttlMs));
  }

  async delete(key: CacheKey): Promise<void> {
    const done = await this.link.attempt((redis) => redis.del(SPACE + key));
    // More than asked for, which a cache may always do; less would leave an old value behind.
    if (done === undefined) this.pending.add(prefixOf(key));
  }

  async deleteScope(prefix: string): Promise<void> {
    const done = await this.link.attempt((redis) => redis.del(generationKey(prefix)));
    if (done === undefined) this.pending.add(prefix);
  }

  async close(): Promise<void> {
    await this.link.close();
  }
}

class PendingScopes implements Backlog {
  private readonly prefixes = new Set<string>();

  add(prefix: string): void {
    this.prefixes.add(prefix);
  }

  isEmpty(): boolean {
    return this.prefixes.size === 0;
  }

  async work(redis: Redis): Promise<void> {
    for (const prefix of this.prefixes) {
      // Taken off first: asked for once more while the command is under way, it must be done once more.
      this.prefixes.delete(prefix);
      try {
        await redis.del(generationKey(prefix));
      } catch (error) {
        this.prefixes.add(prefix);
        throw error;
      }
    }
  }
}

function generationKey(prefix: string): string {
  return `${SPACE}${prefix}generation`;
}

/** The scope's generation, made if it has none. It outlives every value of its own. */
async function makeGeneration(redis: Redis, name: string): Promise<string | null> {
  await redis.set(name, randomBytes(9).toString('base64url'), 'PX', 2 * LONGEST_TTL_MS, 'NX');
  return redis.get(name);
}

function textOf(stored: string | null | undefined, generation: string | null | undefined): string | undefined {
  if (typeof stored !== 'string' || typeof generation !== 'string') return undefined;
  return stored.startsWith(`${generation} `) ? stored.slice(generation.length + 1) : undefined;
}
