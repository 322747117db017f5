import { gzipSync } from 'node:zlib';
import type { Attack } from './attack.ts';
import type { Target } from './target.ts';

const QUERY = JSON.stringify({ query: '{ viewer { subject } }' });
const JSON_TYPE = { 'content-type': 'application/json' };

const post = (
  title: string,
  body: string | Uint8Array<ArrayBuffer>,
  expected: Omit<Attack, 'title' | 'send'>,
  headers: Record<string, string> = JSON_TYPE,
): Attack => ({
  title,
  send: (target) => target.request('/graphql', { method: 'POST', headers, body }),
  ...expected,
});

const raw = (
  title: string,
  make: (target: Target, token: string) => string | Promise<string>,
  status: number,
  code: string | null = 'BAD_REQUEST',
): Attack => ({
  title,
  send: async (target) => target.raw(await make(target, await target.token())),
  status,
  code,
});

const head = (token: string, more: string): string =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${more}\r\n`;

const badRequest = { status: 400, code: 'BAD_REQUEST' };

/** Bodies, headers and bytes that are not what they say. */
export const FRAMING: readonly Attack[] = [
  post('a body of 300 KB', JSON.stringify({ query: '{ viewer { subject } }', variables: { a: 'a'.repeat(300_000) } }), {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    told: /262144/,
  }),
  post('JSON that is cut', QUERY.slice(0, -5), badRequest),
  post('no body', '', badRequest),
  post('JSON 100,000 lists deep', '['.repeat(100_000) + ']'.repeat(100_000), badRequest),
  post('a member named __proto__', '{"query":"{ viewer { subject } }","__proto__":{"isAdmin":true}}', badRequest),
  post(
    'a member that changes the constructor',
    '{"query":"{ viewer { subject } }","variables":{"constructor":{"prototype":{"x":1}}}}',
    badRequest,
  ),
  post('a batch of 1,000 operations', `[${Array.from({ length: 1_000 }, () => QUERY).join(',')}]`, badRequest),
  post('a document that is an object', '{"query":{"kind":"Document","definitions":[]}}', badRequest),
  post('variables that are a text', JSON.stringify({ query: '{ viewer { subject } }', variables: '{}' }), badRequest),
  post('extensions that are a list', JSON.stringify({ query: '{ viewer { subject } }', extensions: [1] }), badRequest),
  post(
    'a hash in place of a document',
    JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    { status: 200, code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
  ),
  post('a zip bomb', new Uint8Array(gzipSync(Buffer.alloc(20_000_000, 32))), badRequest, {
    ...JSON_TYPE,
    'content-encoding': 'gzip',
  }),
  post(
    'text that a form of another site can send',
    QUERY,
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    { 'content-type': 'text/plain' },
  ),
  post(
    'a form of another site',
    'query=%7Bviewer%7Bsubject%7D%7D',
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ),
  post('a media type that is none', QUERY, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }, { 'content-type': ';;;' }),
  post(
    'an answer in a media type that nobody speaks',
    QUERY,
    { status: 406, code: 'BAD_REQUEST' },
    { ...JSON_TYPE, accept: 'image/png' },
  ),
  {
    title: 'a query by GET that another site could send',
    send: (target) => target.request('/graphql?query=%7Bviewer%7Bsubject%7D%7D', {}),
    ...badRequest,
    told: /CSRF/,
  },
  {
    title: 'a change by GET',
    send: (target) =>
      target.request('/graphql?query=mutation%7BrefreshConnection(id%3A%22x%22)%7Bid%7D%7D', { headers: JSON_TYPE }),
    status: 405,
    code: 'BAD_REQUEST',
  },
  {
    title: 'the same parameter twice',
    send: (target) => target.request('/graphql?query=%7B__typename%7D&query=%7B__typename%7D', { headers: JSON_TYPE }),
    ...badRequest,
  },
  {
    title: 'a preflight of another site',
    send: (target) =>
      target.request('/graphql', {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      }),
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  },
  {
    title: 'a path that climbs',
    send: (target) => target.raw('GET /graphiql/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    status: 404,
    code: 'NOT_FOUND',
  },
  {
    title: 'a path with an escape that is none',
    send: (target) => target.raw('GET /graphiql/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    status: 400,
    code: 'BAD_REQUEST',
  },
  raw(
    'two lengths of one body',
    (_target, token) =>
      `${head(token, 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n')}0\r\n\r\n`,
    400,
  ),
  raw('a length below zero', (_target, token) => head(token, 'Content-Length: -1\r\nConnection: close\r\n'), 400),
  raw(
    'a chunk of no size',
    (_target, token) => `${head(token, 'Transfer-Encoding: chunked\r\nConnection: close\r\n')}zz\r\n{}\r\n0\r\n\r\n`,
    400,
  ),
  raw('a header line without a colon', (_target, token) => head(token, 'no colon\r\nConnection: close\r\n'), 400),
  raw('a method of nobody', () => 'STEAL /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400),
  // The runtime itself refuses it, without a word.
  raw('no host', () => 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, null),
  raw('bytes that are no HTTP', () => '\u0016\u0003\u0001 hello\r\n\r\n', 400),
  raw(
    '40 KB of headers',
    (_target, token) => head(token, `X-Long: ${'a'.repeat(40_000)}\r\nConnection: close\r\n`),
    431,
  ),
  raw(
    'a query of 40 KB by GET',
    (_target, token) =>
      `GET /graphql?query=${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    431,
  ),
  raw(
    'a body of 300 KB in chunks, whose length nobody told',
    (_target, token) =>
      `${head(token, 'Transfer-Encoding: chunked\r\nConnection: close\r\n')}493e0\r\n${'a'.repeat(300_000)}\r\n0\r\n\r\n`,
    413,
    'PAYLOAD_TOO_LARGE',
  ),
];
