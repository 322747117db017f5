import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFERRALS, skipToken, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';

describe('the list of referrals', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('answers 25 records a page with the count of all', async () => {
    const { status, json } = await sandbox.list({});
    expect(status).toBe(200);
    expect(json['@odata.context']).toBe('http://api.partner.microsoft.com/v1.0/$metadata#Referrals');
    expect(json['@odata.count']).toBe(60);
    expect(json.value).toHaveLength(25);
  });

  test("hands out the service's own next link, whose scheme, host and path are of no use", async () => {
    const { json } = await sandbox.list({ $top: '10' });
    expect(json['@odata.nextLink']).toMatch(
      /^http:\/\/api\.partner\.microsoft\.com\/v1\.0\/referrals\?\$skiptoken=[\w.-]+$/,
    );
  });

  test.each(['updatedDateTime desc', 'updatedDateTime', 'createdDateTime asc', 'createdDateTime desc'])(
    'pages ordered by %s give every record once, in order, ties by id',
    async ($orderby) => {
      const records = await sandbox.listAll({ $orderby, $top: '7' });
      expect(new Set(records.map(({ id }) => id)).size).toBe(60);
      const [key, direction] = $orderby.split(' ') as ['updatedDateTime' | 'createdDateTime', string | undefined];
      const sorted = [...records].sort((a, b) => {
        if (a[key] === b[key]) return a.id < b.id ? -1 : 1;
        return a[key] < b[key] === (direction === 'desc') ? 1 : -1;
      });
      expect(records.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
    },
  );

  test('a page token carries its query: filter, selection and page size need not be sent again', async () => {
    const $filter = "direction eq 'Incoming'";
    const first = await sandbox.list({ $filter, $select: 'id,direction', $top: '3' });
    const next = await sandbox.list({ $skiptoken: skipToken(first) ?? '' });
    expect(next.json.value).toHaveLength(3);
    expect(Object.keys(next.json.value[0] ?? {})).toEqual(['id', 'direction']);
    expect(next.json.value.every(({ direction }) => direction === 'Incoming')).toBe(true);
    const same = await sandbox.list({ $skiptoken: skipToken(first) ?? '', $filter });
    expect(same.json.value).toEqual(next.json.value);
  });

  test('a page token is refused for another query, another caller, or when it was altered', async () => {
    const token = skipToken(await sandbox.list({ $top: '3' })) ?? '';
    for (const answer of [
      await sandbox.list({ $skiptoken: token, $filter: "status eq 'New'" }),
      await sandbox.list({ $skiptoken: token }, { as: { partner: 2 } }),
      await sandbox.list({ $skiptoken: token }, { as: { role: 'referralUser' } }),
      await sandbox.list({ $skiptoken: `x${token}` }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.json.error).toMatchObject({ code: 'invalidRequest', target: '$skiptoken' });
    }
  });

  test('a record that changes during paging does not shift the others', async () => {
    const own = await startMicrosoft();
    const first = await own.list({ $orderby: 'updatedDateTime desc', $top: '20' });
    await own.change({
      type: 'referral',
      partner: 1,
      id: first.json.value[19]?.id,
      set: { name: 'moved to the front' },
    });
    const second = await own.list({ $skiptoken: skipToken(first) ?? '' });
    await own.close();
    const seen = new Set(first.json.value.map(({ id }) => id));
    expect(second.json.value.some(({ id }) => seen.has(id))).toBe(false);
    expect(second.json.value).toHaveLength(20);
  });

  test.each([
    ["status eq 'New' and substatus eq 'Received'", 'status', 'New'],
    ["(type eq 'Shared' and direction eq 'Outgoing')", 'type', 'Shared'],
    ["qualification eq 'SalesQualified'", 'qualification', 'SalesQualified'],
  ] as const)('filters by %s', async ($filter, member, value) => {
    const { json } = await sandbox.list({ $filter });
    expect(json['@odata.count']).toBeGreaterThan(0);
    expect(json['@odata.count']).toBeLessThan(60);
    expect(json.value.every((record) => record[member] === value)).toBe(true);
  });

  test('filters by a nested path, by the CRM id, and by someone in the team', async () => {
    const [one] = (await sandbox.list({ $filter: "direction eq 'Outgoing'", $top: '1' })).json.value;
    const byCrm = await sandbox.list({ $filter: `externalReferenceId eq '${one?.externalReferenceId}'` });
    expect(byCrm.json.value.map(({ id }) => id)).toEqual([one?.id]);
    const country = one?.customerProfile.address.country ?? '';
    const byCountry = await sandbox.list({ $filter: `customerProfile/address/country eq '${country}'`, $top: '100' });
    expect(byCountry.json.value.some(({ id }) => id === one?.id)).toBe(true);
    expect(byCountry.json.value.every(({ customerProfile }) => customerProfile.address.country === country)).toBe(true);
    const byTeam = await sandbox.list({ $filter: "team/any(t:t/email eq 'sales@alpenrand.example')" });
    expect(byTeam.json['@odata.count']).toBe(20);
  });

  test.each([
    ['$filter', 'createdDateTime gt 2026-01-01T00:00:00Z'],
    ['$filter', "status eq 'New' or status eq 'Active'"],
    ['$orderby', 'name'],
    ['$orderby', 'createdDateTime desc,updatedDateTime'],
    ['$top', '0'],
    ['$top', 'ten'],
    ['$select', 'id,shoe'],
    ['$skip', '10'],
    ['$expand', 'team'],
    ['$deltatoken', 'latest'],
  ])('refuses %s %s as an invalid request that names the option', async (option, value) => {
    const { status, json } = await sandbox.list({ [option]: value });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'invalidRequest', target: option });
    expect(json.error.message.length).toBeGreaterThan(10);
  });

  test('gives at most 100 records a page, however many are asked for', async () => {
    const big = await startMicrosoft({ dealsPerPartner: 130, partners: 1 });
    const { json } = await big.list({ $top: '1000' });
    await big.close();
    expect(json.value).toHaveLength(100);
    expect(json['@odata.count']).toBe(130);
  });

  test('a Referral User sees only referrals with its address in the team; others get 404 by id', async () => {
    const as = { role: 'referralUser' } as const;
    const { json } = await sandbox.list({ $top: '100' }, { as });
    expect(json['@odata.count']).toBe(20);
    const mine = new Set(json.value.map(({ id }) => id));
    const hidden = (await sandbox.list({ $top: '100' })).json.value.find(({ id }) => !mine.has(id));
    expect((await sandbox.call(`${REFERRALS}/${[...mine][0]}`, { as })).status).toBe(200);
    const refused = await sandbox.call(`${REFERRALS}/${hidden?.id}`, { as });
    expect(refused.status).toBe(404);
    expect(refused.json.error.code).toBe('itemNotFound');
  });

  test('a user without a referral role is refused', async () => {
    for (const role of ['none', 'reportViewer'] as const) {
      const { status, json } = await sandbox.list({}, { as: { role } });
      expect(status).toBe(403);
      expect(json.error.code).toBe('accessDenied');
    }
  });

  test('every call needs its own client-request-id and gets it back beside the service’s own headers', async () => {
    const bare = await sandbox.call(REFERRALS, { headers: { 'client-request-id': '' } });
    expect(bare.status).toBe(400);
    expect(bare.json.error.target).toBe('client-request-id');
    const id = crypto.randomUUID();
    const { headers } = await sandbox.call(REFERRALS, { headers: { 'client-request-id': id } });
    expect(headers.get('client-request-id')).toBe(id);
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('timestamp')).toBe('2026-04-02T10:15:03.123Z');
    expect(headers.get('x-ms-ags-diagnostic')).toContain('ServerInfo');
  });

  test('one record carries its version twice, the misspelled link and seven fractional digits', async () => {
    const [first] = (await sandbox.list({ $top: '1' })).json.value;
    const { json, headers } = await sandbox.call(`${REFERRALS}/${first?.id}`);
    expect(json).toEqual(first);
    expect(json.eTag).toMatch(/^"[0-9a-f-]+"$/);
    expect(headers.get('etag')).toBe(json.eTag);
    expect(json.createdDateTime).toMatch(/\.\d{7}Z$/);
    expect(json.links.self.uri).toBe(`https://api.partner.microsoft.com/v1.0/engagements/referrals/${json.id}`);
    expect(json.links.relatedReferrals.uri).toBe(
      `https://api.partner.microsoft.com/v1.0/engagments/referrals?$filter=engagementId eq '${json.engagementId}'`,
    );
    expect(Object.keys(json.consent)).toContain('consentToToShareInfoWithOthers');
  });

  test('the fault duplicatePages repeats each page once and still comes to an end with every record', async () => {
    const own = await startMicrosoft();
    await own.door('faults', 'PUT', { duplicatePages: true, operations: ['referrals.list'] });
    const records = await own.listAll({ $orderby: 'updatedDateTime desc', $top: '20' });
    await own.close();
    expect(records).toHaveLength(100);
    expect(new Set(records.map(({ id }) => id)).size).toBe(60);
    expect(records.slice(20, 40)).toEqual(records.slice(0, 20));
  });

  test('another method or another path is refused in this host’s envelope', async () => {
    const removed = await sandbox.call(`${REFERRALS}/0b6a7c1e-2f33-4a4b-9c9c-7d0d2b1f0001`, { method: 'DELETE' });
    expect(removed.status).toBe(405);
    expect(removed.headers.get('allow')).toBe('GET, PUT, PATCH');
    const elsewhere = await sandbox.call('/partner/v1.0/referrals');
    expect(elsewhere.status).toBe(404);
    expect(elsewhere.json.error.code).toBe('itemNotFound');
  });
});
