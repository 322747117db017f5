import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createTokenVerifier } from '../../../platform/identity/token-verifier.ts';
import { post, runGateway, type GraphQLAnswer, type RunningGateway } from '../support/running-gateway.ts';
import { AUDIENCE, createTokenMaker, ISSUER, type TokenMaker } from '../support/tokens.ts';

const BODY = JSON.stringify({ query: '{ orders { id } }' });
const JSON_HEADERS = { 'content-type': 'application/json' };

let tokens: TokenMaker;
let gateway: RunningGateway;
beforeAll(async () => {
  tokens = await createTokenMaker();
  gateway = await runGateway({ tokens });
});
afterAll(() => gateway.stop());

function send(authorization?: string): Promise<GraphQLAnswer> {
  return post(gateway.url, BODY, { ...JSON_HEADERS, ...(authorization === undefined ? {} : { authorization }) });
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a request without a token', () => {
  test('is answered 401 with a challenge, in the shape of a GraphQL answer', async () => {
    const { status, headers, body } = await send();
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(body).not.toHaveProperty('data');
  });

  test('is answered so before its body is looked at', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'no JSON',
    });
    expect(response.status).toBe(401);
  });

  test('is answered so for introspection and for GET too', async () => {
    const response = await fetch(`${gateway.url}/graphql?query={__typename}`, { headers: JSON_HEADERS });
    expect(response.status).toBe(401);
  });

  test('gets the same shape under the media type of GraphQL over HTTP', async () => {
    const { headers } = await post(gateway.url, BODY, { ...JSON_HEADERS, accept: 'application/graphql-response+json' });
    expect(headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });
});

describe('a token', () => {
  test('that is good lets a request through', async () => {
    expect((await send(`Bearer ${await tokens.make()}`)).status).toBe(200);
    expect((await send(`bearer ${await tokens.make()}`)).status).toBe(200);
  });

  const bad: ReadonlyArray<[title: string, make: () => Promise<string>, reason: RegExp]> = [
    ['of another issuer', () => tokens.make('', { iss: 'https://other.example' }), /"iss"/],
    ['for another audience', () => tokens.make('', { aud: 'billing' }), /"aud"/],
    ['that has expired', () => tokens.make('', { exp: inSeconds(-60) }), /expired/],
    ['without expiry', () => tokens.make('', { exp: undefined }), /"exp"/],
    ['without a subject', () => tokens.make('', { sub: undefined }), /"sub"/],
    ['without a tenant', () => tokens.make('', { tenant: undefined }), /"tenant"/],
    ['whose tenant is no uuid', () => tokens.make('', { tenant: "x' or 1=1" }), /"tenant"/],
    ['that is an identity token', () => tokens.make('', {}, { typ: 'JWT' }), /"typ"/],
    ['that is not valid yet', () => tokens.make('', { nbf: inSeconds(3_600) }), /"nbf"/],
    ['signed with another key', async () => (await createTokenMaker()).make(), /not valid/],
    ['of an unknown key', () => tokens.make('', {}, { kid: 'other' }), /not valid/],
    ['that is no token', async () => 'abc', /not valid/],
  ];
  test.each(bad)('%s is refused with the reason', async (_title, make, reason) => {
    const { status, headers, body } = await send(`Bearer ${await make()}`);
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(body.errors?.[0]?.message).toMatch(reason);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", error_description="[^"]+"$/);
  });

  test('with the algorithm none is refused', async () => {
    const [, payload] = (await tokens.make()).split('.');
    const token = `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`;
    expect((await send(`Bearer ${token}`)).status).toBe(401);
  });

  test('signed with the public key as if it were a shared secret is refused', async () => {
    const [, payload] = (await tokens.make()).split('.');
    const publicKey = (await importJWK(tokens.jwks.keys[0] as never, 'RS256')) as Parameters<typeof exportSPKI>[0];
    const signed = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'test' })}.${payload}`;
    const mac = createHmac('sha256', await exportSPKI(publicKey))
      .update(signed)
      .digest('base64url');
    expect((await send(`Bearer ${signed}.${mac}`)).status).toBe(401);
  });

  test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'abc'])(
    'sent as %j is told how to be sent',
    async (header) => {
      const { status, body } = await send(header);
      expect(status).toBe(401);
      expect(body.errors?.[0]?.message).toContain('Bearer <token>');
    },
  );
});

describe("the issuer's keys by address", () => {
  test('are read, and a token they signed is accepted; while they can not be had, the answer is 503 and names no address', async () => {
    const { privateKey } = tokens;
    let up = false;
    const issuer = createServer((_request, response) => {
      if (!up) response.destroy();
      else response.writeHead(200, JSON_HEADERS).end(JSON.stringify(tokens.jwks));
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const keys = new URL(`http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`);
    const verify = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, clock: systemClock });
    const other = await runGateway({ tokens, verify });
    try {
      const down = await other.ask('{ orders { id } }');
      expect(down.status).toBe(503);
      expect(down.headers.get('retry-after')).toBe('5');
      expect(down.body.errors?.[0]?.extensions['code']).toBe('SERVICE_UNAVAILABLE');
      expect(down.text).not.toMatch(/127\.0\.0\.1|jwks/);
      up = true;
      expect((await other.ask('{ orders { id } }')).status).toBe(200);
      const stranger = await generateKeyPair('RS256');
      const forged = await new SignJWT({ tenant: 'x' })
        .setProtectedHeader({ alg: 'RS256', kid: 'test' })
        .sign(stranger.privateKey);
      expect((await post(other.url, BODY, { ...JSON_HEADERS, authorization: `Bearer ${forged}` })).status).toBe(401);
      expect(privateKey.type).toBe('private');
    } finally {
      await other.stop();
      issuer.closeAllConnections();
      issuer.close();
    }
  });
});
