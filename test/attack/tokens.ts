import { createHmac, createPublicKey, randomUUID } from 'node:crypto';
import {
  CompactSign,
  exportJWK,
  importPKCS8,
  generateKeyPair,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { DEMO_AUDIENCE, DEMO_ISSUER } from '../../demo/issuer.ts';
import { DEMO_PROFILES } from '../../demo/profiles.ts';
import type { Attack } from './attack.ts';
import type { Target } from './target.ts';

const seconds = (from: number): number => Math.floor(Date.now() / 1_000) + from;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const kidOf = ({ issuer }: Target): string => String(issuer.jwks.keys[0]?.kid);
const HEADER = { alg: 'RS256', typ: 'at+jwt' } as const;

const CLAIMS = {
  iss: DEMO_ISSUER,
  aud: DEMO_AUDIENCE,
  sub: 'user:var-admin',
  tenant: DEMO_PROFILES['var-admin'].partnerId,
  scope: 'deals:read raw:read',
};
const claims = (): JWTPayload => ({ ...CLAIMS, iat: seconds(0), exp: seconds(600) });

type Key = Parameters<SignJWT['sign']>[0];

/** A token that is right in everything but what is changed. @param changes a claim of undefined is left out */
async function sign(
  target: Target,
  changes: Record<string, unknown> = {},
  { header = {}, key = target.key }: { header?: Partial<JWTHeaderParameters>; key?: Key } = {},
): Promise<string> {
  const all = Object.entries({ ...claims(), ...changes }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(all) as JWTPayload)
    .setProtectedHeader({ ...HEADER, kid: kidOf(target), ...header })
    .sign(key);
}

async function strangers(): Promise<{ key: Key; jwk: object }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { key: privateKey, jwk: await exportJWK(publicKey) };
}

function unsigned(target: Target, alg: string): string {
  return `${encode({ ...HEADER, alg, kid: kidOf(target) })}.${encode(claims())}.`;
}

/** Signed with the public key's text as a shared secret: HS256 where RS256 is meant. */
function confused(target: Target, secret: string | Buffer): string {
  const text = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: kidOf(target) })}.${encode(claims())}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function publicPem({ issuer }: Target): string {
  const jwk = issuer.jwks.keys[0];
  if (!jwk) throw new Error('the issuer has no key');
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}

/** A good token with one part replaced. */
async function withPart(target: Target, place: 0 | 1 | 2, change: (part: string) => string): Promise<string> {
  const parts = (await target.token()).split('.');
  parts[place] = change(parts[place] ?? '');
  return parts.join('.');
}

const token = (title: string, make: (target: Target) => string | Promise<string>, told?: RegExp): Attack => ({
  title,
  send: async (target) =>
    target.request('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await make(target)}` },
      body: '{"query":"{ viewer { subject } }"}',
    }),
  status: 401,
  code: 'UNAUTHENTICATED',
  ...(told ? { told } : {}),
});

/** Tokens that say too much, or are signed by nobody. */
export const TOKENS: readonly Attack[] = [
  token('no signature, and says so', (target) => unsigned(target, 'none')),
  token('no signature, and says so in other letters', (target) => unsigned(target, 'nOnE')),
  token('no signature, and says RS256', (target) => unsigned(target, 'RS256')),
  token('no algorithm at all', (target) => `${encode({ typ: 'at+jwt', kid: kidOf(target) })}.${encode(claims())}.AA`),
  token('the key of a stranger under our key’s name', async (target) =>
    sign(target, {}, { key: (await strangers()).key }),
  ),
  token('the public key taken for a shared secret', (target) => confused(target, publicPem(target))),
  token('the public key taken for a shared secret, as JSON', (target) =>
    confused(target, JSON.stringify(target.issuer.jwks.keys[0])),
  ),
  token('an empty shared secret', (target) => confused(target, '')),
  token('another algorithm with the right key', async (target) =>
    sign(target, {}, { header: { alg: 'RS512' }, key: await importPKCS8(target.pem, 'RS512') }),
  ),
  token('a stranger’s key in the header', async (target) => {
    const { key, jwk } = await strangers();
    return sign(target, {}, { header: { jwk }, key });
  }),
  token('an address of a stranger’s keys in the header', async (target) =>
    sign(target, {}, { header: { jku: `${target.url}/demo/jwks.json`, kid: 'other' }, key: (await strangers()).key }),
  ),
  token('a certificate’s address in the header', async (target) =>
    sign(target, {}, { header: { x5u: 'http://169.254.169.254/latest' }, key: (await strangers()).key }),
  ),
  token('a key id that climbs', async (target) =>
    sign(target, {}, { header: { kid: '../../../../dev/null' }, key: (await strangers()).key }),
  ),
  token('a key id in the form of SQL', async (target) => sign(target, {}, { header: { kid: "x' union select 'key" } })),
  token('a key id of nobody', async (target) => sign(target, {}, { header: { kid: randomUUID() } })),
  token('an extension that must be understood', async (target) => {
    const header = { ...HEADER, kid: kidOf(target), crit: ['urn:evil'], 'urn:evil': true };
    return new CompactSign(Buffer.from(JSON.stringify(claims())))
      .setProtectedHeader(header)
      .sign(target.key, { crit: { 'urn:evil': true } });
  }),
  token('the type of an identity token', async (target) => sign(target, {}, { header: { typ: 'JWT' } }), /typ/),
  token('another audience', async (target) => sign(target, { aud: 'billing' }), /aud/),
  token('another issuer', async (target) => sign(target, { iss: 'urn:evil' }), /iss/),
  token('a time that is over', async (target) => sign(target, { exp: seconds(-60) }), /expired/),
  token('no end', async (target) => sign(target, { exp: undefined }), /exp/),
  token('an end that is a text', async (target) => sign(target, { exp: 'never' }), /exp/),
  token('a time that has not come', async (target) => sign(target, { nbf: seconds(3_600) }), /nbf/),
  token('nobody as its subject', async (target) => sign(target, { sub: '' }), /sub/),
  token('no tenant', async (target) => sign(target, { tenant: undefined }), /tenant/),
  token('a tenant in the form of SQL', async (target) => sign(target, { tenant: "x' or 1=1" }), /tenant/),
  token('two tenants', async (target) => sign(target, { tenant: [CLAIMS.tenant, randomUUID()] }), /tenant/),
  token('scopes as a list', async (target) => sign(target, { scope: ['raw:read'] }), /scope/),
  token('another’s claims under a good signature', (target) =>
    withPart(target, 1, () => encode({ ...claims(), tenant: DEMO_PROFILES['other-var'].partnerId })),
  ),
  token('a signature with one letter changed', (target) =>
    withPart(target, 2, (part) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`),
  ),
  token('a signature cut in half', (target) => withPart(target, 2, (part) => part.slice(0, part.length / 2))),
  token('four parts', async (target) => `${await target.token()}.AA`),
  token('dots alone', () => '..'),
  token('10 KB of nothing', () => 'A'.repeat(10_000)),
];
