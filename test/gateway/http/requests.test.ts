import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { post, runGateway, type RunningGateway } from '../support/running-gateway.ts';
import { captureLog, type CapturedLog } from '../support/capture-log.ts';

const QUERY = '{ orders(first: 1) { id } }';
const DATA = { data: { orders: [{ id: '0' }] } };
const LIMIT = 64 * 1024;

let gateway: RunningGateway;
let captured: CapturedLog;
let auth: { authorization: string };
beforeAll(async () => {
  captured = captureLog();
  gateway = await runGateway({ log: captured.log });
  auth = { authorization: `Bearer ${await gateway.tokens.make()}` };
});
afterAll(() => gateway.stop());

const jsonHeaders = (): Record<string, string> => ({ ...auth, 'content-type': 'application/json' });

describe('the media type of an answer', () => {
  test.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json; charset=utf-8'],
  ])('for Accept %p is %s', async (accept, type) => {
    const response = await gateway.ask(QUERY, accept === undefined ? {} : { headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.body).toMatchObject(DATA);
  });

  test('that nobody can give is answered 406', async () => {
    expect((await gateway.ask(QUERY, { headers: { accept: 'image/png' } })).status).toBe(406);
  });
});

describe('a body', () => {
  test('above the limit is answered 413, with the limit', async () => {
    const body = JSON.stringify({ query: QUERY, variables: { padding: 'x'.repeat(LIMIT) } });
    const { status, body: answer } = await post(gateway.url, body, jsonHeaders());
    expect(status).toBe(413);
    expect(answer.errors).toMatchObject([
      {
        message: 'The body is larger than the 65536 bytes that are accepted.',
        extensions: { code: 'PAYLOAD_TOO_LARGE' },
      },
    ]);
  });

  test('that is not sent as JSON is answered 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/graphql']) {
      const { status, body } = await post(gateway.url, QUERY, { ...auth, 'content-type': type });
      expect(status).toBe(415);
      expect(body.errors?.[0]?.extensions['code']).toBe('UNSUPPORTED_MEDIA_TYPE');
    }
  });

  test.each(['{"query":', '', 'null', '[]', '"x"', '{}', '{"query":5}', '{"query":""}', `[{"query":"${QUERY}"}]`])(
    'of %j is answered 400',
    async (text) => {
      const { status, body } = await post(gateway.url, text, jsonHeaders());
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
      expect(body).not.toHaveProperty('data');
    },
  );
});

describe('GET', () => {
  const get = (search: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${gateway.url}/graphql?${search}`, { headers });

  test('answers a query whose sender can not be another site', async () => {
    const response = await get(`query=${encodeURIComponent(QUERY)}`, jsonHeaders());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(DATA);
    const named = await get(`query=${encodeURIComponent(QUERY)}`, { ...auth, 'apollo-require-preflight': 'yes' });
    expect(named.status).toBe(200);
  });

  test('that another site could have sent is refused', async () => {
    expect((await get(`query=${encodeURIComponent(QUERY)}`, auth)).status).toBe(400);
  });

  test('carries out no mutation', async () => {
    const mutation = encodeURIComponent('mutation { slowChange }');
    const response = await get(`query=${mutation}`, jsonHeaders());
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('other methods and paths', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is answered 405 with what is allowed', async (method) => {
    const response = await fetch(`${gateway.url}/graphql`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  test('an unknown path is answered 404', async () => {
    const response = await fetch(`${gateway.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('/nothing');
  });
});

describe('headers of every answer', () => {
  test('keep browsers from guessing, telling and storing', async () => {
    const { headers } = await gateway.ask(QUERY);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('keep it out of frames, pages and windows of others', async () => {
    const refused = await fetch(`${gateway.url}/graphql`, { method: 'POST' });
    for (const { headers } of [await gateway.ask(QUERY), refused, await fetch(`${gateway.url}/nothing`)]) {
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  test('let no other site read it', async () => {
    const { headers } = await gateway.ask(QUERY, { headers: { origin: 'https://evil.example' } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('do not give away a plan, however it is asked for', async () => {
    const { body } = await gateway.ask(QUERY, { headers: { 'Apollo-Query-Plan-Experimental': 'true' } });
    expect(body).toEqual({ ...DATA, extensions: { cost: expect.anything() } });
  });
});

describe('the request id', () => {
  test('is the caller’s own where it is sane, and is in every log line of the request', async () => {
    const { headers } = await gateway.ask(QUERY, { headers: { 'x-request-id': 'Trace_1-a' } });
    expect(headers.get('x-request-id')).toBe('Trace_1-a');
    expect(captured.ofRequest('Trace_1-a')).toMatchObject([{ method: 'POST', route: '/graphql', status: 200 }]);
  });

  test.each(['', 'a b', 'x'.repeat(129), 'a"b', 'a/b', 'ä'])('is a new one in place of %j', async (id) => {
    const { headers } = await gateway.ask(QUERY, { headers: { 'x-request-id': id } });
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  });

  test('is told with a refusal', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'x-request-id': 'refused-1' },
    });
    expect(response.headers.get('x-request-id')).toBe('refused-1');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { requestId: 'refused-1' } }] });
  });

  test('and the token do not meet in the log', async () => {
    await gateway.ask(QUERY);
    expect(captured.lines.join('')).not.toContain(auth.authorization.slice(7, 60));
  });
});

describe('introspection', () => {
  const introspect = '{ __schema { queryType { name } } }';

  test('is answered where it is open, and elsewhere to whom has the scope for it', async () => {
    expect((await gateway.ask(introspect)).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const closed = await runGateway({ introspection: false });
    const { status, text } = await closed.ask(introspect);
    expect(status).toBe(403);
    const misspelt = await closed.ask('{ order { nam } }');
    expect(misspelt.text).not.toContain('Did you mean');
    expect(text).not.toContain('"Query"');
    const allowed = await closed.ask(introspect, { scopes: 'schema:read' });
    expect(allowed.body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    await closed.stop();
  });
});
