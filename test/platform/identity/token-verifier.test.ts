import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { createTokenVerifier, isTokenRefused } from '../../../platform/identity/token-verifier.ts';
import type { Viewer } from '../../../platform/identity/viewer.ts';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const SECONDS = NOW.getTime() / 1_000;
const TENANT = '5f0d2f6c-5c0e-4a2e-9a55-0a2f0c8f4e11';
const clock = { now: () => NOW, sleep: async () => {} };
const issuer = 'https://issuer.example';
const audience = 'partnergraph';

let privateKey: CryptoKey;
let publicKey: CryptoKey;
let stranger: CryptoKey;
let keys: { keys: JWK[] };
let verify: (token: string) => Promise<Viewer>;

beforeAll(async () => {
  ({ privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true }));
  ({ privateKey: stranger } = await generateKeyPair('RS256'));
  keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
  verify = createTokenVerifier({ issuer, audience, keys: createLocalJWKSet(keys), clock });
});

const GOOD: JWTPayload = {
  iss: issuer,
  aud: audience,
  sub: 'var-admin',
  tenant: TENANT,
  scope: 'deals:read  raw:read',
  iat: SECONDS - 60,
  exp: SECONDS + 300,
};
const HEADER = { alg: 'RS256', typ: 'at+jwt', kid: 'one' };

function sign(
  claims: JWTPayload = GOOD,
  header: object = HEADER,
  key: CryptoKey | Uint8Array = privateKey,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header as typeof HEADER).sign(key);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function refusal(token: string): Promise<string> {
  try {
    await verify(token);
  } catch (error) {
    if (isTokenRefused(error)) return error.message;
    throw error;
  }
  return 'was accepted';
}

describe('a good token', () => {
  test('tells for which partner its bearer acts, who that is and what it may', async () => {
    expect(await verify(await sign())).toEqual({
      partnerId: TENANT,
      subject: 'var-admin',
      scopes: new Set(['deals:read', 'raw:read']),
    });
  });

  test('without scopes opens nothing', async () => {
    const { scope: _dropped, ...claims } = GOOD;
    expect((await verify(await sign(claims))).scopes).toEqual(new Set());
    expect((await verify(await sign({ ...GOOD, scope: ' ' }))).scopes).toEqual(new Set());
  });

  test('may be for several audiences, ours among them', async () => {
    expect((await verify(await sign({ ...GOOD, aud: ['another', audience] }))).subject).toBe('var-admin');
  });

  test('names its partner the one way rows do, however it writes the uuid', async () => {
    expect((await verify(await sign({ ...GOOD, tenant: TENANT.toUpperCase() }))).partnerId).toBe(TENANT);
  });

  test('may be half a minute past its time, since clocks differ, and no longer', async () => {
    expect((await verify(await sign({ ...GOOD, exp: SECONDS - 29 }))).subject).toBe('var-admin');
    expect(await refusal(await sign({ ...GOOD, exp: SECONDS - 31 }))).toBe('the token has expired');
    expect((await verify(await sign({ ...GOOD, nbf: SECONDS + 29 }))).subject).toBe('var-admin');
  });
});

