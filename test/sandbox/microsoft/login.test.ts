import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { microsoftAccount } from '../../../sandbox/microsoft/accounts.ts';
import { CENTER_HOST, PARTNER_HOST, REFERRALS, SEED, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';

describe('the token endpoint', () => {
  let sandbox: MicrosoftSandbox;
  const { refreshToken, tenantId } = microsoftAccount(SEED, 1);

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('answers in the v1 form, every number as text', async () => {
    const { refreshToken } = microsoftAccount(SEED, 2);
    const { status, json } = await sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken }, 2);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      token_type: 'Bearer',
      scope: 'user_impersonation',
      expires_in: '3599',
      ext_expires_in: '3599',
      resource: PARTNER_HOST,
    });
    expect(Number(json.expires_on) - Number(json.not_before)).toBe(3599);
    expect(Object.values(json).every((value) => typeof value === 'string')).toBe(true);
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(['access_token', 'refresh_token', 'id_token', 'not_before']),
    );
  });

  test('gives a new refresh token each time and keeps the one before good until the new one was used', async () => {
    const { refreshToken: first } = microsoftAccount(SEED, 3);
    const ask = (refresh_token: string) => sandbox.tokenRequest({ resource: CENTER_HOST, refresh_token }, 3);
    const second = (await ask(first)).json.refresh_token;
    expect(second).not.toBe(first);
    // The answer may have been lost: the old token still works.
    expect((await ask(first)).status).toBe(200);
    const third = await ask(second);
    expect(third.status).toBe(200);
    const refused = await ask(first);
    expect(refused.status).toBe(400);
    expect(refused.json.error).toBe('invalid_grant');
    expect((await ask(third.json.refresh_token)).status).toBe(200);
  });

  test('a refused request carries the whole Entra envelope', async () => {
    const { status, json } = await sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: 'made-up' });
    expect(status).toBe(400);
    expect(json.error).toBe('invalid_grant');
    expect(json.error_description).toMatch(/^AADSTS\d+: /);
    expect(json.error_codes).toEqual([expect.any(Number)]);
    expect(Object.keys(json).sort()).toEqual(
      ['correlation_id', 'error', 'error_codes', 'error_description', 'timestamp', 'trace_id'].sort(),
    );
  });

  test.each([
    ['a wrong client secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another client id', { client_id: 'someone-else' }, 400, 'unauthorized_client'],
    ['a resource that is not served', { resource: 'https://graph.microsoft.com' }, 400, 'invalid_resource'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a missing resource', { resource: '' }, 400, 'invalid_request'],
  ])('refuses %s', async (_what, form, status, error) => {
    const answer = await sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken, ...form });
    expect(answer.status).toBe(status);
    expect(answer.json.error).toBe(error);
  });

  test("refuses a tenant's refresh token at another tenant", async () => {
    const answer = await sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken }, 4);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toBe('invalid_grant');
  });

  test('a withdrawn consent refuses every refresh token until it is given back', async () => {
    const { refreshToken, tenantId } = microsoftAccount(SEED, 5);
    const ask = () => sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken }, 5);
    await sandbox.change({ type: 'consent', tenant: tenantId, revoked: true });
    expect((await ask()).json.error).toBe('invalid_grant');
    await sandbox.change({ type: 'consent', tenant: tenantId, revoked: false });
    expect((await ask()).status).toBe(200);
  });

  test('a refresh token outlives a restart of the sandbox with the same seed', async () => {
    const { refreshToken } = microsoftAccount(SEED, 6);
    const before = await sandbox.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken }, 6);
    const restarted = await startMicrosoft();
    const form = { resource: PARTNER_HOST, refresh_token: before.json.refresh_token };
    const after = await restarted.tokenRequest(form, 6);
    await restarted.close();
    expect(after.status).toBe(200);
  });

  test('each host refuses the other host’s token in its own error shape', async () => {
    const [forPartner, forCenter] = [await sandbox.token(PARTNER_HOST), await sandbox.token(CENTER_HOST)];
    const partner = await sandbox.call(REFERRALS, { token: forCenter });
    expect(partner.status).toBe(401);
    expect(partner.json).toEqual({ error: { code: 'unauthenticated', message: expect.any(String) } });
    const center = await sandbox.call('/partnercenter/v1/profiles/mpn', { token: forPartner });
    expect(center.status).toBe(401);
    expect(center.json).toEqual({ code: 400, description: 'Access denied', data: [], source: 'PartnerFD' });
    const insights = await sandbox.call('/partnercenter/insights/v1/mpn/ScheduledDataset', { token: forPartner });
    expect(insights.status).toBe(401);
    expect(insights.json).toMatchObject({ value: [], statusCode: 401 });
  });

  test('a token whose signature was tampered with is refused', async () => {
    const token = await sandbox.token(PARTNER_HOST);
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'));
    const forged = Buffer.from(JSON.stringify({ ...claims, tid: microsoftAccount(SEED, 2).tenantId })).toString(
      'base64url',
    );
    expect((await sandbox.call(REFERRALS, { token: `${header}.${forged}.${signature}` })).status).toBe(401);
    expect((await sandbox.call(REFERRALS, { token })).status).toBe(200);
  });

  test('an access token ends when its time is over', async () => {
    const short = await startMicrosoft({ tokenLifetimeSeconds: 120 });
    expect((await short.call(REFERRALS)).status).toBe(200);
    short.clock.now += 121_000;
    const late = await short.call(REFERRALS);
    await short.close();
    expect(late.status).toBe(401);
  });

  test('the fault expireTokens ends the tokens issued so far, not those issued after', async () => {
    const own = await startMicrosoft();
    const old = await own.token(PARTNER_HOST);
    await own.door('faults', 'PUT', { expireTokens: true });
    expect((await own.call(REFERRALS, { token: old })).status).toBe(401);
    const fresh = await own.tokenRequest({ resource: PARTNER_HOST, refresh_token: refreshToken });
    const answer = await own.call(REFERRALS, { token: fresh.json.access_token });
    await own.close();
    expect(answer.status).toBe(200);
  });

  test('a tenant that is not known is refused', async () => {
    const response = await fetch(`${sandbox.origin}/microsoft/login/${tenantId.replace(/^./, 'x')}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });
});
