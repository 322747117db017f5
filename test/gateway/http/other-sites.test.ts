import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { ImportService } from '../../../platform/imports/contract.ts';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';
import { openTestServices } from '../support/services.ts';

const OTHER_SITE = 'https://evil.example';
const QUERY = JSON.stringify({ query: '{ orders { id } }' });
const CHANGE = JSON.stringify({ query: 'mutation { placeOrder(name: "x") { id } }' });

let gateway: RunningGateway;
let token: string;
beforeAll(async () => {
  const imports = { accept: async () => ({ id: null, repeats: null }) } as unknown as ImportService;
  gateway = await runGateway({ services: { ...(await openTestServices()), imports } });
  token = await gateway.tokens.make('orders:write imports:write');
});
afterAll(() => gateway.stop());

const send = (path: string, init: RequestInit): Promise<Response> => fetch(gateway.url + path, init);

/** What every answer must say to a browser, whatever was asked. */
function expectGuarded({ headers }: Response): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
}

function expectClosedToOthers({ headers }: Response): void {
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(headers.has('set-cookie')).toBe(false);
}

describe("another site in a user's browser", () => {
  test.each(['/graphql', '/imports', '/health/ready', '/nothing'])(
    'is told in answer to its question beforehand that it may not call %s',
    async (path) => {
      const answer = await send(path, {
        method: 'OPTIONS',
        headers: {
          origin: OTHER_SITE,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      expect(answer.ok).toBe(false);
      expectClosedToOthers(answer);
    },
  );

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain;charset=utf-8',
  ])(
    'can send %s without asking beforehand, and nothing is carried out for it even if it had a token',
    async (type) => {
      const headers = { origin: OTHER_SITE, 'content-type': type, authorization: `Bearer ${token}` };
      const answer = await send('/graphql', { method: 'POST', headers, body: CHANGE });
      expect(answer.status).toBe(415);
      expect(await answer.json()).not.toHaveProperty('data');
      expectClosedToOthers(answer);
    },
  );

  test('can send a body without any type, and nothing is carried out for it', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const body = new Blob([CHANGE]);
    expect((await send('/graphql', { method: 'POST', headers, body })).status).toBe(415);
  });

  test('can make a browser ask by GET, and nothing is carried out for it, not even a query', async () => {
    const search = new URLSearchParams({ query: '{ orders { id } }' });
    const headers = { origin: OTHER_SITE, authorization: `Bearer ${token}` };
    const answer = await send(`/graphql?${search}`, { headers });
    expect(answer.status).toBe(400);
    expect(await answer.json()).not.toHaveProperty('data');
    expectClosedToOthers(answer);
  });

  test('can send an upload as a form, which is nobody’s: a browser adds no token by itself', async () => {
    const body = new FormData();
    body.set('area', 'DEAL');
    const answer = await send('/imports', { method: 'POST', headers: { origin: OTHER_SITE }, body });
    expect(answer.status).toBe(401);
    expectClosedToOthers(answer);
  });

  test.each([
    [
      'in a cookie',
      (value: string) => ({ headers: { cookie: `token=${value}; authorization=Bearer ${value}` }, search: '' }),
    ],
    ['in the address', (value: string) => ({ headers: {}, search: `?access_token=${value}&token=${value}` })],
  ])('gains nothing by a token %s, where a browser would send it along: it is not looked at', async (_where, place) => {
    const { headers, search } = place(token);
    const answer = await send(`/graphql${search}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: QUERY,
    });
    expect(answer.status).toBe(401);
  });

  test('reads no answer, also of what is allowed: none says that another origin may', async () => {
    const headers = { origin: OTHER_SITE, 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await send('/graphql', { method: 'POST', headers, body: QUERY });
    expect(answer.status).toBe(200);
    expectClosedToOthers(answer);
    expectGuarded(answer);
  });
});

describe('every answer', () => {
  const json = { 'content-type': 'application/json' };
  const requests: ReadonlyArray<[what: string, path: string, init: () => RequestInit, status: number]> = [
    [
      'to a query',
      '/graphql',
      () => ({ method: 'POST', body: QUERY, headers: { ...json, authorization: `Bearer ${token}` } }),
      200,
    ],
    ['without a token', '/graphql', () => ({ method: 'POST', body: QUERY, headers: json }), 401],
    ['to a method that is not there', '/graphql', () => ({ method: 'DELETE' }), 405],
    ['to a path that is not there', '/nothing', () => ({}), 404],
    ['to a path that can not be read', '/%ff', () => ({}), 400],
    ['to an upload', '/imports', () => ({ method: 'POST', body: QUERY, headers: json }), 401],
    ['of health', '/health/live', () => ({}), 200],
    ['with the page', '/graphql', () => ({ headers: { accept: 'text/html' } }), 200],
    [
      'to a body that is too long',
      '/graphql',
      () => ({ method: 'POST', body: 'x'.repeat(70_000), headers: { ...json, authorization: `Bearer ${token}` } }),
      413,
    ],
  ];
  test.each(requests)(
    '%s keeps browsers from guessing, framing and lending it to others',
    async (_what, path, init, status) => {
      const answer = await send(path, init());
      expect(answer.status).toBe(status);
      expectGuarded(answer);
      expectClosedToOthers(answer);
    },
  );
});

describe('bytes that never became a request', () => {
  test('are answered with the same headers, and the connection is ended', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write('NONSENSE\r\n\r\n');
    let received = '';
    for await (const chunk of socket) received += String(chunk);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    for (const header of ['x-content-type-options: nosniff', 'x-frame-options: DENY', 'cache-control: no-store']) {
      expect(received).toContain(header);
    }
    expect(received).not.toMatch(/access-control-/i);
  });
});
