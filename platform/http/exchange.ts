import type { Readable } from 'node:stream';
import type { Agent } from 'undici';
import type { VendorHttpDefaults } from './bounds.ts';
import { CallFaultError } from './call-fault.ts';
import { plainHeaders, requestHeaders, requestIdOf } from './headers.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';
import type { VendorHttpRequest, VendorHttpResponse } from './vendor-http.ts';

/** Drops an answer unread; its connection goes with it, since what is still to come can't be skipped cheaply. */
function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}

/**
 * One request and its whole answer.
 * @throws CallFaultError when the answer is a redirect or too large
 * @throws the transport's own errors, and the signal's reason
 */
export async function exchange(
  agent: Agent,
  request: VendorHttpRequest,
  target: { readonly url: URL; readonly signal: AbortSignal; readonly bounds: VendorHttpDefaults },
): Promise<VendorHttpResponse> {
  const { url, signal, bounds } = target;
  const maxBytes = request.maxBytes ?? bounds.maxBytes;
  const answer = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: requestHeaders(request.headers ?? {}),
    body: request.body ?? null,
    signal,
    headersTimeout: request.timeoutMs ?? bounds.headersTimeoutMs,
  });
  const headers = plainHeaders(answer.headers);
  const refuse = (words: string, code: string): CallFaultError =>
    new CallFaultError({
      kind: 'upstream_error',
      words,
      code,
      httpStatus: answer.statusCode,
      requestId: requestIdOf(headers),
    });
  if (answer.statusCode >= 300 && answer.statusCode <= 399) {
    discard(answer.body);
    throw refuse('the answer is a redirect, and redirects are not followed', 'REDIRECT');
  }
  if (Number(headers['content-length']) > maxBytes) {
    discard(answer.body);
    throw refuse(`the answer is larger than ${maxBytes} bytes`, 'TOO_LARGE');
  }
  try {
    return { status: answer.statusCode, headers, body: await readBody(answer.body, maxBytes) };
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw refuse(`the answer is larger than ${maxBytes} bytes`, 'TOO_LARGE');
    throw error;
  }
}
