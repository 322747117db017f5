import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
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

export interface ReplayServer {
  readonly origin: string;
  /** Every request, in the order of arrival. */
  readonly heard: readonly Heard[];
  /** Requests whose path starts so. */
  heardAt(path: string): readonly Heard[];
  close(): Promise<void>;
}

/** A server on loopback that answers by a table `METHOD /path`; a path it does not know is answered 599. */
export async function startReplay(routes: Readonly<Record<string, Route>>): Promise<ReplayServer> {
  const heard: Heard[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readWhole(request);
    const url = new URL(request.url ?? '/', 'http://loopback');
    const arrived: Heard = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      rawUrl: request.url ?? '',
      headers: request.headers,
      body,
    };
    heard.push(arrived);
    const route = routes[`${arrived.method} ${arrived.path}`];
    answer(response, route ? await route(arrived) : { status: 599, body: `no route for ${arrived.path}` });
  };
  const server = createServer((request, response) => void serve(request, response));
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

async function readWhole(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply.hangUp) {
    response.destroy();
    return;
  }
  const raw = typeof reply.body === 'string' || reply.body instanceof Uint8Array;
  const type = raw ? {} : { 'content-type': 'application/json' };
  response.writeHead(reply.status ?? 200, { ...type, ...reply.headers });
  response.end(raw ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body));
}

/** The same reply several times over. */
export function times(count: number, reply: Reply): Reply[] {
  return Array.from({ length: count }, () => reply);
}
