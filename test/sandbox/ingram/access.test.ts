import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ingramAccount, ingramAccounts } from '../../../sandbox/ingram/accounts.ts';
import { DEALS, SEED, listOf, startIngram } from './support.ts';
import type { IngramSandbox, WireObject } from './support.ts';

const { clientId, clientSecret } = ingramAccount(SEED, 1);
const CLIENT = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };

function fieldsOf(json: WireObject): (string | undefined)[] {
  return listOf(listOf(json, 'errors')[0] ?? {}, 'fields').map(({ field }) => String(field));
}

describe('the way in', () => {
  let sandbox: IngramSandbox;

  beforeAll(async () => {
    sandbox = await startIngram({ dealsPerPartner: 10 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('gives a token for client credentials in the query', async () => {
    const { status, json } = await sandbox.tokenRequest(CLIENT);
    expect(status).toBe(200);
    expect(json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 86_400 });
  });

  test.each([
    ['a wrong secret', { ...CLIENT, client_secret: 'guess' }, 401],
    ['an unknown client', { ...CLIENT, client_id: 'nobody' }, 401],
    ['another grant', { ...CLIENT, grant_type: 'password' }, 400],
  ])('refuses %s without repeating it', async (_what, query: Record<string, string>, status) => {
    const answer = await sandbox.tokenRequest(query);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(clientSecret);
    expect(listOf(answer.json, 'errors')).toHaveLength(1);
  });

  test('a token ends with its time, and with the fault expireTokens', async () => {
    const own = await startIngram({ dealsPerPartner: 1, tokenLifetimeSeconds: 60 });
    const fresh = await own.search();
    own.clock.now += 60_000;
    const late = await own.search();
    const token = String((await own.tokenRequest(CLIENT)).json['access_token']);
    const renewed = await own.search({}, { token });
    await own.door('faults', 'PUT', { expireTokens: true });
    const ended = await own.search({}, { token });
    const none = await own.search({}, { token: null });
    await own.close();
    expect([fresh, late, renewed, ended, none].map(({ status }) => status)).toEqual([200, 401, 200, 401, 401]);
  });

  test.each(['IM-CustomerNumber', 'IM-CountryCode', 'IM-CorrelationID'])('both operations need %s', async (name) => {
    for (const path of [`${DEALS}/search`, `${DEALS}/70100001`]) {
      const { status, json } = await sandbox.call(path, { headers: { [name]: null } });
      expect(status).toBe(400);
      expect(fieldsOf(json)).toEqual([name]);
    }
  });

  test('search does without IM-SenderID and IM-ApplicationId, the detail only without the first', async () => {
    expect((await sandbox.search({}, { headers: { 'IM-SenderID': null, 'IM-ApplicationId': null } })).status).toBe(200);
    const [row] = await sandbox.all();
    const path = `${DEALS}/${encodeURIComponent(String(row?.['dealId']))}`;
    expect((await sandbox.call(path, { headers: { 'IM-SenderID': null } })).status).toBe(200);
    const refused = await sandbox.call(path, { headers: { 'IM-ApplicationId': null } });
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused.json)).toEqual(['IM-ApplicationId']);
  });

  test.each([
    ['IM-CustomerNumber', '12345678901'],
    ['IM-CountryCode', 'DEU'],
    ['IM-CountryCode', '4'],
    ['IM-CorrelationID', 'x'.repeat(33)],
    ['IM-SenderID', 'x'.repeat(33)],
  ])('refuses %s with the value %s', async (name, value) => {
    const { status, json } = await sandbox.search({}, { headers: { [name]: value } });
    expect(status).toBe(400);
    expect(fieldsOf(json)).toEqual([name]);
  });

  test('every missing header is named at once', async () => {
    const headers = { 'IM-CustomerNumber': null, 'IM-CorrelationID': null };
    const { json } = await sandbox.search({}, { headers });
    expect(fieldsOf(json)).toEqual(['IM-CustomerNumber', 'IM-CorrelationID']);
  });

  test('a customer number works with its own country and its own client only', async () => {
    const otherCountry = await sandbox.search({}, { headers: { 'IM-CountryCode': 'ZZ' } });
    const otherClient = await sandbox.search({}, { token: await sandbox.token(2) });
    for (const { status, json } of [otherCountry, otherClient]) {
      expect(status).toBe(400);
      expect(fieldsOf(json)).toEqual(['IM-CustomerNumber']);
    }
    expect((await sandbox.search({}, { headers: { 'IM-CountryCode': 'de' } })).status).toBe(200);
  });

  test('injected statuses come in the list of errors', async () => {
    await sandbox.token();
    await sandbox.door('faults', 'PUT', { status: 500, retryAfter: 3, operations: ['deals.search'] });
    const { status, headers, json } = await sandbox.search();
    await sandbox.door('faults', 'DELETE');
    expect(status).toBe(500);
    expect(headers.get('retry-after')).toBe('3');
    expect(listOf(json, 'errors')[0]).toMatchObject({ type: '/errors/system-errors', traceid: 'trace-1' });
  });

  test('counts calls by operation', async () => {
    await sandbox.token();
    await sandbox.door('calls', 'DELETE');
    await sandbox.search();
    await sandbox.call(`${DEALS}/nothing`);
    await sandbox.call('/resellers/v6/orders');
    expect((await sandbox.door('calls')).json).toMatchObject({
      calls: { 'deals.get': 1, 'deals.search': 1 },
      unmatched: 1,
    });
  });
});

describe('the control door', () => {
  let sandbox: IngramSandbox;

  beforeAll(async () => {
    sandbox = await startIngram({ dealsPerPartner: 10 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('lays values over a deal, of wrong types too, which search and detail hand out', async () => {
    const [row] = await sandbox.all();
    const set = { endUser: 5, dealExpiryDate: null, products: 'none', endUserInfo: { companyName: 'Other' } };
    expect((await sandbox.change({ type: 'deal', id: row?.['dealId'], set })).status).toBe(200);
    const rows = await sandbox.all();
    expect(rows.find(({ dealId }) => dealId === row?.['dealId'])).toMatchObject({ endUser: 5, dealExpiryDate: null });
    const { json } = await sandbox.call(`${DEALS}/${encodeURIComponent(String(row?.['dealId']))}`);
    expect(json).toMatchObject({ products: 'none', endUserInfo: { companyName: 'Other', contact: 'Purchasing' } });
  });

  test('makes a deal in the named country’s account and takes it away again', async () => {
    const country = ingramAccounts(SEED, 1)[2]?.countryCode;
    const create = { dealId: 'NEW 1', vendor: 'Dell' };
    await sandbox.change({ type: 'deal', partner: 1, country, create });
    const found = async (account: number) => (await sandbox.all({ dealId: 'new 1' }, { account })).length;
    expect([await found(0), await found(2)]).toEqual([0, 1]);
    await sandbox.change({ type: 'deal', id: 'NEW 1', delete: true });
    expect(await found(2)).toBe(0);
  });

  test.each([
    ['no object', null, 'change'],
    ['an unknown type', { type: 'order', id: '1', set: {} }, 'type'],
    ['an unknown id', { type: 'deal', id: '1', set: {} }, 'id'],
    ['an unknown partner', { type: 'deal', partner: 99, create: { dealId: '1' } }, 'partner'],
    ['a country without account', { type: 'deal', partner: 1, country: 'ZZ', create: { dealId: '1' } }, 'country'],
    ['nothing to do', { type: 'deal', id: '70100001' }, 'change'],
    ['a set that is no object', { type: 'deal', id: '70100001', set: 1 }, 'set'],
    ['a delete that is not true', { type: 'deal', id: '70100001', delete: 'yes' }, 'delete'],
    ['a create without an id', { type: 'deal', create: {} }, 'create.dealId'],
  ])('refuses a change with %s, naming the member', async (_what, body, member) => {
    const answer = await sandbox.change(body);
    expect(answer.status).toBe(400);
    expect(String(answer.json['error']).startsWith(`${member}:`)).toBe(true);
  });
});
