import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { clientFor, httpServer, until, type Loopback } from './loopback.ts';

const opened: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function setUp(
  answer: Parameters<typeof httpServer>[0],
): Promise<{ server: Loopback; client: ReturnType<typeof clientFor> }> {
  const server = await httpServer(answer);
  const client = clientFor([server.origin]);
  opened.push(server, client.http);
  return { server, client };
}

describe('an answer', () => {
  test('arrives whole: status, lower-case headers, bytes', async () => {
    const { server, client } = await setUp((_request, response) => {
      response.setHeader('ETag', '"v1"');
      response.setHeader('X-Note', ['one', 'two']);
      response.end(Buffer.from([0, 255, 10]));
    });
    const answer = await client.get(`${server.origin}/deals?top=5`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ etag: '"v1"', 'x-note': 'one, two' });
    expect(answer.body).toEqual(Buffer.from([0, 255, 10]));
  });

  test.each([404, 429, 500, 503])('with status %i is an answer, not an error: the adapter reads it', async (status) => {
    const { server, client } = await setUp((_request, response) => {
      response.statusCode = status;
      response.end('{"code":"x"}');
    });
    const answer = await client.get(`${server.origin}/`);
    expect([answer.status, answer.body.toString()]).toEqual([status, '{"code":"x"}']);
  });

  test('to a request with a body and headers is made to exactly what was sent', async () => {
    const { server, client } = await setUp((request, response) => {
      request.pipe(response);
      response.setHeader('x-came', `${request.method} ${request.url} ${request.headers['if-match']}`);
    });
    const answer = await client.get(`${server.origin}/deals/1?a=b%20c`, {
      method: 'PUT',
      body: '{"name":"Zürich"}',
      headers: { 'If-Match': '"v1"' },
    });
    expect(answer.headers['x-came']).toBe('PUT /deals/1?a=b%20c "v1"');
    expect(answer.body.toString()).toBe('{"name":"Zürich"}');
  });

  test('is asked for uncompressed, whatever the adapter asked, and is never inflated', async () => {
    const { server, client } = await setUp((request, response) => {
      response.setHeader('x-asked', String(request.headers['accept-encoding']));
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('a'.repeat(1000)));
    });
    const answer = await client.get(`${server.origin}/`, { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(answer.headers['x-asked']).toBe('identity');
    expect(answer.body).toEqual(gzipSync('a'.repeat(1000)));
  });

  test('leaves one debug line with the call and its cost, and neither address nor header', async () => {
    const { server, client } = await setUp((_request, response) => {
      response.setHeader('MS-RequestId', 'req-7');
      response.end('hello');
    });
    await client.get(`${server.origin}/secret-path`, { headers: { authorization: 'Bearer abcdefghijkl' } });
    expect(client.records()).toEqual([
      {
        level: 'debug',
        time: expect.any(String),
        vendor: 'acme',
        operation: 'deals.list',
        status: 200,
        ms: expect.any(Number),
        bytes: 5,
        requestId: 'req-7',
        msg: 'vendor call',
      },
    ]);
  });
});

describe('connections', () => {
  test('are used again: calls one after the other do not make one each', async () => {
    const { server, client } = await setUp((_request, response) => response.end('ok'));
    for (let call = 0; call < 20; call += 1) await client.get(`${server.origin}/`);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('to one origin stay within the limit, and every one of many parallel calls is answered with its own answer', async () => {
    const { server, client } = await setUp((request, response) => void setImmediate(() => response.end(request.url)));
    const paths = Array.from({ length: 300 }, (_, index) => `/${index}`);
    const answers = await Promise.all(paths.map((path) => client.get(server.origin + path)));
    expect(answers.map((answer) => answer.body.toString())).toEqual(paths);
    expect(server.connections()).toBeLessThanOrEqual(16);
  });

  test('are closed when the client closes, after the calls under way have ended', async () => {
    let finish = (): void => undefined;
    const { server, client } = await setUp((_request, response) => {
      finish = () => void response.end('late');
    });
    const call = client.get(`${server.origin}/`);
    await until(() => server.connections() === 1);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    const closed = client.http.close();
    finish();
    expect((await call).body.toString()).toBe('late');
    await closed;
    await until(() => server.open() === 0);
    await expect(client.get(`${server.origin}/`)).rejects.toMatchObject({ kind: 'unreachable' });
    opened.pop();
  });
});
