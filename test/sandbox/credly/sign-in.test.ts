import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { credlyAccount, credlyIssuerAccount } from '../../../sandbox/credly/accounts.ts';
import { SEED, basic, objectOf, startCredly } from './support.ts';
import type { CredlySandbox } from './support.ts';

const ACCOUNT = credlyAccount(SEED, 1);
const { organizationId, authorizationToken, clientId, clientSecret } = ACCOUNT;
const STAFF = `/v1/organizations/${organizationId}/employees`;
const CLIENT = { client_id: clientId, client_secret: clientSecret };
const GRANT = { grant_type: 'client_credentials' };
const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('signing in', () => {
  let sandbox: CredlySandbox;

  beforeAll(async () => {
    sandbox = await startCredly();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('takes the authorization token as user name with a blank password', async () => {
    expect((await sandbox.call(STAFF)).status).toBe(200);
  });

  test.each([
    ['nothing', null],
    ['a password', encoded(`${authorizationToken}:secret`)],
    ['a bar instead of the colon', encoded(`${authorizationToken}|`)],
    ['another token', encoded('guess:')],
    ['the token as bearer', `Bearer ${authorizationToken}`],
  ])('refuses %s with 401 and a message in data', async (_what, authorization) => {
    const { status, json, headers } = await sandbox.call(STAFF, authorization);
    expect(status).toBe(401);
    expect(json).toEqual({ data: { message: expect.any(String) } });
    expect(headers.get('www-authenticate')).toBe('Basic');
  });

  test('gives an OAuth token for two hours, with the scopes that were asked for', async () => {
    const own = await startCredly();
    const { status, json } = await own.tokenRequest({ ...GRANT, ...CLIENT, scope: 'read workforce' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 7200, scope: 'read workforce' });
    const bearer = `Bearer ${String(json['access_token'])}`;
    own.clock.now += 7_199_000;
    const before = await own.call(STAFF, bearer);
    own.clock.now += 1000;
    const after = await own.call(STAFF, bearer);
    await own.close();
    expect([before.status, after.status]).toEqual([200, 401]);
  });

  test('staff needs the scope workforce, which a token without scope does not have', async () => {
    const basicClient = { authorization: encoded(`${clientId}:${clientSecret}`) };
    for (const answer of [
      await sandbox.tokenRequest({ ...GRANT, ...CLIENT, scope: 'read issue' }),
      await sandbox.tokenRequest(GRANT, basicClient),
    ]) {
      const bearer = `Bearer ${String(answer.json['access_token'])}`;
      const refused = await sandbox.call(STAFF, bearer);
      expect(refused.status).toBe(403);
      expect(objectOf(refused.json, 'data')['message']).toContain('workforce');
      expect((await sandbox.call(`/v1/organizations/${organizationId}`, bearer)).status).toBe(200);
    }
  });

  test.each([
    ['a wrong secret', { ...GRANT, ...CLIENT, client_secret: 'guess' }, 401, 'invalid_client'],
    ['an unknown client', { ...GRANT, ...CLIENT, client_id: 'nobody' }, 401, 'invalid_client'],
    ['another grant', { ...CLIENT, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an unknown scope', { ...GRANT, ...CLIENT, scope: 'read everything' }, 400, 'invalid_scope'],
  ])(
    'the token endpoint refuses %s in the words of OAuth',
    async (_what, form: Record<string, string>, status, error) => {
      const answer = await sandbox.tokenRequest(form);
      expect(answer.status).toBe(status);
      expect(answer.json).toEqual({ error, error_description: expect.any(String) });
      expect(answer.text).not.toContain(clientSecret);
    },
  );

  test('an organization reads nobody else’s staff', async () => {
    const other = credlyAccount(SEED, 2);
    expect((await sandbox.call(STAFF, basic(other))).status).toBe(403);
    expect((await sandbox.call('/v1/organizations/nobody/employees')).status).toBe(404);
    const aws = credlyIssuerAccount(SEED, '7b741b5c-231d-4925-8041-c64b6846f1c8');
    expect((await sandbox.call(STAFF, basic(aws))).status).toBe(403);
  });

  test('the fault expireTokens ends OAuth tokens and leaves authorization tokens alone', async () => {
    const own = await startCredly();
    const { json } = await own.tokenRequest({ ...GRANT, ...CLIENT, scope: 'workforce' });
    await own.door('faults', 'PUT', { expireTokens: true });
    const bearer = await own.call(STAFF, `Bearer ${String(json['access_token'])}`);
    const token = await own.call(STAFF);
    await own.close();
    expect([bearer.status, token.status]).toEqual([401, 200]);
  });

  test('too many requests in one second are refused with 429, for that organization only', async () => {
    const own = await startCredly({ rateFactor: 0.3 });
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await own.call(STAFF)).status);
    const refused = await own.call(STAFF);
    const other = credlyAccount(SEED, 2);
    const free = await own.call(`/v1/organizations/${other.organizationId}/employees`, basic(other));
    own.clock.now += 1000;
    const later = await own.call(STAFF);
    await own.close();
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect([free.status, later.status]).toEqual([200, 200]);
  });

  test('injected statuses come in the form of the endpoint that is asked', async () => {
    const own = await startCredly();
    await own.door('faults', 'PUT', { status: 500, retryAfter: 9 });
    const api = await own.call(STAFF);
    const oauth = await own.tokenRequest({ ...GRANT, ...CLIENT });
    await own.close();
    expect(api.json).toEqual({ data: { message: expect.any(String) } });
    expect(oauth.json).toMatchObject({ error: 'server_error' });
    expect([api, oauth].map(({ headers }) => headers.get('retry-after'))).toEqual(['9', '9']);
  });
});