describe('a token is refused, with a reason,', () => {
  const without = (name: string): JWTPayload =>
    Object.fromEntries(Object.entries(GOOD).filter(([claim]) => claim !== name));

  test.each<[string, JWTPayload, string]>([
    ['of another issuer', { ...GOOD, iss: 'https://other.example' }, 'the token\'s claim "iss" is not accepted'],
    ['of no issuer', without('iss'), 'the token\'s claim "iss" is not accepted'],
    ['for another audience', { ...GOOD, aud: 'another' }, 'the token\'s claim "aud" is not accepted'],
    ['for no audience', without('aud'), 'the token\'s claim "aud" is not accepted'],
    ['that never expires', without('exp'), 'the token\'s claim "exp" is not accepted'],
    ['whose expiry is no number', { ...GOOD, exp: 'never' as never }, 'the token\'s claim "exp" is not accepted'],
    ['that has expired', { ...GOOD, exp: SECONDS - 3_600 }, 'the token has expired'],
    ['that is not good yet', { ...GOOD, nbf: SECONDS + 120 }, 'the token\'s claim "nbf" is not accepted'],
    ['without a subject', without('sub'), 'the token\'s claim "sub" is not accepted'],
    ['with an empty subject', { ...GOOD, sub: '' }, 'the token\'s claim "sub" does not have the form it must have'],
    [
      'with a subject without end',
      { ...GOOD, sub: 'x'.repeat(256) },
      'the token\'s claim "sub" does not have the form it must have',
    ],
    ['without a tenant', without('tenant'), 'the token\'s claim "tenant" is not accepted'],
    [
      'with a tenant that is no uuid',
      { ...GOOD, tenant: 'var-admin' },
      'the token\'s claim "tenant" does not have the form it must have',
    ],
    [
      'with several tenants',
      { ...GOOD, tenant: [TENANT] },
      'the token\'s claim "tenant" does not have the form it must have',
    ],
    [
      'with a tenant that would change a statement',
      { ...GOOD, tenant: `${TENANT}'; --` },
      'the token\'s claim "tenant" does not have the form it must have',
    ],
    [
      'with scopes that are no text',
      { ...GOOD, scope: ['raw:read'] },
      'the token\'s claim "scope" does not have the form it must have',
    ],
    [
      'with scopes without end',
      { ...GOOD, scope: 'a '.repeat(4_096) },
      'the token\'s claim "scope" does not have the form it must have',
    ],
  ])('%s', async (_title, claims, reason) => {
    expect(await refusal(await sign(claims))).toBe(reason);
  });

  test.each(['JWT', 'at+jwt+x', 'application/json', undefined])(
    'of the type %s: another kind of token of the issuer',
    async (typ) => {
      expect(await refusal(await sign(GOOD, { alg: 'RS256', kid: 'one', ...(typ ? { typ } : {}) }))).toBe(
        'the token\'s claim "typ" is not accepted',
      );
    },
  );

  test.each(['none', 'None', 'NONE', ''])('that is not signed at all (alg %j)', async (alg) => {
    const head = encode({ ...HEADER, alg });
    expect(await refusal(`${head}.${encode(GOOD)}.`)).toMatch(/^the token/);
    const [, , signature = ''] = (await sign()).split('.');
    expect(await refusal(`${head}.${encode(GOOD)}.${signature}`)).toMatch(/^the token/);
  });

  test('that is signed with our public key taken for a shared secret', async () => {
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(keys.keys[0]), keys.keys[0]?.n ?? '']) {
      const forged = await sign(GOOD, { ...HEADER, alg: 'HS256' }, new TextEncoder().encode(secret));
      expect(await refusal(forged)).toBe("the token's algorithm is not accepted");
    }
  });

  test.each(['PS256', 'RS512', 'ES256'])('that is signed by another algorithm: %s', async (alg) => {
    const pair = await generateKeyPair(alg);
    expect(await refusal(await sign(GOOD, { ...HEADER, alg }, pair.privateKey))).toBe(
      "the token's algorithm is not accepted",
    );
  });

  test('that somebody else has signed, under our name of the key or another', async () => {
    expect(await refusal(await sign(GOOD, HEADER, stranger))).toBe('the token is not valid');
    expect(await refusal(await sign(GOOD, { ...HEADER, kid: 'two' }, stranger))).toBe('the token is not valid');
    expect(await refusal(await sign(GOOD, { ...HEADER, kid: '../../etc/passwd' }, stranger))).toBe(
      'the token is not valid',
    );
  });

  test('that brings its own key along', async () => {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(pair.publicKey);
    const header = { ...HEADER, jwk, jku: 'https://attacker.example/keys', x5u: 'https://attacker.example/cert' };
    expect(await refusal(await sign(GOOD, header, pair.privateKey))).toBe('the token is not valid');
  });

  test('whose claims, header or signature were changed after it was signed', async () => {
    const [head = '', body = '', signature = ''] = (await sign()).split('.');
    const other = encode({ ...GOOD, tenant: '5f0d2f6c-5c0e-4a2e-9a55-0a2f0c8f4e12' });
    expect(await refusal(`${head}.${other}.${signature}`)).toBe('the token is not valid');
    expect(await refusal(`${encode({ ...HEADER, extra: 1 })}.${body}.${signature}`)).toBe('the token is not valid');
    const [, , another = ''] = (await sign({ ...GOOD, sub: 'else' })).split('.');
    expect(await refusal(`${head}.${body}.${another}`)).toBe('the token is not valid');
    expect(await refusal(`${head}.${body}.`)).toBe('the token is not valid');
  });

  test('that demands something nobody here knows', async () => {
    const head = encode({ ...HEADER, crit: ['b64'], b64: false });
    const [, body = '', signature = ''] = (await sign()).split('.');
    expect(await refusal(`${head}.${body}.${signature}`)).toBe('the token is not valid');
  });

  test.each([
    '',
    '.',
    '..',
    'a.b.c',
    'nonsense',
    `${encode({})}.${encode({})}.x`,
    'a.b.c.d.e',
    '\u0000',
    'ey'.repeat(50_000),
  ])('that is garbage: %#', async (token) => {
    expect(await refusal(token)).toMatch(/^the token/);
  });

  test('with no word of the claims in the reason', async () => {
    const reason = await refusal(await sign({ ...GOOD, tenant: 'a-secret-name' }));
    expect(reason).not.toContain('a-secret-name');
  });
});

describe('keys that are fetched from the issuer', () => {
  let server: Server;
  let address: URL;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const verifierOf = (url: URL): ((token: string) => Promise<Viewer>) =>
    createTokenVerifier({ issuer, audience, keys: url, clock });

  const outcomeOf = async (url: URL): Promise<{ accepted: boolean; refused: boolean }> =>
    verifierOf(url)(await sign()).then(
      () => ({ accepted: true, refused: false }),
      (error: unknown) => ({ accepted: false, refused: isTokenRefused(error) }),
    );

  test('check tokens as those at hand do', async () => {
    answer = { status: 200, body: JSON.stringify(keys) };
    const fetching = verifierOf(address);
    expect((await fetching(await sign())).subject).toBe('var-admin');
    await expect(fetching(await sign(GOOD, HEADER, stranger))).rejects.toThrow('the token is not valid');
    await expect(fetching(await sign(GOOD, { ...HEADER, kid: 'two' }))).rejects.toThrow('the token is not valid');
  });

  test.each([
    ['an error', { status: 500, body: '{}' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['something else', { status: 200, body: '{"keys":"none"}' }],
  ])('that come as %s say nothing of the token: it is not refused, it can not be checked', async (_title, came) => {
    answer = came;
    expect(await outcomeOf(address)).toEqual({ accepted: false, refused: false });
  });

  test('that can not be had at all say nothing of the token either', async () => {
    const nowhere = new URL('http://127.0.0.1:1/keys');
    expect(await outcomeOf(nowhere)).toEqual({ accepted: false, refused: false });
  });
});
