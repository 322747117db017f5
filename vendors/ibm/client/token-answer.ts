import { z } from 'zod';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { FreshToken } from '../../../platform/vendor/token-keeper.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readAnswerJson, unreadable } from './answer-body.ts';
import { failureOf } from './failure.ts';

export const TOKEN_OPERATION = 'iam.token';

const tokenShape = z.object({ access_token: z.string().min(1) });

/** Seconds since 1970, as in RFC 7519. */
const claimsShape = z.object({ exp: z.number().nonnegative(), iat: z.number().nonnegative().optional() });

/**
 * Reads the answer of the IAM token endpoint. How long the token lives is in the token itself, as in IBM's own client:
 * `expires_in` is not looked at [ibm 2]. The span from `iat` to `exp` counts, so our clock need not agree with theirs.
 *
 * @throws VendorError `auth_expired` when the key is refused, otherwise as for any call
 */
export function readTokenAnswer(answer: VendorHttpResponse, now: Date): FreshToken {
  if (answer.status !== 200) throw tokenFailure(answer, now);
  const parsed = tokenShape.safeParse(readAnswerJson(answer, TOKEN_OPERATION));
  if (!parsed.success) throw unreadable(TOKEN_OPERATION, 'it is not a token answer', answer.status);
  const accessToken = parsed.data.access_token;
  const claims = claimsShape.safeParse(claimsOf(accessToken));
  if (!claims.success) throw unreadable(TOKEN_OPERATION, 'its token does not tell when it expires', answer.status);
  const { exp, iat = now.getTime() / 1000 } = claims.data;
  return { accessToken, lifeMs: (exp - iat) * 1000 };
}

/** The claims of a JWT. Its signature is not ours to check: IBM is asked to accept the token, not we. */
function claimsOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Everything in the request but the key is fixed, so a refusal means the key. */
function tokenFailure(answer: VendorHttpResponse, now: Date): VendorError {
  const failure = failureOf(answer, { operation: TOKEN_OPERATION, now });
  if (failure.kind !== 'refused' && failure.kind !== 'auth_expired') return failure;
  return new VendorError({
    vendor: VENDOR,
    kind: 'auth_expired',
    publicMessage: "IBM no longer accepts this connection's API key",
    vendorCode: failure.vendorCode,
    httpStatus: failure.httpStatus,
    requestId: failure.requestId,
    operation: TOKEN_OPERATION,
    cause: failure.cause,
  });
}
