import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createTokenVerifier } from '../../../platform/identity/token-verifier.ts';
import type { VerifyToken } from '../../../platform/server/authenticate.ts';

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'partnergraph';
export const TENANT = '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11';

export interface TokenMaker {
  readonly verify: VerifyToken;
  readonly jwks: { keys: object[] };
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  /** A good token, unless told otherwise. */
  make(scopes?: string, claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

/** An issuer with a key of its own. */
export async function createTokenMaker(): Promise<TokenMaker> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const jwks = { keys: [jwk] };
  const keys = createLocalJWKSet({ keys: [jwk] });
  return {
    verify: createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, clock: systemClock }),
    jwks,
    privateKey,
    make: (scopes = '', claims = {}, header = {}) => {
      const now = Math.floor(Date.now() / 1_000);
      const payload = {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: 'user:one',
        tenant: TENANT,
        scope: scopes,
        iat: now,
        exp: now + 600,
      };
      const given = Object.fromEntries(
        Object.entries({ ...payload, ...claims }).filter(([, value]) => value !== undefined),
      );
      return new SignJWT(given)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'test', ...header })
        .sign(privateKey);
    },
  };
}
