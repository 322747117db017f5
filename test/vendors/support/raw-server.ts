import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they were sent. */
  readonly rawUrl: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go out as they are, everything else as JSON. */
  readonly body?: unknown;
  /** Breaks the connection instead of answering. */
  readonly hangUp?: boolean;
}

export type Route = (heard: Heard) => Reply | Promise<Reply>;

export interface RawServer {
  readonly origin: string;
  /** Every request, in the order of arrival. */
  readonly heard: readonly Heard[];
  /** Every request whose path begins so, in the order of arrival. */
  heardAt(path: string): readonly Heard[];
  close(): Promise<void>;
}

/** A server on loopback that answers by a table `METHOD /path`; a path it does not know is answered 599. */
export async function startRawServer(routes: Readonly<Record<string, Route>>): Promise<RawServer> {
  const heard: Heard[] = [];
  const replyTo = async (request: IncomingMessage): Promise<Reply> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://loopback');
    const arrived: Heard = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      rawUrl: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    heard.push(arrived);
    const route = routes[`${arrived.method} ${arrived.path}`];
    return route ? route(arrived) : { status: 599, body: `no route for ${arrived.path}` };
  };
  const server = createServer((request, response) => {
    void replyTo(request).then((reply) => {
      if (reply.hangUp) return response.destroy();
      const isRaw = typeof reply.body === 'string' || reply.body instanceof Uint8Array;
      const type = isRaw ? {} : { 'content-type': 'application/json' };
      response.writeHead(reply.status ?? 200, { ...type, ...reply.headers });
      return response.end(isRaw ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    heardAt: (path) => heard.filter((request) => request.path.startsWith(path)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The replies in turn, the last one for ever. */
export function inTurn(...replies: readonly [Reply, ...Reply[]]): Route {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] ?? replies[0];
}

/** The same reply several times over. */
export function times(count: number, reply: Reply): Reply[] {
  return Array.from({ length: count }, () => reply);
}
