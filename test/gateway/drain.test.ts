import { describe, expect, test } from '@jest/globals';
import { Agent, get, request } from 'node:http';
import { runGateway, type RunningGateway } from './support/running-gateway.ts';
import { shutGate } from './support/subgraphs.ts';

const SLOW = '{ slowOrder { id } }';

/** Waits until the slow query is being carried out. */
async function underWay(gateway: RunningGateway): Promise<void> {
  while (gateway.bench.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Asks for a path over a connection that is kept open. */
function ask(
  gateway: RunningGateway,
  agent: Agent,
  path: string,
): Promise<{ status: number; text: string; connection?: string }> {
  return new Promise((resolve, reject) => {
    get(gateway.url + path, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const { connection } = response.headers;
        resolve({ status: response.statusCode ?? 0, text, ...(connection ? { connection } : {}) });
      });
    }).on('error', reject);
  });
}

describe('a gateway that is told to stop', () => {
  test('finishes what is under way, and takes nothing new', async () => {
    const gateway = await runGateway();
    const open = shutGate(gateway.bench);
    const slow = gateway.ask(`${SLOW.slice(0, -1)} orders { id } }`);
    await underWay(gateway);

    const stopped = gateway.stop();
    await expect(refusedSoon(gateway.url)).resolves.toBe(true);
    open();
    const { status, headers, body } = await slow;
    expect(status).toBe(200);
    expect(headers.get('connection')).toBe('close');
    expect(body.data).toMatchObject({ slowOrder: { id: '7' } });
    await stopped;
  });

  test('says first that it is not ready, while it still answers', async () => {
    const gateway = await runGateway({ drain: { settleMs: 1_500 } });
    const agent = new Agent({ keepAlive: true });
    const stopped = gateway.stop();
    const ready = await ask(gateway, agent, '/health/ready');
    expect(ready).toMatchObject({ status: 503, text: '{"status":"not ready","reasons":["draining"]}' });
    expect(ready.connection).toBe('close');
    expect((await ask(gateway, agent, '/health/live')).status).toBe(200);
    expect((await gateway.ask('{ orders { id } }')).status).toBe(200);
    await stopped;
    agent.destroy();
  });

  test('cuts off what does not finish in time', async () => {
    const gateway = await runGateway({ drain: { finishMs: 100 } });
    const open = shutGate(gateway.bench);
    const slow = gateway.ask(SLOW);
    const cut = expect(slow).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await gateway.stop();
    await cut;
    open();
  });

  test('may be told so twice', async () => {
    const gateway = await runGateway();
    await Promise.all([gateway.stop(), gateway.stop()]);
    await gateway.stop();
  });

  test('does not wait for connections that nobody uses', async () => {
    const gateway = await runGateway();
    const agent = new Agent({ keepAlive: true });
    await ask(gateway, agent, '/health/live');
    await gateway.stop();
    agent.destroy();
  });
});

/** True when a new connection is refused, sooner or later. */
async function refusedSoon(url: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    const refused = await new Promise<boolean>((resolve) => {
      const sent = request(url, { agent: false }, (response) => {
        response.resume();
        resolve(false);
      });
      sent.on('error', () => resolve(true)).end();
    });
    if (refused) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}
