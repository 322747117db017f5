import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INSIGHTS, REFERRALS, startMicrosoft } from './support.ts';
import type { Answer, MicrosoftSandbox } from './support.ts';

describe('too many requests', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft({ rateFactor: 1, dealsPerPartner: 3 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  async function calls(path: string, count: number, partner = 1): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < count; at += 1) answers.push(await sandbox.call(path, { as: { partner } }));
    return answers;
  }

  test('the referrals host takes 20 a second a tenant, then refuses with 429 and 503 in turn', async () => {
    const answers = await calls(REFERRALS, 23);
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(200), 429, 503, 429]);
    for (const { headers, json } of answers.slice(20)) {
      expect(headers.get('retry-after')).toBe('1');
      expect(json.error.code).toBe('serviceNotAvailable');
    }
    expect((await calls(REFERRALS, 1, 2))[0]?.status).toBe(200);
  });

  test('a refused request takes its place in the second as well', async () => {
    sandbox.clock.now += 60_000;
    await calls(REFERRALS, 20);
    sandbox.clock.now += 500;
    expect((await calls(REFERRALS, 20)).every(({ status }) => status !== 200)).toBe(true);
    sandbox.clock.now += 600;
    expect((await calls(REFERRALS, 1))[0]?.status).not.toBe(200);
    sandbox.clock.now += 1000;
    expect((await calls(REFERRALS, 1))[0]?.status).toBe(200);
  });

  test.each([
    ['the REST API', '/partnercenter/v1/profiles/support', 10],
    ['the reports', `${INSIGHTS}/ScheduledDataset`, 5],
  ])('%s refuses with the gateway’s own shape', async (_what, path, limit) => {
    const answers = await calls(path, limit + 1);
    expect(answers.slice(0, limit).every(({ status }) => status === 200)).toBe(true);
    expect(answers[limit]?.status).toBe(429);
    expect(answers[limit]?.headers.get('retry-after')).toBe('1');
    expect(answers[limit]?.json).toEqual({
      statusCode: 429,
      message: 'Rate limit is exceeded. Try again in 1 seconds.',
    });
  });

  test('the limits grow with the rate factor', async () => {
    const wide = await startMicrosoft({ rateFactor: 3, dealsPerPartner: 1 });
    const answers: number[] = [];
    for (let at = 0; at < 61; at += 1) answers.push((await wide.call(REFERRALS)).status);
    await wide.close();
    expect(answers.indexOf(429)).toBe(60);
  });
});
