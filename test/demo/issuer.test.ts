import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { addDemoIssuerRoutes, DEMO_AUDIENCE, DEMO_ISSUER, JWKS_PATH, openDemoIssuer } from '../../demo/issuer.ts';
import { demoPartnerId } from '../../demo/partner-id.ts';
import { DEMO_PROFILES } from '../../demo/profiles.ts';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import { SCOPES } from '../../platform/identity/scopes.ts';
import { createTokenVerifier } from '../../platform/identity/token-verifier.ts';
import { runGateway } from '../gateway/support/running-gateway.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issuer-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (iso: string): Clock => ({ ...systemClock, now: () => new Date(iso) });

describe('the demo issuer', () => {
  test('makes tokens that the check of every request accepts', async () => {
    const issuer = await openDemoIssuer({ folder, clock: systemClock });
    const verify = createTokenVerifier({ ...issuer.trust, clock: systemClock });
    const viewer = await verify(await issuer.issue(DEMO_PROFILES['var-reader']));
    expect(viewer).toEqual({
      partnerId: demoPartnerId(1),
      subject: 'user:var-reader',
      scopes: new Set(['deals:read', 'benefits:read', 'programs:read', 'connections:read']),
    });
  });

  test('says in a token who, for whom and for twelve hours, and not more', async () => {
    const issuer = await openDemoIssuer({ folder, clock: at('2026-11-23T08:00:00Z') });
    const token = await issuer.issue(DEMO_PROFILES.dashboard);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: issuer.jwks.keys[0]?.kid });
    const iat = Date.parse('2026-11-23T08:00:00Z') / 1_000;
    expect(decodeJwt(token)).toEqual({
      iss: DEMO_ISSUER,
      aud: DEMO_AUDIENCE,
      sub: 'service:dashboard',
      tenant: demoPartnerId(1),
      scope: 'deals:read benefits:read programs:read connections:read',
      iat,
      exp: iat + 12 * 60 * 60,
    });
  });

  test('keeps its key over restarts, in a file that only its owner reads', async () => {
    const first = await openDemoIssuer({ folder, clock: systemClock });
    const again = await openDemoIssuer({ folder, clock: systemClock });
    expect(again.jwks).toEqual(first.jwks);
    expect(await readdir(folder)).toEqual(['issuer-key.pem']);
    expect((await stat(join(folder, 'issuer-key.pem'))).mode & 0o777).toBe(0o600);
  });

  test('has one key when two processes start at once', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => openDemoIssuer({ folder, clock: systemClock })));
    expect(new Set(opened.map(({ jwks }) => jwks.keys[0]?.kid)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['issuer-key.pem']);
  });

  test('makes its folder, and another key in another one', async () => {
    const one = await openDemoIssuer({ folder: join(folder, 'a', 'b'), clock: systemClock });
    const other = await openDemoIssuer({ folder: join(folder, 'c'), clock: systemClock });
    expect(one.jwks.keys[0]?.kid).not.toBe(other.jwks.keys[0]?.kid);
  });

  test('serves its public key only, and only where it is added', async () => {
    const issuer = await openDemoIssuer({ folder, clock: systemClock });
    const demo = await runGateway({ extend: async (app) => addDemoIssuerRoutes(app, issuer) });
    const response = await fetch(demo.url + JWKS_PATH);
    expect(response.status).toBe(200);
    const jwks = (await response.json()) as { keys: Array<Record<string, unknown>> };
    expect(Object.keys(jwks.keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);

    const keys = new URL(demo.url + JWKS_PATH);
    const verify = createTokenVerifier({ issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, keys, clock: systemClock });
    await expect(verify(await issuer.issue(DEMO_PROFILES['var-admin']))).resolves.toBeDefined();
    await demo.stop();

    const plain = await runGateway();
    expect((await fetch(plain.url + JWKS_PATH)).status).toBe(404);
    await plain.stop();
  });
});

describe('the demo profiles', () => {
  test('are a reseller’s administrator, its reader and its dashboard, another reseller and a distributor', () => {
    const tenants = Object.entries(DEMO_PROFILES).map(([name, { partnerId }]) => [name, partnerId]);
    expect(Object.fromEntries(tenants)).toEqual({
      'var-admin': demoPartnerId(1),
      'var-reader': demoPartnerId(1),
      'other-var': demoPartnerId(2),
      distributor: demoPartnerId(3),
      dashboard: demoPartnerId(1),
    });
  });

  test('give administrators every scope there is, and readers nothing personal, raw or written', () => {
    expect([...DEMO_PROFILES['var-admin'].scopes].toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    for (const name of ['var-reader', 'dashboard'] as const) {
      for (const scope of DEMO_PROFILES[name].scopes)
        expect(scope).toMatch(/^(deals|benefits|programs|connections):read$/);
    }
  });
});
