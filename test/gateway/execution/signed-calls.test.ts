import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../platform/clock/clock.ts';
import { CONTEXT_HEADER } from '../../../platform/identity/context-form.ts';
import { createContextSigner } from '../../../platform/identity/context-signer.ts';
import { createContextVerifier } from '../../../platform/identity/context-verifier.ts';
import { fixedKeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { TEST_CONTEXTS } from '../../support/contexts.ts';
import { captureLog } from '../support/capture-log.ts';
import { addressesOf, runGateway, runSubgraphs } from '../support/running-gateway.ts';
import { TENANT } from '../support/tokens.ts';

const cleanups: Array<() => Promise<unknown> | void> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A subgraph that notes what it is sent. */
async function noting(): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    calls.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"buyers":[],"__typename":"Query"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/buyers/graphql`, calls };
}

const QUERY = '{ buyers { name } }';
const verify = createContextVerifier({ ...TEST_CONTEXTS, clock: systemClock });

describe('what a gateway sends to a subgraph elsewhere', () => {
  test("is signed for that subgraph and those bytes, and holds nothing of the caller's token", async () => {
    const { url, calls } = await noting();
    const gateway = await runGateway({ remote: { buyers: url } });
    cleanups.push(() => gateway.stop());
    const token = await gateway.tokens.make('people:read');
    const headers = { authorization: `Bearer ${token}`, 'x-request-id': 'trace-7' };
    expect((await gateway.ask(QUERY, { headers })).body.data).toEqual({ buyers: [] });
    const [call] = calls as [Call];
    const result = verify(String(call.headers[CONTEXT_HEADER]), { audience: 'buyers', requestId: 'trace-7' });
    expect(result).toMatchObject({
      call: {
        viewer: { partnerId: TENANT, subject: 'user:one', scopes: new Set(['people:read']) },
        isChange: false,
      },
    });
    expect('call' in result && result.call.isOfBody(call.body)).toBe(true);
    expect(call.headers.authorization).toBeUndefined();
    const everything = JSON.stringify(call.headers) + call.body.toString();
    for (const part of token.split('.')) expect(everything).not.toContain(part);
  });

  test('needs a key: without one the gateway does not start', async () => {
    const { url } = await noting();
    const subgraphs = { local: [], remote: { orders: url, buyers: url }, timeoutMs: 1_000 };
    await expect(runGateway({ subgraphs } as object)).rejects.toThrow(
      'is elsewhere, and there is no key to sign its calls with',
    );
  });
});

describe('a subgraph that does not trust the gateway', () => {
  test.each([
    [
      'for its key',
      createContextSigner({
        keys: fixedKeyRing(readMasterKeys(Buffer.alloc(32, 9).toString('base64'))),
        clock: systemClock,
      }),
    ],
    [
      'for its clock, which is 60 s off',
      createContextSigner({ ...TEST_CONTEXTS, clock: { ...systemClock, now: () => new Date(Date.now() - 60_000) } }),
    ],
  ])('%s is out of reach, and the caller is not told that it is about keys', async (_why, sign) => {
    const server = await runSubgraphs();
    const captured = captureLog();
    const remote = addressesOf(server);
    const gateway = await runGateway({ remote: { buyers: remote['buyers'] ?? '' }, sign, log: captured.log });
    cleanups.push(
      () => server.stop(),
      () => gateway.stop(),
    );
    const { status, body, text } = await gateway.ask('{ slowBuyer { name } orders { id } }');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ orders: [{ id: '0' }, { id: '1' }] });
    expect(body.errors).toMatchObject([{ path: ['slowBuyer'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(text).not.toMatch(/sign|key|clock|token|UNAUTHENTICATED/i);
    expect(captured.lines.join('')).toContain('a subgraph does not accept the calls that are signed here');
  });
});
