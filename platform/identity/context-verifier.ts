import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { MasterKey } from '../secrets/master-keys.ts';
import {
  bodyHash,
  CONTEXT_ISSUER,
  contextHead,
  contextMac,
  contextPayloadSchema,
  LONGEST_CONTEXT,
  LONGEST_LIFETIME_SECONDS,
  viewerOfPayload,
  type ContextPayload,
} from './context-form.ts';
import type { Viewer } from './viewer.ts';

/** Why a context is not accepted: for our own log. Who sent it is told only that it was not. */
export const CONTEXT_FAULTS = [
  'missing',
  'malformed',
  'unknown_key',
  'signature',
  'issuer',
  'audience',
  'not_yet_valid',
  'expired',
  'lifetime',
  'request_id',
  'body',
  'used_before',
  'undeclared_change',
] as const;
export type ContextFault = (typeof CONTEXT_FAULTS)[number];

/** A context that was accepted, and what it still binds: the body that comes after it. */
export interface CallContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Whether it may carry a mutation. */
  readonly isChange: boolean;
  /** What was left of the request's time when it was sent, in milliseconds; null where nobody counts it. */
  readonly leftMs: number | null;
  /** Tells this call from every other. */
  readonly nonce: string;
  readonly issuedAt: Date;
  /** From then on nobody accepts it, the allowance for clocks included. */
  readonly endsAt: Date;
  /** True for exactly the bytes it was signed for. */
  isOfBody(body: Uint8Array): boolean;
}

/** What a context has to be for. */
export interface ExpectedCall {
  /** The subgraph's name. */
  readonly audience: string;
  readonly requestId: string;
}

export type VerifyContext = (
  text: string | undefined,
  expected: ExpectedCall,
) => { readonly call: CallContext } | { readonly fault: ContextFault };

export interface ContextVerifierOptions {
  /** All are accepted. */
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** How far the clocks of gateway and subgraph may be apart, in seconds. */
  readonly skewSeconds: number;
}

/** The payload of a text that one of our keys signed. */
function readSigned(text: string, keys: readonly MasterKey[]): ContextPayload | ContextFault {
  const [head, payload, mac, more] = text.split('.');
  if (head === undefined || payload === undefined || mac === undefined || more !== undefined) return 'malformed';
  const key = keys.find(({ id }) => contextHead(id) === head);
  if (!key) return 'unknown_key';
  // Compared as text, so that there is one text of a context and no other is taken for it.
  const given = Buffer.from(mac);
  const expected = Buffer.from(contextMac(key, `${head}.${payload}`).toString('base64url'));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature';
  try {
    const read = contextPayloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return read.success ? read.data : 'malformed';
  } catch {
    return 'malformed';
  }
}

/**
 * Makes the check that every call of a subgraph server has to pass, before a byte of its body is parsed. Whether it has
 * been used before is not told here: see `SpentContexts`.
 */
export function createContextVerifier({ keys, clock, skewSeconds }: ContextVerifierOptions): VerifyContext {
  const faultOf = (payload: ContextPayload, expected: ExpectedCall): ContextFault | null => {
    const now = clock.now().getTime() / 1_000;
    if (payload.iss !== CONTEXT_ISSUER) return 'issuer';
    if (payload.aud !== expected.audience) return 'audience';
    if (payload.exp - payload.iat > LONGEST_LIFETIME_SECONDS || payload.exp <= payload.iat) return 'lifetime';
    if (payload.iat > now + skewSeconds) return 'not_yet_valid';
    if (payload.exp + skewSeconds <= now) return 'expired';
    return payload.rid === expected.requestId ? null : 'request_id';
  };
  return (text, expected) => {
    if (text === undefined || text === '') return { fault: 'missing' };
    if (text.length > LONGEST_CONTEXT) return { fault: 'malformed' };
    const payload = readSigned(text, keys.current());
    if (typeof payload === 'string') return { fault: payload };
    const fault = faultOf(payload, expected);
    if (fault !== null) return { fault };
    return {
      call: {
        viewer: viewerOfPayload(payload),
        requestId: payload.rid,
        isChange: payload.change,
        leftMs: payload.left ?? null,
        nonce: payload.jti,
        issuedAt: new Date(payload.iat * 1_000),
        endsAt: new Date((payload.exp + skewSeconds) * 1_000),
        isOfBody: (body) => bodyHash(body) === payload.body,
      },
    };
  };
}
