import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  runGateway,
  runSubgraphs,
  addressesOf,
  type GraphQLAnswer,
  type RunningGateway,
} from '../support/running-gateway.ts';
import { shutGate } from '../support/subgraphs.ts';
import { createTokenMaker } from '../support/tokens.ts';

/** Long enough for what does not hang, on a busy machine. */
const TIMEOUT_MS = 1_500;
const cleanups: Array<() => Promise<unknown> | void> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function expectNoAddress({ text }: GraphQLAnswer): void {
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|https?:|[\w\]]:\d{4,5}|ECONN|socket|\bat \S+ \(|\.[jt]s:/i);
}

async function hangingLocally(): Promise<RunningGateway> {
  const gateway = await runGateway({ timeoutMs: TIMEOUT_MS });
  const open = shutGate(gateway.bench);
  cleanups.push(() => gateway.stop(), open);
  return gateway;
}

async function hangingElsewhere(): Promise<RunningGateway> {
  const tokens = await createTokenMaker();
  const server = await runSubgraphs();
  const gateway = await runGateway({ tokens, timeoutMs: TIMEOUT_MS, remote: addressesOf(server) });
  const open = shutGate(server.bench);
  cleanups.push(
    () => server.stop(),
    () => gateway.stop(),
    open,
  );
  return gateway;
}

describe.each([
  ['in this process', hangingLocally],
  ['in another process', hangingElsewhere],
])('a subgraph that hangs %s', (_where, start) => {
  test('costs its own part of the answer, and the rest arrives', async () => {
    const gateway = await start();
    const answer = await gateway.ask('{ slowBuyer { name } orders { id } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ slowBuyer: null, orders: [{ id: '0' }, { id: '1' }] });
    expect(answer.body.errors).toEqual([
      {
        message: 'This part of the graph did not answer in time.',
        path: ['slowBuyer'],
        extensions: { code: 'SUBGRAPH_TIMEOUT' },
      },
    ]);
    expectNoAddress(answer);
  });

  test('is told of by the place of the entities that it did not give', async () => {
    const gateway = await start();
    const answer = await gateway.ask('{ orders { id buyer { slow } } }');
    expect(answer.body.data?.['orders']).toEqual([
      { id: '0', buyer: { slow: null } },
      { id: '1', buyer: { slow: null } },
    ]);
    expect(answer.body.errors).toMatchObject([{ path: ['orders'], extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
  });

  test('leaves the outcome of a change open, and says so', async () => {
    const gateway = await start();
    const answer = await gateway.ask('mutation { slowChange }');
    expect(answer.status).toBe(200);
    expect(answer.body.errors?.[0]).toMatchObject({
      message: 'This part of the graph did not answer in time. The change may or may not have taken effect.',
      path: ['slowChange'],
    });
  });
});

describe('a subgraph in another process that breaks', () => {
  test('when killed, costs its own part of the answer, until it is back', async () => {
    const tokens = await createTokenMaker();
    const server = await runSubgraphs();
    const remote = { buyers: `${server.url}/buyers/graphql` };
    const gateway = await runGateway({ tokens, remote });
    cleanups.push(() => gateway.stop());
    expect((await gateway.ask('{ buyers { name } }')).body.errors).toBeUndefined();

    await server.stop();
    const answer = await gateway.ask('{ orders { id buyer { id name } } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data?.['orders']).toMatchObject([{ id: '0', buyer: { id: 'b0', name: null } }, { id: '1' }]);
    expect(answer.body.errors).toMatchObject([{ path: ['orders'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expectNoAddress(answer);

    const again = await runSubgraphs(Number(new URL(server.url).port));
    cleanups.push(() => again.stop());
    expect((await gateway.ask('{ orders { buyer { name } } }')).body.errors).toBeUndefined();
  });

  const brokenAnswers: ReadonlyArray<[title: string, status: number, body: string]> = [
    ['an error page', 502, '<html>bad gateway at 10.0.0.7</html>'],
    ['JSON that is no GraphQL answer', 200, '{"ok":true}'],
    ['a cut answer', 200, '{"data":{"buyers":[{"na'],
    ['an answer of the wrong shape', 200, '{"data":"no"}'],
  ];
  test.each(brokenAnswers)('with %s counts as out of reach', async (_title, status, body) => {
    const broken = await listen((_request, response) => response.writeHead(status).end(body));
    const gateway = await runGateway({ remote: { buyers: broken } });
    cleanups.push(() => gateway.stop());
    const answer = await gateway.ask('{ buyers { name } orders { id } }');
    expect(answer.body.errors).toMatchObject([{ path: ['buyers'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expectNoAddress(answer);
  });

  test("does not pass on errors about the gateway's own document", async () => {
    const errors = [
      { message: 'Cannot query field "x" on http://10.0.0.7', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ];
    const broken = await listen((_request, response) => response.writeHead(400).end(JSON.stringify({ errors })));
    const gateway = await runGateway({ remote: { buyers: broken } });
    cleanups.push(() => gateway.stop());
    const answer = await gateway.ask('{ buyers { name } }');
    expect(answer.body.errors).toMatchObject([{ message: 'Internal server error' }]);
    expectNoAddress(answer);
  });

  test('in the middle of an answer is noticed in time', async () => {
    const broken = await listen((_request, response) => {
      response.writeHead(200);
      response.write('{"data":');
    });
    const gateway = await runGateway({ timeoutMs: TIMEOUT_MS, remote: { buyers: broken } });
    cleanups.push(() => gateway.stop());
    const answer = await gateway.ask('{ buyers { name } }');
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
  });
});

/** A server that answers as it is told. @returns its address */
async function listen(handler: Parameters<typeof createServer>[1] & object): Promise<string> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.unshift(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
