import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { readBody } from '../../../platform/http/read-body.ts';

/** An HTTP answer as it came over the wire, before the SDK has read it. */
export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** How one attempt ended: the answer, if a whole one arrived, and what the SDK threw, if it threw. */
export interface Outcome {
  readonly answer: WireAnswer | null;
  readonly error: unknown;
}

interface Sink {
  readonly maxBytes: number;
  answer: WireAnswer | null;
  /** What the transport threw. The SDK wraps what it doesn't take for an error, and the code is lost. */
  thrown: unknown;
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

const sinks = new AsyncLocalStorage<Sink>();

/** Innermost of its step: it sees the answer before the SDK's own deserializer does. */
export const CAPTURE_OPTIONS = { step: 'deserialize', priority: 'low', name: 'captureWireAnswer' } as const;

/**
 * SDK middleware that reads the body once, within the size allowed, keeps it for us and hands the same bytes to the SDK.
 * Needed because the SDK drops nulls and everything finer than a millisecond, and refuses a whole page for one bad
 * timestamp.
 */
export const captureMiddleware =
  <Args, Done extends { response: unknown }>(next: (args: Args) => Promise<Done>) =>
  async (args: Args): Promise<Done> => {
    const sink = sinks.getStore();
    const done = await sent(() => next(args), sink);
    const { response } = done;
    if (sink === undefined || !isHttpAnswer(response) || !(response.body instanceof Readable)) return done;
    const bytes = await readBody(response.body, sink.maxBytes);
    sink.answer = { status: response.statusCode, headers: lowerCased(response.headers), bytes };
    // A view of its own: the SDK changes the prototype of what it is given, and ours must stay a Buffer.
    response.body = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    return done;
  };

/** Sends through an SDK client that has the middleware above, and keeps what came over the wire. Never throws. */
export async function captureAnswer(maxBytes: number, send: () => Promise<unknown>): Promise<Outcome> {
  const sink: Sink = { maxBytes, answer: null, thrown: undefined };
  try {
    await sinks.run(sink, send);
    return { answer: sink.answer, error: null };
  } catch (error) {
    return { answer: sink.answer, error: sink.thrown ?? error };
  }
}

async function sent<Done>(send: () => Promise<Done>, sink: Sink | undefined): Promise<Done> {
  try {
    return await send();
  } catch (error) {
    if (sink !== undefined) sink.thrown = error;
    throw error;
  }
}

function isHttpAnswer(response: unknown): response is HttpAnswer {
  return typeof response === 'object' && response !== null && 'statusCode' in response && 'body' in response;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
