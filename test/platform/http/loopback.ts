import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createVendorHttp, type ClosableVendorHttp } from '../../../platform/http/create-vendor-http.ts';
import type { VendorHttpDefaults } from '../../../platform/http/bounds.ts';
import type { VendorHttpRequest } from '../../../platform/http/vendor-http.ts';
import { isVendorError, type VendorError } from '../../../platform/vendor/vendor-error.ts';
import { capturingLogger, type LogRecord } from '../log/capture.ts';

/** A server on this machine that counts the connections made to it. */
export interface Loopback {
  readonly origin: string;
  readonly port: number;
  connections(): number;
  open(): number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export const httpServer = (answer: RequestListener): Promise<Loopback> => listen(createHttpServer(answer));

/** A server that says what the test says, byte for byte, once a request has begun to arrive. */
export const rawServer = (answer: (socket: Socket) => void): Promise<Loopback> =>
  listen(createTcpServer((socket) => socket.once('data', () => answer(socket))));

export interface Client {
  readonly http: ClosableVendorHttp;
  readonly lines: string[];
  readonly records: () => LogRecord[];
  get(url: string, more?: Partial<VendorHttpRequest>): ReturnType<ClosableVendorHttp['send']>;
}

/** The client under test, allowed to call the given servers and nothing else. */
export function clientFor(
  origins: readonly string[],
  downloadHosts: readonly string[] = [],
  defaults: Partial<VendorHttpDefaults> = {},
): Client {
  const { log, lines, records } = capturingLogger('debug');
  const http = createVendorHttp({ allowedOrigins: origins, downloadHosts, log, defaults });
  const get: Client['get'] = (url, more) =>
    http.send({
      vendor: 'acme',
      operation: 'deals.list',
      method: 'GET',
      url,
      signal: new AbortController().signal,
      ...more,
    });
  return { http, lines, records, get };
}

/** The VendorError a call fails with; anything else fails the test. */
export async function vendorErrorOf(call: Promise<unknown>): Promise<VendorError> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!isVendorError(error)) throw error;
  return error;
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
