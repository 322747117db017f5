import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, importPKCS8, SignJWT, type JSONWebKeySet } from 'jose';
import type { Clock } from '../platform/clock/clock.ts';
import type { TokenVerifierOptions } from '../platform/identity/token-verifier.ts';
import { loadIssuerKey } from './issuer-key.ts';
import type { DemoProfile } from './profiles.ts';

/** What demo tokens carry as `iss` and `aud`. */
export const DEMO_ISSUER = 'urn:partnergraph:demo';
export const DEMO_AUDIENCE = 'partnergraph';
/** Where the demo's public keys are. */
export const JWKS_PATH = '/demo/jwks.json';

const ALGORITHM = 'RS256';
const LIFETIME_SECONDS = 12 * 60 * 60;

/** Makes tokens for the demonstration. Nothing outside demo/ knows of it. */
export interface DemoIssuer {
  /** Public keys, as they are served. */
  readonly jwks: JSONWebKeySet;
  /** What a token verifier needs to accept the tokens, without a call of ourselves over HTTP. */
  readonly trust: Pick<TokenVerifierOptions, 'issuer' | 'audience' | 'keys'>;
  /** A token for a profile, good for 12 hours. */
  issue(profile: DemoProfile): Promise<string>;
}

/**
 * Opens the demo's issuer. Its key lives in the data folder and is made on first use, so that tokens can be made before
 * the first start, and stay good over restarts.
 */
export async function openDemoIssuer(options: { readonly folder: string; readonly clock: Clock }): Promise<DemoIssuer> {
  const pem = await loadIssuerKey(options.folder);
  const privateKey = await importPKCS8(pem, ALGORITHM);
  const publicJwk = await exportJWK(createPublicKey(pem));
  const kid = await calculateJwkThumbprint(publicJwk);
  const jwks: JSONWebKeySet = { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: 'sig' }] };
  return {
    jwks,
    trust: { issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, keys: createLocalJWKSet(jwks) },
    issue: (profile) => {
      const now = Math.floor(options.clock.now().getTime() / 1_000);
      return new SignJWT({ tenant: profile.partnerId, scope: profile.scopes.join(' ') })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid })
        .setIssuer(DEMO_ISSUER)
        .setAudience(DEMO_AUDIENCE)
        .setSubject(profile.subject)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .sign(privateKey);
    },
  };
}

/** Serves the issuer's public keys, so that other processes of a demonstration can check its tokens. */
export function addDemoIssuerRoutes(app: FastifyInstance, issuer: DemoIssuer): void {
  app.get(JWKS_PATH, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300');
    return issuer.jwks;
  });
}
