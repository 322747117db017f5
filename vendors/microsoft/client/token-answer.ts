import { z } from 'zod';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { VENDOR } from '../facts.ts';
import { readAnswerJson, readErrorJson, unreadable } from './answer-json.ts';
import { complainsOf, readEntraEnvelope } from './envelopes.ts';
import { failureOf } from './failure.ts';

const OPERATION = 'login.token';

/** Entra's codes that no retry and no waiting changes: a person must consent or the app's secret be renewed [GEN]. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'interaction_required',
  'consent_required',
  'login_required',
]);

/** In the v1 answer all numbers are text [SDKD partner-center-authentication.md]. */
const seconds = z.union([z.number(), z.string().regex(/^\d{1,12}$/)]).transform(Number);

const tokenShape = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: z.string().min(1).nullish(),
});

export interface TokenAnswer {
  readonly accessToken: string;
  /** Life of the access token from now, in seconds. */
  readonly expiresIn: number;
  /** Newest refresh token; null when the answer names none and the old one stays good. */
  readonly refreshToken: string | null;
}

/**
 * Reads the answer of the Entra v1 token endpoint.
 *
 * @throws VendorError `auth_expired` when a person must act, otherwise as for any call
 */
export function readTokenAnswer(answer: VendorHttpResponse, now: Date): TokenAnswer {
  if (answer.status !== 200) throw tokenFailure(answer, now);
  const parsed = tokenShape.safeParse(readAnswerJson(answer, OPERATION));
  if (!parsed.success) throw unreadable(OPERATION, 'it is not a token answer', answer.status);
  const { access_token: accessToken, expires_in: expiresIn, refresh_token: refreshToken } = parsed.data;
  return { accessToken, expiresIn, refreshToken: refreshToken ?? null };
}

function tokenFailure(answer: VendorHttpResponse, now: Date): VendorError {
  const failure = failureOf(answer, { operation: OPERATION, envelopes: [readEntraEnvelope], now });
  if (!complainsOf(readEntraEnvelope(readErrorJson(answer)), NEEDS_A_PERSON)) return failure;
  return new VendorError({
    vendor: VENDOR,
    kind: 'auth_expired',
    publicMessage: "Microsoft no longer accepts this connection's sign-in: a person has to connect it again",
    vendorCode: failure.vendorCode,
    httpStatus: failure.httpStatus,
    requestId: failure.requestId,
    operation: OPERATION,
    cause: failure.cause,
  });
}
