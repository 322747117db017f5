import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Secret } from '../log/secret.ts';

/** With the client's defaults a command to a lost server waits for half a minute; with these, a fifth of a second. */
const STRICT_OPTIONS = {
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  commandTimeout: 200,
  connectTimeout: 1000,
  disconnectTimeout: 200,
  lazyConnect: true,
  disableClientInfo: true,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 1000),
} as const;

/** Pause after a failure, in which Redis is not asked, in milliseconds. */
const SKIP_MS = 1000;

const PROBE_KEY = 'partnergraph:probe';

/** What must be caught up on before Redis is trusted again. */
export interface Backlog {
  isEmpty(): boolean;
  /** Works some or all of it off; when it rejects, Redis stays out of use. */
  work(redis: Redis): Promise<void>;
}

export interface RedisLinkOptions {
  readonly url: Secret<string>;
  readonly log: Logger;
  readonly backlog: Backlog;
}

/** A connection to Redis that is either known to be well or not used at all. One log line an outage. */
export class RedisLink {
  private readonly redis: Redis;
  private readonly log: Logger;
  private readonly backlog: Backlog;
  private isWell = false;
  private outageLogged = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: RedisLinkOptions) {
    this.log = options.log;
    this.backlog = options.backlog;
    this.redis = new Redis(options.url.reveal(), STRICT_OPTIONS);
    this.redis.on('error', (error) => this.fail(error));
    this.redis.on('close', () => this.fail(new Error('the connection was closed')));
  }

  /** Connects; resolves when Redis can be used, or is known not to be there. Never rejects. */
  async open(): Promise<void> {
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, STRICT_OPTIONS.connectTimeout).unref();
    });
    await Promise.race([this.redis.connect().catch(() => undefined), patience]);
    await this.probe();
  }

  /** Runs commands; undefined, at once, while Redis is out of use, and when they fail. */
  async attempt<T>(work: (redis: Redis) => Promise<T>): Promise<T | undefined> {
    if (!this.isWell) return undefined;
    try {
      return await work(this.redis);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.isWell) await this.redis.quit().catch(() => undefined);
    this.isWell = false;
    this.redis.disconnect();
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    this.isWell = false;
    if (!this.outageLogged) this.log.warn({ err: error }, 'the shared cache is out of reach; going on without it');
    this.outageLogged = true;
    this.timer ??= setTimeout(() => void this.probeLater(), SKIP_MS).unref();
  }

  private async probeLater(): Promise<void> {
    this.timer = undefined;
    await this.probe();
  }

  /** Asks by writing: a Redis that is full or a replica answers a ping, and would still fail every other command. */
  private async probe(): Promise<void> {
    if (this.closed || this.isWell) return;
    try {
      await this.redis.set(PROBE_KEY, '1', 'PX', SKIP_MS);
      // Asked again right before Redis is used again: more may have come while the last of it was worked off.
      while (!this.backlog.isEmpty()) await this.backlog.work(this.redis);
      this.isWell = true;
      if (this.outageLogged) this.log.debug('the shared cache is back');
      this.outageLogged = false;
    } catch (error) {
      this.fail(error);
    }
  }
}
