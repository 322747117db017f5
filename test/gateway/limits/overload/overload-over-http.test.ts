import { afterEach, describe, expect, test } from '@jest/globals';
import { runGateway, type GraphQLAnswer, type RunningGateway } from '../../support/running-gateway.ts';
import { shutGate } from '../../support/subgraphs.ts';

const cleanups: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Begins operations that do not end, until one is turned away. */
async function fill(
  gateway: RunningGateway,
): Promise<{ begun: ReadonlyArray<Promise<GraphQLAnswer>>; refused: GraphQLAnswer }> {
  const begun: Array<Promise<GraphQLAnswer>> = [];
  for (;;) {
    const sent = gateway.ask('{ slowOrder { id } }');
    const waited = new Promise<null>((resolve) => setTimeout(() => resolve(null), 300));
    const answer = await Promise.race([sent, waited]);
    if (answer) return { begun, refused: answer };
    begun.push(sent);
  }
}

/** Asks until it is not turned away. @returns the status then */
async function untilLetIn(gateway: RunningGateway): Promise<number> {
  for (;;) {
    const { status } = await gateway.ask('{ orders { id } }');
    if (status !== 503) return status;
  }
}

describe('a gateway with more to do than it can bear', () => {
  test('answers 503 with when to come again, stays alive and ready, finishes what it began, and then goes on', async () => {
    const gateway = await runGateway({ limits: { maxInFlight: 3 } });
    const open = shutGate(gateway.bench);
    cleanups.push(() => gateway.stop(), open);
    const { begun, refused } = await fill(gateway);
    expect(begun.length).toBeGreaterThan(0);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body.errors).toMatchObject([
      { message: expect.stringContaining('try again'), extensions: { code: 'SERVICE_UNAVAILABLE' } },
    ]);
    const noToken = await fetch(`${gateway.url}/graphql`, { method: 'POST', body: 'not even read' });
    expect(noToken.status).toBe(503);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);

    open();
    // On a starved machine one that was turned away may have been so too late to be seen above.
    const carriedOut = (await Promise.all(begun)).filter(({ status }) => status !== 503);
    expect(carriedOut.length).toBeGreaterThan(0);
    expect(carriedOut.length).toBeLessThanOrEqual(3);
    for (const { status, body } of carriedOut) {
      expect(status).toBe(200);
      expect(body.data).toEqual({ slowOrder: { id: '7' } });
    }
    expect(await untilLetIn(gateway)).toBe(200);
  });

  test('is not filled by callers that go away or send nothing more', async () => {
    const gateway = await runGateway({ limits: { maxInFlight: 1 } });
    cleanups.push(() => gateway.stop());
    const headers = { authorization: `Bearer ${await gateway.tokens.make()}`, 'content-type': 'application/json' };
    const silent = new AbortController();
    cleanups.push(() => silent.abort());
    const endless = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"query":')) });
    const request = { method: 'POST', headers, body: endless, duplex: 'half', signal: silent.signal };
    fetch(`${gateway.url}/graphql`, request as RequestInit).catch(() => undefined);
    for (let round = 0; round < 5; round += 1) {
      const leaving = new AbortController();
      const body = JSON.stringify({ query: '{ orders { id } }' });
      const sent = fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
      leaving.abort();
      await expect(sent).rejects.toThrow();
    }
    expect(await untilLetIn(gateway)).toBe(200);
  });
});
