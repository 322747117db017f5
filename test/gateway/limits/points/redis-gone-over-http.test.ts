import { afterEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../../../platform/log/secret.ts';
import { hasRedisServer, redisProcess } from '../../../platform/cache/redis-process.ts';
import { runGateway, type RunningGateway } from '../../support/running-gateway.ts';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function statuses(gateway: RunningGateway, count: number): Promise<number[]> {
  const answers: number[] = [];
  for (let n = 0; n < count; n += 1) answers.push((await gateway.ask('{ __typename }')).status);
  return answers;
}

const times = (count: number, status: number): number[] => Array.from({ length: count }, () => status);

(hasRedisServer ? describe : describe.skip)('gateways that count points in one Redis', () => {
  test('share them while it is there; when it is killed each goes on answering, and goes on holding to the limit by itself', async () => {
    const redis = await redisProcess();
    await redis.start();
    cleanups.push(() => redis.kill());
    const limits = { pointsPerMinute: 6, redisUrl: new Secret(redis.url) };
    const one = await runGateway({ limits });
    const other = await runGateway({ limits, tokens: one.tokens });
    cleanups.push(
      () => one.stop(),
      () => other.stop(),
    );

    expect(await statuses(one, 4)).toEqual(times(4, 200));
    expect(await statuses(other, 3)).toEqual([...times(2, 200), 429]);
    await redis.kill();
    // What each counts by itself begins anew: a client gets at most a minute's points of every process.
    expect(await statuses(one, 8)).toEqual([...times(6, 200), ...times(2, 429)]);
    expect(await statuses(other, 8)).toEqual([...times(6, 200), ...times(2, 429)]);
  }, 30_000);
});
