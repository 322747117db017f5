import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ciscoAccount } from '../../../sandbox/cisco/accounts.ts';
import { ALL, SEED, TOKEN, startCisco } from './support.ts';
import type { CiscoSandbox } from './support.ts';

const { clientId, clientSecret } = ciscoAccount(SEED, 1);
const GRANT = { grant_type: 'client_credentials' };
const CLIENT = { client_id: clientId, client_secret: clientSecret };
const PAGE = { ...ALL, offset: '0', max: '5' };

describe('the token endpoint', () => {
  let sandbox: CiscoSandbox;

  beforeAll(async () => {
    sandbox = await startCisco();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('takes the client in the form or as HTTP Basic, and the scope customscope', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
    for (const answer of [
      await sandbox.tokenRequest({ ...GRANT, ...CLIENT }),
      await sandbox.tokenRequest(GRANT, basic),
      await sandbox.tokenRequest({ ...GRANT, ...CLIENT, scope: 'customscope' }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
      const { status } = await sandbox.deals(PAGE, { token: String(answer.json['access_token']) });
      expect(status).toBe(200);
    }
  });

  test.each([
    ['a wrong secret', { ...GRANT, ...CLIENT, client_secret: 'guess' }, 401, 'invalid_client'],
    ['an unknown client', { ...GRANT, ...CLIENT, client_id: 'nobody' }, 401, 'invalid_client'],
    ['no grant', CLIENT, 400, 'invalid_request'],
    ['the password grant', { ...CLIENT, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['another scope', { ...GRANT, ...CLIENT, scope: 'everything' }, 400, 'invalid_scope'],
  ])('refuses %s in the words of OAuth', async (_what, form: Record<string, string>, status, error) => {
    const answer = await sandbox.tokenRequest(form);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ error, error_description: expect.any(String) });
    expect(answer.text).not.toContain(clientSecret);
  });

  test('takes a form only', async () => {
    const answer = await sandbox.call(TOKEN, { method: 'POST', body: { ...GRANT, ...CLIENT }, token: null });
    expect(answer.status).toBe(400);
  });

  test('a token is good for an hour; without a good one every service answers 401', async () => {
    const own = await startCisco();
    expect((await own.deals(PAGE)).status).toBe(200);
    own.clock.now += 3_599_999;
    expect((await own.deals(PAGE)).status).toBe(200);
    own.clock.now += 1;
    const late = await own.deals(PAGE);
    const none = await own.deals(PAGE, { token: null });
    const foreign = await own.deals(PAGE, { token: 'made-up' });
    await own.close();
    for (const { status, json } of [late, none, foreign]) {
      expect(status).toBe(401);
      expect(json['error']).toBe('invalid_token');
    }
  });

  test('the fault expireTokens ends every token issued so far, and none issued later', async () => {
    const own = await startCisco();
    expect((await own.deals(PAGE)).status).toBe(200);
    await own.door('faults', 'PUT', { expireTokens: true });
    const before = await own.deals(PAGE);
    const { json } = await own.tokenRequest({ ...GRANT, ...CLIENT });
    const after = await own.deals(PAGE, { token: String(json['access_token']) });
    await own.close();
    expect([before.status, after.status]).toEqual([401, 200]);
  });
});

describe('the gateway', () => {
  test('answers 403 with the over-rate code to a key that asks too often in one second, and to no other key', async () => {
    const sandbox = await startCisco({ rateFactor: 0.3 });
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await sandbox.deals(PAGE)).status);
    const refused = await sandbox.deals(PAGE);
    const other = await sandbox.deals(PAGE, { partner: 2 });
    sandbox.clock.now += 1000;
    const later = await sandbox.deals(PAGE);
    await sandbox.close();
    expect(statuses).toEqual([200, 200, 200, 403]);
    expect(refused.headers.get('x-mashery-error-code')).toBe('ERR_403_DEVELOPER_OVER_QPS');
    expect(refused.text).toContain('ERR_403_DEVELOPER_OVER_QPS');
    expect([other.status, later.status]).toEqual([200, 200]);
  });

  test('injected statuses come in its own forms', async () => {
    const sandbox = await startCisco();
    await sandbox.token();
    await sandbox.door('faults', 'PUT', { status: 403, retryAfter: 2 });
    const overRate = await sandbox.deals(PAGE);
    await sandbox.door('faults', 'PUT', { status: 503 });
    const down = await sandbox.deals(PAGE);
    await sandbox.close();
    expect(overRate.headers.get('retry-after')).toBe('2');
    expect(overRate.text).toContain('ERR_403_DEVELOPER_OVER_QPS');
    expect(down.status).toBe(503);
    expect(down.json).toEqual({ error: 'server_error', error_description: expect.any(String) });
  });

  test('knows no deal registration, no orders and no other reseller operation', async () => {
    const sandbox = await startCisco();
    const answers = [
      await sandbox.call('/deals', { method: 'POST', body: {} }),
      await sandbox.call('/commerce/ORDER/v2/sync/checkOrderStatus', { method: 'POST', body: {} }),
      await sandbox.call('/dfm/services/reseller/v1/addReseller', { method: 'POST', body: {}, partner: 3 }),
      await sandbox.call('/deals/70100001/transaction-lines?lineType=pos'),
    ];
    const { json } = await sandbox.door('calls');
    await sandbox.close();
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(json).toMatchObject({ unmatched: 4 });
  });
});
