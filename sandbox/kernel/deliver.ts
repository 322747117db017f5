import type { ServerResponse } from 'node:http';
import type { Outcome } from './outcome.ts';
import type { SandboxResponse } from './stand-in.ts';

/** The shortest length a cut answer promises, so that even an empty body can be cut. */
const LEAST_PROMISED_BYTES = 2;

function bytes(response: SandboxResponse): Buffer {
  return Buffer.isBuffer(response.body) ? response.body : Buffer.from(response.body ?? '');
}

/** Sends a whole answer, with its length. */
export function answer(to: ServerResponse, response: SandboxResponse): void {
  const body = bytes(response);
  to.writeHead(response.status, { ...response.headers, 'content-length': String(body.length) });
  to.end(body);
}

function cut(to: ServerResponse, response: SandboxResponse): void {
  const body = bytes(response);
  const promised = Math.max(body.length, LEAST_PROMISED_BYTES);
  to.writeHead(response.status, { ...response.headers, 'content-length': String(promised) });
  to.flushHeaders();
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (half.length === 0) to.destroy();
  else to.write(half, () => to.destroy());
}

/** Lets the client see the outcome: an answer, half an answer, a broken connection, or nothing at all. */
export function deliver(to: ServerResponse, outcome: Outcome): void {
  if (outcome.kind === 'answer') answer(to, outcome.response);
  else if (outcome.kind === 'cut') cut(to, outcome.response);
  else if (outcome.kind === 'reset') to.socket?.resetAndDestroy();
}
