import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { MasterKey } from '../secrets/master-keys.ts';
import type { Viewer } from './viewer.ts';

/*
 * The form of the context that a gateway signs for one call of a subgraph elsewhere: a JWS in compact form, HS256. HMAC
 * rather than a signature with two keys, since gateways and subgraphs are run by the same people and a call costs
 * microseconds; a JWS, so that another router can make one with any library. The header is fixed to the letter for each
 * key: no algorithm is ever read from it.
 */

/** The HTTP header that carries it. */
export const CONTEXT_HEADER = 'partnergraph-context';
export const CONTEXT_ISSUER = 'partnergraph-gateway';
/** How long a gateway's word is good for, in seconds: time to arrive, not to be carried out. */
export const CONTEXT_LIFETIME_SECONDS = 15;
/** The longest that a subgraph accepts, whoever signed, in seconds. */
export const LONGEST_LIFETIME_SECONDS = 30;
/** Above any that fits a token's scopes; longer ones are not looked at. Characters. */
export const LONGEST_CONTEXT = 12_288;

const TYPE = 'partnergraph-context+jwt';

/** What is signed, by the names of JWT where it has some. */
export const contextPayloadSchema = z.strictObject({
  iss: z.string(),
  /** The subgraph's name. */
  aud: z.string(),
  /** Seconds since 1970, whole. */
  iat: z.int(),
  exp: z.int(),
  /** Good for one change. */
  jti: z.string().min(16).max(64),
  /** The request's id. */
  rid: z.string().min(1).max(128),
  /** SHA-256 of the body's bytes, base64url. */
  body: z.string().length(43),
  /** Whether the operation is a mutation. */
  change: z.boolean(),
  /** What is left of the request's time when it is sent, in milliseconds; left out where nobody counts it. */
  left: z.int().positive().optional(),
  partner: z.uuid(),
  sub: z.string().min(1).max(255),
  scopes: z.array(z.string()),
});
export type ContextPayload = z.infer<typeof contextPayloadSchema>;

/** Everything of a viewer, as it is signed. A field more on a viewer that is not carried does not compile. */
export function viewerToPayload(viewer: Viewer): Pick<ContextPayload, 'partner' | 'sub' | 'scopes'> {
  const { partnerId, subject, scopes, ...rest } = viewer;
  rest satisfies Record<string, never>;
  return { partner: partnerId, sub: subject, scopes: [...scopes] };
}

export function viewerOfPayload({ partner, sub, scopes }: ContextPayload): Viewer {
  return { partnerId: partner, subject: sub, scopes: new Set(scopes) };
}

/** The first part of every context signed under a key. */
export function contextHead(keyId: string): string {
  return Buffer.from(JSON.stringify({ alg: 'HS256', kid: keyId, typ: TYPE })).toString('base64url');
}

/** @param signed head and payload with a dot between them */
export function contextMac(key: MasterKey, signed: string): Buffer {
  return createHmac('sha256', key.key).update(signed).digest();
}

/** The hash of a body that a context is bound to. */
export function bodyHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}
