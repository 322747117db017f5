import { z } from 'zod';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { FreshToken } from '../../../platform/vendor/token-keeper.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readAnswerJson, unreadable } from './answer-body.ts';
import { failureOf } from './failure.ts';

export const TOKEN_OPERATION = 'login.token';

/** OAuth errors that no retry changes: the application's secret is wrong or it may not sign in this way. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant']);

const tokenShape = z.object({
  access_token: z.string().min(1),
  expires_in: z.union([z.number().nonnegative(), z.string().regex(/^\d{1,9}$/)]).transform(Number),
});

/**
 * Reads the answer of the token endpoint [cisco 1].
 * @throws VendorError `auth_expired` when a person must act, otherwise as for any call
 */
export function readTokenAnswer(answer: VendorHttpResponse, now: Date): FreshToken {
  if (answer.status !== 200) throw tokenFailure(answer, now);
  const parsed = tokenShape.safeParse(readAnswerJson(answer, TOKEN_OPERATION));
  if (!parsed.success) throw unreadable(TOKEN_OPERATION, 'it is not a token answer', answer.status);
  return { accessToken: parsed.data.access_token, lifeMs: parsed.data.expires_in * 1000 };
}

function tokenFailure(answer: VendorHttpResponse, now: Date): VendorError {
  const failure = failureOf(answer, TOKEN_OPERATION, now);
  if (failure.kind !== 'auth_expired' && !NEEDS_A_PERSON.has(failure.vendorCode ?? '')) return failure;
  return new VendorError({
    vendor: VENDOR,
    kind: 'auth_expired',
    publicMessage: "Cisco no longer accepts this connection's client id and secret",
    vendorCode: failure.vendorCode,
    httpStatus: failure.httpStatus,
    operation: TOKEN_OPERATION,
  });
}
