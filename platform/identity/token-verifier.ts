import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { Viewer } from './viewer.ts';

export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's public keys are, or the keys themselves (demo, tests). */
  readonly keys: URL | JWTVerifyGetKey;
  readonly clock: Clock;
}

/** A token that is not accepted. The reason is for the caller and says nothing about other tokens. */
export class TokenRefused extends Error {
  readonly isTokenRefused = true;
  /** Whom it was made for, where the issuer's signature vouches for that: a good token at the wrong time. Else null. */
  readonly bearer: Pick<Viewer, 'partnerId' | 'subject'> | null;

  constructor(
    reason: string,
    { bearer = null, ...options }: ErrorOptions & Pick<Partial<TokenRefused>, 'bearer'> = {},
  ) {
    super(reason, options);
    this.bearer = bearer;
  }
}

/** Tells whether an error is a refused token. */
export function isTokenRefused(error: unknown): error is TokenRefused {
  return error instanceof Error && 'isTokenRefused' in error;
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  tenant: z.uuid().toLowerCase(),
  scope: z.string().max(4096).default(''),
});

const CLOCK_TOLERANCE_SECONDS = 30;

/** Errors that say that the issuer's keys could not be had or read, and nothing of the token. */
function isTroubleWithKeys(error: errors.JOSEError): boolean {
  const codes = [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JWKInvalid.code];
  return codes.includes(error.code);
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the token's claim "${error.claim}" is not accepted`;
  if (error instanceof errors.JOSEAlgNotAllowed) return "the token's algorithm is not accepted";
  return 'the token is not valid';
}

/** Whom a token was made for that has expired, or is not valid yet; everything else about it has been checked by then. */
function bearerOf(error: errors.JOSEError): TokenRefused['bearer'] {
  const isUntimely =
    error instanceof errors.JWTExpired || (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf');
  const claims = isUntimely ? claimsSchema.safeParse(error.payload) : null;
  return claims?.success ? { partnerId: claims.data.tenant, subject: claims.data.sub } : null;
}

/**
 * Makes the check every request passes: RS256 only, issuer, audience and expiry required, a tenant that is a uuid.
 * @returns a function from the compact token to the viewer
 * @throws (from that function) TokenRefused with a reason; any other error means that the keys could not be had
 */
export function createTokenVerifier(options: TokenVerifierOptions): (token: string) => Promise<Viewer> {
  const keys =
    options.keys instanceof URL
      ? createRemoteJWKSet(options.keys, { timeoutDuration: 3_000, cooldownDuration: 30_000 })
      : options.keys;
  return async (token) => {
    let payload: unknown;
    try {
      const verified = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: ['RS256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'sub', 'tenant'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: options.clock.now(),
      });
      payload = verified.payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || isTroubleWithKeys(error)) throw error;
      throw new TokenRefused(reasonOf(error), { cause: error, bearer: bearerOf(error) });
    }
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) {
      const claim = claims.error.issues[0]?.path.join('.') ?? 'claims';
      throw new TokenRefused(`the token's claim "${claim}" does not have the form it must have`);
    }
    return {
      partnerId: claims.data.tenant,
      subject: claims.data.sub,
      scopes: new Set(claims.data.scope.split(' ').filter((scope) => scope !== '')),
    };
  };
}
