import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { serializeError } from '../../../platform/log/serialize-error.ts';
import { clientFor, httpServer, rawServer, until, vendorErrorOf, type Client, type Loopback } from './loopback.ts';

const opened: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

type Answer = Parameters<typeof rawServer>[0];

async function against(server: Loopback, defaults = {}): Promise<Client> {
  const client = clientFor([server.origin], [], defaults);
  opened.push(server, client.http);
  return client;
}

/** Nothing an error holds, however deep one looks, may name the server or the key. */
function expectNothingGivenAway(error: Error, port: number, lines: readonly string[]): void {
  const shown = [inspect(error, { depth: 9, showHidden: true }).replaceAll(/\n\s+at .*/g, ''), error.message, ...lines];
  for (const text of [...shown, JSON.stringify(serializeError(error, { withStack: true }))]) {
    expect(text).not.toContain(String(port));
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('top-secret');
  }
}

const headers = { authorization: 'Bearer top-secret-token' };
const call = { headers, timeoutMs: 150 };
/** For what ends by itself: a machine that is slow for a moment must not end it sooner. */
const patientCall = { headers, timeoutMs: 10_000 };

describe('a vendor that does not bring a whole answer is unreachable', () => {
  const unfinished: ReadonlyArray<readonly [string, Answer, string]> = [
    ['it hangs', () => undefined, 'no whole answer arrived within 150 ms'],
    ['it hangs in the head', (socket) => void socket.write('HTTP/1.1 200 OK\r\nx: y\r\n'), 'within 150 ms'],
    [
      'it hangs in the body',
      (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
      'within 150 ms',
    ],
    [
      'it drips without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        const drip = setInterval(() => socket.write('1\r\nx\r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      },
      'within 150 ms',
    ],
    ['it resets the connection', (socket) => void socket.resetAndDestroy(), 'the connection broke'],
    ['it closes without a word', (socket) => void socket.end(), 'the connection broke'],
    [
      'it resets in the middle of the body',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc');
        setTimeout(() => socket.resetAndDestroy(), 20);
      },
      'the connection broke',
    ],
    [
      'it promises more bytes than it sends',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
      'the connection broke',
    ],
    [
      'it ends a chunked body early',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc'),
      'the connection broke',
    ],
  ];

  test.each(unfinished)('when %s', async (_how, answer, words) => {
    const server = await rawServer(answer);
    const client = await against(server);
    const asked = words.includes('within') ? call : patientCall;
    const error = await vendorErrorOf(client.get(`${server.origin}/`, asked));
    expect(error).toMatchObject({ kind: 'unreachable', vendor: 'acme', operation: 'deals.list' });
    expect(error.message).toContain(words);
    expectNothingGivenAway(error, server.port, client.lines);
  });

  test('when nothing listens there', async () => {
    const server = await httpServer((_request, response) => response.end());
    const client = await against(server);
    await server.close();
    const error = await vendorErrorOf(client.get(`${server.origin}/`, patientCall));
    expect([error.kind, error.message]).toEqual([
      'unreachable',
      'the call deals.list to acme failed: the connection was refused',
    ]);
    expectNothingGivenAway(error, server.port, client.lines);
  });

  test('when it goes silent within a body for longer than allowed, well before the whole call is due', async () => {
    const server = await rawServer((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'));
    const client = await against(server, { bodyTimeoutMs: 100, timeoutMs: 25_000 });
    const error = await vendorErrorOf(client.get(`${server.origin}/`));
    expect([error.kind, error.message]).toEqual(['unreachable', expect.stringContaining('the answer stalled')]);
  });

  test('when the head of its answer takes longer than allowed', async () => {
    const server = await rawServer(() => undefined);
    const client = await against(server, { headersTimeoutMs: 50, timeoutMs: 25_000 });
    expect((await vendorErrorOf(client.get(`${server.origin}/`))).message).toContain('the answer stalled');
  });

  test('but a request that named its own time waits that long for the head', async () => {
    const server = await httpServer((_request, response) => void setTimeout(() => response.end('slow'), 1_600));
    const client = await against(server, { headersTimeoutMs: 50 });
    expect((await client.get(`${server.origin}/`, { timeoutMs: 25_000 })).body.toString()).toBe('slow');
  });

  test('also for the calls that wait for a connection while others hang', async () => {
    const server = await rawServer(() => undefined);
    const client = await against(server, { connectionsPerOrigin: 2 });
    const calls = Array.from({ length: 10 }, () => vendorErrorOf(client.get(`${server.origin}/`, call)));
    for (const error of await Promise.all(calls)) {
      expect([error.kind, error.message]).toEqual(['unreachable', expect.stringContaining('within 150 ms')]);
    }
  });

  test('and no connection to it is left open', async () => {
    const server = await rawServer(() => undefined);
    const client = await against(server);
    await vendorErrorOf(client.get(`${server.origin}/`, call));
    await until(() => server.open() === 0);
  });
});

describe('an answer that can not be used is an upstream error', () => {
  test('when it announces more bytes than accepted: not one is read', async () => {
    const server = await httpServer((_request, response) => {
      response.setHeader('content-length', 5000);
      response.setHeader('x-request-id', 'req-9');
      response.write('x');
    });
    const client = await against(server);
    const error = await vendorErrorOf(client.get(`${server.origin}/`, { ...call, maxBytes: 4999 }));
    expect(error).toMatchObject({ kind: 'upstream_error', httpStatus: 200, requestId: 'req-9' });
    expect(error.message).toBe('the call deals.list to acme failed: the answer is larger than 4999 bytes');
  });

  test('when it turns out larger than accepted: reading stops and the connection is dropped', async () => {
    let written = 0;
    const server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const pour = setInterval(() => {
        written += 1;
        socket.write(`400\r\n${'x'.repeat(1024)}\r\n`);
      }, 1);
      socket.on('close', () => clearInterval(pour));
    });
    const client = await against(server);
    const error = await vendorErrorOf(client.get(`${server.origin}/`, { maxBytes: 4096 }));
    expect(error).toMatchObject({ kind: 'upstream_error', httpStatus: 200 });
    await until(() => server.open() === 0);
    const atClose = written;
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    expect(written).toBe(atClose);
  });

  test('but one of exactly the accepted size is taken', async () => {
    const server = await httpServer((_request, response) => response.end('x'.repeat(4096)));
    const client = await against(server);
    expect((await client.get(`${server.origin}/`, { maxBytes: 4096 })).body).toHaveLength(4096);
  });

  test.each([301, 302, 303, 307, 308, 300, 304])('when it is a redirect (%i): nobody follows it', async (status) => {
    const target = await httpServer((_request, response) => response.end('internal'));
    const server = await httpServer((_request, response) => {
      response.writeHead(status, { location: `${target.origin}/latest/meta-data` });
      response.end();
    });
    const client = clientFor([server.origin, target.origin]);
    opened.push(server, target, client.http);
    const error = await vendorErrorOf(client.get(`${server.origin}/`, call));
    expect(error).toMatchObject({ kind: 'upstream_error', httpStatus: status });
    expect(target.connections()).toBe(0);
    expectNothingGivenAway(error, target.port, client.lines);
  });

  test.each([
    ['not HTTP', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
    ['has a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`],
  ])('when it is %s', async (_what, bytes) => {
    const server = await rawServer((socket) => void socket.write(bytes));
    const client = await against(server);
    const error = await vendorErrorOf(client.get(`${server.origin}/`, { ...call, timeoutMs: 10_000 }));
    expect([error.kind, error.message]).toEqual(['upstream_error', expect.stringContaining('not readable HTTP')]);
    expectNothingGivenAway(error, server.port, client.lines);
  });
});

describe('a caller who gives up', () => {
  test('gets its own reason back, and the connection is dropped', async () => {
    const server = await rawServer(() => undefined);
    const client = await against(server);
    const controller = new AbortController();
    const result = client.get(`${server.origin}/`, { signal: controller.signal }).catch((error: unknown) => error);
    await until(() => server.connections() === 1);
    const reason = new Error('shutting down');
    controller.abort(reason);
    expect(await result).toBe(reason);
    await until(() => server.open() === 0);
  });

  test('before the call began makes no connection', async () => {
    const server = await rawServer(() => undefined);
    const client = await against(server);
    const signal = AbortSignal.abort('enough');
    await expect(client.get(`${server.origin}/`, { signal })).rejects.toBe('enough');
    expect(server.connections()).toBe(0);
  });
});

describe('a request that is not valid HTTP', () => {
  test('is refused without showing the value that was wrong', async () => {
    const server = await httpServer((_request, response) => response.end());
    const client = await against(server);
    const headers = { authorization: 'Bearer top-secret\r\nx: y' };
    const error = await vendorErrorOf(client.get(`${server.origin}/`, { headers }));
    expect(error).toMatchObject({ kind: 'refused', httpStatus: undefined });
    expectNothingGivenAway(error, server.port, client.lines);
  });
});
