import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../platform/clock/clock.ts';
import { CONTEXT_HEADER } from '../../platform/identity/context-form.ts';
import { createContextSigner, type CallToSign } from '../../platform/identity/context-signer.ts';
import { fixedKeyRing } from '../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import type { SubgraphServer } from '../../subgraphs/server.ts';
import { runSubgraphs } from '../gateway/support/running-gateway.ts';
import type { Workbench } from '../gateway/support/subgraphs.ts';
import { createTokenMaker, TENANT } from '../gateway/support/tokens.ts';
import { sendSigned, signTestContext } from '../support/contexts.ts';

const QUERY = JSON.stringify({ query: '{ orders(first: 1) { id } }' });
const CHANGE = JSON.stringify({ query: 'mutation { placeOrder(name: "x") { id } }' });
const VIEWER = { partnerId: TENANT, subject: 'user:one', scopes: new Set(['orders:write']) };
const ID = 'call-1';
const REFUSAL = 'This answers only calls that a gateway has signed, for a short time and for this very body.';

let server: SubgraphServer & { readonly bench: Workbench };
beforeAll(async () => {
  server = await runSubgraphs();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.bench.seen.length = 0;
});

function signed(change: Partial<CallToSign> = {}, sign = signTestContext): string {
  const call = { audience: 'orders', viewer: VIEWER, requestId: ID, body: Buffer.from(QUERY), isChange: false };
  return sign({ ...call, ...change });
}

interface Sent {
  readonly body?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** Sends a call with the context that a test gives. */
async function send(context: string | undefined, { body = QUERY, path = '/orders/graphql', headers = {} }: Sent = {}) {
  const response = await fetch(server.url + path, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-request-id': ID,
      ...(context === undefined ? {} : { [CONTEXT_HEADER]: context }),
      ...headers,
    },
  });
  const answer = (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: Array<{ message: string; extensions: Record<string, unknown> }>;
  };
  return { status: response.status, headers: response.headers, ...answer };
}

/** Clocks that are apart from the server's. */
const elsewhere = (seconds: number) => ({ ...systemClock, now: () => new Date(Date.now() + seconds * 1_000) });
const TEST_KEY = fixedKeyRing(readMasterKeys(Buffer.alloc(32, 5).toString('base64')));
const OTHER_KEY = fixedKeyRing(readMasterKeys(Buffer.alloc(32, 6).toString('base64')));
const signAt = (seconds: number, keys = TEST_KEY) => createContextSigner({ keys, clock: elsewhere(seconds) });

describe('a call of a subgraph server', () => {
  test('is answered when a gateway signed it: for this subgraph, this body, now', async () => {
    expect(await send(signed())).toMatchObject({ status: 200, data: { orders: [{ id: '0' }] } });
  });

  const bad: ReadonlyArray<[title: string, make: () => Promise<string | undefined>, sent?: Sent]> = [
    ['without a context', async () => undefined],
    ['with an empty one', async () => ''],
    ['with one that is no context', async () => 'a.b.c'],
    ['signed with a key that nobody here knows', async () => signed({}, signAt(0, OTHER_KEY))],
    ['signed for another subgraph', async () => signed({ audience: 'buyers' })],
    ['signed for another request', async () => signed({ requestId: 'call-2' })],
    ['signed for another body', async () => signed({ body: Buffer.from(CHANGE) })],
    ['signed by a clock that is 60 s behind', async () => signed({}, signAt(-60))],
    ['signed by a clock that is 60 s ahead', async () => signed({}, signAt(60))],
    ['whose body lost a byte on the way', async () => signed(), { body: QUERY.slice(0, -1) }],
    ['whose body is gone', async () => signed(), { body: '' }],
    ['whose context was altered', async () => signed().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['whose body is no JSON and not what was signed', async () => signed(), { body: '{' }],
  ];
  // A row without its last member would make the runner wait for a callback.
  const rows = bad.map(([title, make, sent = {}]) => [title, make, sent] as const);
  test.each(rows)('%s is answered 401, with the same words, and is not carried out', async (_title, make, sent) => {
    const answer = await send(await make(), sent);
    expect(answer).toMatchObject({ status: 401, errors: [{ message: REFUSAL }] });
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', requestId: expect.any(String) });
    expect(answer.data).toBeUndefined();
    expect(answer.headers.get('www-authenticate')).toBe('Partnergraph-Context');
    expect(server.bench.seen).toEqual([]);
  });

  test("with nothing but a caller's own token is answered 401, however good the token", async () => {
    const token = await (await createTokenMaker()).make('orders:write');
    const answer = await send(undefined, { headers: { authorization: `Bearer ${token}` } });
    expect(answer).toMatchObject({ status: 401, errors: [{ message: REFUSAL }] });
  });

  test('is refused before a byte of its body is parsed', async () => {
    const answer = await send(undefined, { body: 'no JSON at all' });
    expect(answer.status).toBe(401);
    const wellSigned = await send(signed({ body: Buffer.from('no JSON at all') }), { body: 'no JSON at all' });
    expect(wellSigned).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('for the schema itself needs a context like any other, and is not answered then either', async () => {
    const body = JSON.stringify({ query: '{ _service { sdl } }' });
    expect((await send(undefined, { body })).status).toBe(401);
    const answer = await send(signed({ body: Buffer.from(body) }), { body });
    expect(answer).toMatchObject({ status: 400, errors: [{ message: 'This subgraph does not tell its schema.' }] });
  });

  test('is carried out for the viewer in the context, whatever other headers say', async () => {
    const body = JSON.stringify({ query: '{ whoAsks }' });
    const headers = { 'x-partner': 'someone', authorization: 'Bearer x' };
    const answer = await send(signed({ body: Buffer.from(body) }), { body, headers });
    expect(answer.data).toEqual({ whoAsks: `user:one of ${TENANT} as ${ID}` });
  });
});

describe('a call that is sent a second time, byte for byte', () => {
  test('is answered again while its context is good, when it only reads', async () => {
    const context = signed();
    expect((await send(context)).status).toBe(200);
    expect((await send(context)).status).toBe(200);
  });

  test('is refused when it changes something: a change is carried out once', async () => {
    const context = signed({ body: Buffer.from(CHANGE), isChange: true });
    expect(await send(context, { body: CHANGE })).toMatchObject({ status: 200, data: { placeOrder: { id: '9' } } });
    expect(await send(context, { body: CHANGE })).toMatchObject({ status: 401, errors: [{ message: REFUSAL }] });
  });

  test('is carried out once when both arrive at the same time', async () => {
    const context = signed({ body: Buffer.from(CHANGE), isChange: true });
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(context, { body: CHANGE })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
  });

  test('can not hide that it changes something by being signed as if it did not', async () => {
    const context = signed({ body: Buffer.from(CHANGE), isChange: false });
    expect(await send(context, { body: CHANGE })).toMatchObject({ status: 401, errors: [{ message: REFUSAL }] });
    const several = 'query Read { orders { id } } mutation Write { placeOrder(name: "x") { id } }';
    const named = (operationName: string): string => JSON.stringify({ query: several, operationName });
    const read = await sendSigned(server.url, { audience: 'orders', viewer: VIEWER, body: named('Read') });
    const write = await sendSigned(server.url, { audience: 'orders', viewer: VIEWER, body: named('Write') });
    expect([read.status, write.status]).toEqual([200, 401]);
  });
});
