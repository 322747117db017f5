import type { Readable } from 'node:stream';

/** The answer is longer than the caller accepts. */
export class BodyTooLargeError extends Error {
  constructor() {
    super('the answer is larger than accepted');
    this.name = 'BodyTooLargeError';
  }
}

/**
 * Reads a stream into one buffer, and stops reading as soon as it holds too much.
 * @param maxBytes largest size accepted, in bytes
 * @throws BodyTooLargeError; the stream is then destroyed, and its connection with it
 */
export async function readBody(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
