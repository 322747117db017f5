import { z } from 'zod';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { FreshToken } from '../../../platform/vendor/token-keeper.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { SOURCE } from '../facts.ts';
import { readAnswerJson, unreadable } from './answer-json.ts';
import { failureOf } from './failure.ts';

export const TOKEN_OPERATION = 'oauth.token';

/** A token lives two hours [ibm 4]. */
const tokenShape = z.object({
  access_token: z.string().min(1),
  expires_in: z.union([z.number().nonnegative(), z.string().regex(/^\d{1,9}$/)]).transform(Number),
});

/**
 * Reads the answer of the token endpoint.
 * @throws VendorError `auth_expired` when the application is refused, otherwise as for any call
 */
export function readTokenAnswer(answer: VendorHttpResponse, now: Date): FreshToken {
  if (answer.status !== 200) throw tokenFailure(answer, now);
  const parsed = tokenShape.safeParse(readAnswerJson(answer, TOKEN_OPERATION));
  if (!parsed.success) throw unreadable(TOKEN_OPERATION, 'it is not a token answer', answer.status);
  return { accessToken: parsed.data.access_token, lifeMs: parsed.data.expires_in * 1000 };
}

/** Everything in the request but id and secret is fixed, so a refusal means them. */
function tokenFailure(answer: VendorHttpResponse, now: Date): VendorError {
  const failure = failureOf(answer, TOKEN_OPERATION, now);
  if (failure.kind !== 'refused' && failure.kind !== 'auth_expired') return failure;
  return new VendorError({
    vendor: SOURCE,
    kind: 'auth_expired',
    publicMessage: "Credly no longer accepts this connection's client id and secret",
    vendorCode: failure.vendorCode,
    httpStatus: failure.httpStatus,
    operation: TOKEN_OPERATION,
  });
}
