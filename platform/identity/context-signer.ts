import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import {
  bodyHash,
  CONTEXT_ISSUER,
  CONTEXT_LIFETIME_SECONDS,
  contextHead,
  contextMac,
  viewerToPayload,
  type ContextPayload,
} from './context-form.ts';
import type { Viewer } from './viewer.ts';

/** One call of a subgraph, as the gateway vouches for it. */
export interface CallToSign {
  /** The subgraph's name. */
  readonly audience: string;
  readonly viewer: Viewer;
  readonly requestId: string;
  /** The bytes that are sent, and no others. */
  readonly body: Uint8Array;
  readonly isChange: boolean;
  /** What is left of the request's time, in whole milliseconds above 0; left out, the subgraph's own limits hold. */
  readonly leftMs?: number | undefined;
}

/** Signs contexts; each is good for its call alone. */
export type SignContext = (call: CallToSign) => string;

/** @param options.keys the first signs */
export function createContextSigner({ keys, clock }: { readonly keys: KeyRing; readonly clock: Clock }): SignContext {
  return ({ audience, viewer, requestId, body, isChange, leftMs }) => {
    const [key] = keys.current();
    if (!key) throw new Error('there is no key to sign contexts with');
    const now = Math.floor(clock.now().getTime() / 1_000);
    const payload: ContextPayload = {
      iss: CONTEXT_ISSUER,
      aud: audience,
      iat: now,
      exp: now + CONTEXT_LIFETIME_SECONDS,
      jti: randomUUID(),
      rid: requestId,
      body: bodyHash(body),
      change: isChange,
      ...(leftMs === undefined ? {} : { left: leftMs }),
      ...viewerToPayload(viewer),
    };
    const signed = `${contextHead(key.id)}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
    return `${signed}.${contextMac(key, signed).toString('base64url')}`;
  };
}
