import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** `ListOpportunities` of `x-amz-target: AWSPartnerCentralSelling.ListOpportunities`. */
  readonly operation: string;
  readonly service: string;
  readonly headers: IncomingHttpHeaders;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface WireReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Send the head and half of the body, then nothing (`stall`) or a cut connection (`cut`); `silent` sends nothing. */
  readonly fault?: 'stall' | 'cut' | 'silent';
}

export type WireHandler = (request: WireRequest, nth: number) => WireReply;

export interface WireServer {
  readonly url: string;
  readonly requests: readonly WireRequest[];
  /** Sets what an operation answers; `nth` counts its calls from 0. */
  on(operation: string, handler: WireHandler): void;
  /** How often an operation was called. */
  countOf(operation: string): number;
  close(): Promise<void>;
}

/** A raw HTTP server on loopback that answers as told; it knows nothing of AWS but where the operation's name stands. */
export async function startWireServer(): Promise<WireServer> {
  const requests: WireRequest[] = [];
  const handlers = new Map<string, WireHandler>();
  const countOf = (operation: string): number => requests.filter((one) => one.operation === operation).length;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const [service = '', operation = ''] = String(incoming.headers['x-amz-target']).split('.');
      const request: WireRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        operation,
        service,
        headers: incoming.headers,
        input: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>,
      };
      const nth = countOf(operation);
      requests.push(request);
      const handler = handlers.get(operation);
      send(response, handler?.(request, nth) ?? unknownOperation());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    on: (operation, handler) => void handlers.set(operation, handler),
    countOf,
    close,
  };
}

/** An AWS error answer. */
export function wireError(status: number, name: string, more: object = {}): WireReply {
  return {
    status,
    headers: { 'x-amzn-requestid': 'request-of-the-error' },
    body: { __type: `com.amazonaws.partnercentral#${name}`, Message: 'arn:aws:iam::111122223333:user/secret', ...more },
  };
}

function unknownOperation(): WireReply {
  return { status: 400, body: { __type: 'UnknownOperationException' } };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', fault }: WireReply): void {
  if (fault === 'silent') return;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': bytes.length,
    'x-amzn-requestid': 'request-1',
    ...headers,
  });
  if (fault === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, bytes.length / 2), () => {
    if (fault === 'cut') response.destroy();
  });
}
