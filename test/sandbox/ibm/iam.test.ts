import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ibmAccount } from '../../../sandbox/ibm/accounts.ts';
import { GRANT, OPTIONS, POOLS, SEED, USAGE, listOf, startIbm } from './support.ts';
import type { IbmSandbox, WireObject } from './support.ts';

const { apiKey, partnerId } = ibmAccount(SEED, 1);
const FORM = { grant_type: GRANT, apikey: apiKey, response_type: 'cloud_iam' };

function claimsOf(token: unknown): WireObject {
  const [, payload = ''] = String(token).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as WireObject;
}

describe('the token service', () => {
  let sandbox: IbmSandbox;

  beforeAll(async () => {
    sandbox = await startIbm();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('gives a token that tells its own times, which differ from what the answer promises', async () => {
    const { status, json } = await sandbox.tokenRequest(FORM);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    const { iat, exp } = claimsOf(json['access_token']);
    expect(iat).toBe(Math.floor(sandbox.clock.now / 1000));
    expect(Number(exp) - Number(iat)).toBe(3600);
    expect(json['expires_in']).toBe(7200);
    expect(json['expiration']).toBe(Number(iat) + 7200);
  });

  test('the token ends by its own claims, not by the promise', async () => {
    const own = await startIbm();
    const token = await own.freshToken();
    const call = async () => (await own.call(`${POOLS}?partner_id=${partnerId}`, { token })).status;
    own.clock.now += 3_590_000;
    const before = await call();
    own.clock.now += 20_000;
    const after = await call();
    await own.close();
    expect([before, after]).toEqual([200, 401]);
  });

  test.each([
    ['an unknown key', { ...FORM, apikey: 'guess' }],
    ['no key', { grant_type: GRANT }],
    ['another grant', { ...FORM, grant_type: 'client_credentials' }],
    ['another response type', { ...FORM, response_type: 'uaa' }],
  ])('refuses %s with an errorMessage that does not repeat the key', async (_what, form: Record<string, string>) => {
    const { status, json, text } = await sandbox.tokenRequest(form);
    expect(status).toBe(400);
    expect(json).toEqual({ errorCode: expect.any(String), errorMessage: expect.any(String) });
    expect(text).not.toContain(apiKey);
  });

  test('without a good token the partner API answers 401 in its own form', async () => {
    const token = await sandbox.freshToken();
    const [header, payload, signature] = token.split('.');
    const forged = `${header}.${Buffer.from(JSON.stringify({ ...claimsOf(token), partner: 3 })).toString('base64url')}.${signature}`;
    for (const bad of [null, 'made-up', forged, `${header}.${payload}`]) {
      const { status, json } = await sandbox.call(`${POOLS}?partner_id=${partnerId}`, { token: bad });
      expect(status).toBe(401);
      expect(listOf(json, 'errors')[0]).toEqual({ code: 'unauthorized', message: expect.any(String) });
    }
  });

  test('the fault expireTokens ends the tokens issued so far', async () => {
    const own = await startIbm();
    const early = await own.freshToken();
    await own.door('faults', 'PUT', { expireTokens: true });
    const late = await own.freshToken();
    const statuses = [];
    for (const token of [early, late]) {
      statuses.push((await own.call(`${POOLS}?partner_id=${partnerId}`, { token })).status);
    }
    await own.close();
    expect(statuses).toEqual([401, 200]);
  });

  test('a firm that does not resell IBM Cloud gets a token, but nothing for it', async () => {
    expect(ibmAccount(SEED, 2).resells).toBe(false);
    for (const path of [POOLS, OPTIONS, USAGE]) {
      const { status, json } = await sandbox.list(path, {}, 2);
      expect(status).toBe(403);
      expect(listOf(json, 'errors')).toHaveLength(1);
    }
  });

  test('there is nothing beside the token and three lists', async () => {
    for (const path of ['/v1/deals', '/v1/tiers', '/identity/keys', '/']) {
      expect((await sandbox.call(path)).status).toBe(404);
    }
  });

  test('injected statuses come in the form of the host that is asked', async () => {
    const own = await startIbm();
    await own.token();
    await own.door('faults', 'PUT', { status: 503, retryAfter: 4 });
    const iam = await own.tokenRequest(FORM);
    const partner = await own.list(POOLS);
    await own.close();
    expect(iam.json).toHaveProperty('errorMessage');
    expect(partner.json).toHaveProperty('errors');
    expect([iam, partner].map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [503, '4'],
      [503, '4'],
    ]);
  });
});
