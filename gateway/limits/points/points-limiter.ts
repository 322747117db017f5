import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { RedisLink } from '../../../platform/cache/redis-link.ts';
import type { Viewer } from '../../../platform/identity/viewer.ts';
import type { Secret } from '../../../platform/log/secret.ts';

/** Length of the time that points are counted over, in seconds. */
export const WINDOW_SECONDS = 60;

/** Where a client stands after points were asked for. */
export interface PointsState {
  /** False when the client had fewer left; then nothing was taken. */
  readonly isAllowed: boolean;
  /** Points of a whole window. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the client has all its points again, at least 1. */
  readonly resetSeconds: number;
}

/** Counts points a client a minute. It never fails: with Redis out of reach, each process counts for itself. */
export interface PointsLimiter {
  /** @param points a whole number above 0 */
  take(viewer: Viewer, points: number): Promise<PointsState>;
  close(): Promise<void>;
}

export interface PointsLimiterOptions {
  readonly pointsPerMinute: number;
  /** Null counts in this process. */
  readonly redisUrl: Secret<string> | null;
  readonly log: Logger;
}

/** A client is who acts, for one partner. Hashed, since a subject may be personal data and keys are seen in the store. */
function clientKey({ partnerId, subject }: Viewer): string {
  return createHash('sha256').update(`${partnerId}\n${subject}`).digest('base64url');
}

/** Takes points; what a client does not have is not taken. @throws whatever the store throws */
async function takeFrom(limiter: RateLimiterAbstract, key: string, points: number): Promise<PointsState> {
  const limit = limiter.points;
  const stateOf = (result: RateLimiterRes, isAllowed: boolean): PointsState => ({
    isAllowed,
    limit,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  });
  try {
    return stateOf(await limiter.consume(key, points), true);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return stateOf(await limiter.reward(key, points), false);
  }
}

const NOTHING_TO_CATCH_UP = { isEmpty: () => true, work: async () => undefined };

/** Opens the counters. Resolves also while Redis is not there; it is then used once it is. */
export async function openPointsLimiter(options: PointsLimiterOptions): Promise<PointsLimiter> {
  const { pointsPerMinute, redisUrl, log } = options;
  const window = { points: pointsPerMinute, duration: WINDOW_SECONDS };
  const insurance = new RateLimiterMemory(window);
  if (redisUrl === null) {
    return { take: (viewer, points) => takeFrom(insurance, clientKey(viewer), points), close: async () => undefined };
  }
  const link = new RedisLink({ url: redisUrl, log, backlog: NOTHING_TO_CATCH_UP });
  let shared: RateLimiterRedis | undefined;
  const sharedIn = (redis: Redis): RateLimiterRedis =>
    (shared ??= new RateLimiterRedis({ ...window, storeClient: redis, keyPrefix: 'partnergraph:points:1' }));
  await link.open();
  return {
    take: async (viewer, points) => {
      const key = clientKey(viewer);
      const state = await link.attempt((redis) => takeFrom(sharedIn(redis), key, points));
      return state ?? takeFrom(insurance, key, points);
    },
    close: () => link.close(),
  };
}
