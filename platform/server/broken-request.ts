import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { JSON_TYPE } from './media-type.ts';
import type { PublicErrorCode } from './public-errors.ts';

interface Broken {
  readonly status: number;
  readonly code: PublicErrorCode;
  readonly message: string;
}

const BROKEN: Broken = { status: 400, code: 'BAD_REQUEST', message: 'This is no HTTP request that can be read.' };
/** What the runtime tells apart, by its own codes. */
const KINDS: Readonly<Record<string, Broken>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'BAD_REQUEST', message: 'The address and the headers are too long.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'BAD_REQUEST', message: 'The request did not arrive in time.' },
};

/**
 * Answers bytes that never became a request, in the shape of a GraphQL answer, and ends the connection: where it would
 * go on, nobody knows.
 */
export function answerBrokenRequest(
  error: Error & { readonly code?: string },
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const { status, code, message } = KINDS[error.code ?? ''] ?? BROKEN;
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${JSON_TYPE}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
