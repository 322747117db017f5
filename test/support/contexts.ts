import { systemClock } from '../../platform/clock/clock.ts';
import { CONTEXT_HEADER } from '../../platform/identity/context-form.ts';
import { createContextSigner, type CallToSign, type SignContext } from '../../platform/identity/context-signer.ts';
import { fixedKeyRing } from '../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import type { ContextTrust } from '../../subgraphs/server.ts';

const keys = fixedKeyRing(readMasterKeys(Buffer.alloc(32, 5).toString('base64')));

/** What the tests' subgraph servers trust, and their gateways sign with. */
export const TEST_CONTEXTS: ContextTrust = { keys, skewSeconds: 5 };
export const signTestContext: SignContext = createContextSigner({ keys, clock: systemClock });

/** Sends a call to a subgraph server as a gateway would, signed for exactly this. */
export function sendSigned(
  url: string,
  call: Omit<CallToSign, 'body' | 'requestId' | 'isChange'> & { readonly body: string; readonly isChange?: boolean },
): Promise<Response> {
  const { body, isChange = false, ...rest } = call;
  const requestId = 'signed-by-a-test';
  const signed = signTestContext({ ...rest, requestId, isChange, body: Buffer.from(body) });
  const headers = { 'content-type': 'application/json', 'x-request-id': requestId, [CONTEXT_HEADER]: signed };
  return fetch(`${url}/${call.audience}/graphql`, { method: 'POST', headers, body });
}
