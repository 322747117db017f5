import { afterEach, describe, expect, test } from '@jest/globals';
import { post, runGateway, type RunningGateway } from '../../support/running-gateway.ts';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function withPoints(pointsPerMinute: number): Promise<RunningGateway> {
  const gateway = await runGateway({ limits: { pointsPerMinute } });
  cleanups.push(() => gateway.stop());
  return gateway;
}

describe('a client’s points', () => {
  test('are told with every answer: of a minute, left, and when they are back', async () => {
    const gateway = await withPoints(100);
    const { headers } = await gateway.ask('{ orders(first: 7) { id buyer { name } } }');
    expect(headers.get('ratelimit-policy')).toBe('"points";q=100;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"points";r=86;t=\d+$/);
    const wrong = await gateway.ask('{ nothing }');
    expect(wrong.headers.get('ratelimit')).toMatch(/^"points";r=85;t=\d+$/);
  });

  test('that do not suffice for an operation refuse it with 429 and when to come again, and a cheaper one goes on', async () => {
    const gateway = await withPoints(20);
    gateway.bench.seen.length = 0;
    const { status, headers, body } = await gateway.ask('{ orders(first: 30) { id } }');
    expect(status).toBe(429);
    expect(body).not.toHaveProperty('data');
    expect(body.errors).toMatchObject([
      {
        message: expect.stringMatching(/^This takes 29 points and 19 of the 20 for 60 seconds are left/),
        extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
      },
    ]);
    expect(Number(headers.get('retry-after'))).toBe(body.errors?.[0]?.extensions['retryAfterSeconds']);
    expect(gateway.bench.seen).toEqual([]);
    expect((await gateway.ask('{ orders(first: 10) { id } }')).status).toBe(200);
  });

  test('that are used up refuse every request, whatever it asks for and before its body is read', async () => {
    const gateway = await withPoints(2);
    await gateway.ask('{');
    await gateway.ask('{');
    const authorization = `Bearer ${await gateway.tokens.make()}`;
    const response = await post(gateway.url, 'no JSON', { authorization, 'content-type': 'application/json' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(response.body.errors?.[0]?.extensions['code']).toBe('RATE_LIMITED');
  });

  test('are not taken by others, and not by who has no token', async () => {
    const gateway = await withPoints(1);
    expect((await gateway.ask('{ __typename }')).status).toBe(200);
    expect((await gateway.ask('{ __typename }')).status).toBe(429);
    const authorization = `Bearer ${await gateway.tokens.make('', { sub: 'user:two' })}`;
    expect((await gateway.ask('{ __typename }', { headers: { authorization } })).status).toBe(200);
    expect((await gateway.ask('{ __typename }', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });

  test('are not taken by an operation that another check refuses', async () => {
    const gateway = await withPoints(100);
    await gateway.ask('{ orders(first: 90) { raw } }');
    expect((await gateway.ask('{ __typename }')).headers.get('ratelimit')).toMatch(/r=98;/);
  });
});
