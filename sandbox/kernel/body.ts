import type { IncomingMessage } from 'node:http';

/** Requests with a longer body are answered 413. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** The whole body, or null when it is longer than `MAX_BODY_BYTES`; the rest of such a body is thrown away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : null;
}
