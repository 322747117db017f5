import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { microsoftAccount } from '../../../sandbox/microsoft/accounts.ts';
import { REFERRALS, SEED, newReferral, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';

describe('the control door', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const first = async () => (await sandbox.list({ $top: '1', $filter: "direction eq 'Outgoing'" })).json.value[0];
  const read = async (id: string | undefined) => (await sandbox.call(`${REFERRALS}/${id}`)).json;

  test('lays values over a referral member by member, with a new version and time', async () => {
    const before = await first();
    const answer = await sandbox.change({
      type: 'referral',
      id: before?.id,
      set: { details: { notes: 'changed by staff' } },
    });
    expect(answer.status).toBe(200);
    const after = await read(before?.id);
    expect(after).toEqual(answer.json.record);
    expect(after.details).toEqual({ ...before?.details, notes: 'changed by staff' });
    expect(after.eTag).not.toBe(before?.eTag);
    expect(after.updatedDateTime > (before?.updatedDateTime ?? '')).toBe(true);
  });

  test('leaves version and time alone when told not to touch them', async () => {
    const before = await first();
    await sandbox.change({ type: 'referral', id: before?.id, set: { name: 'silent' }, touch: false });
    expect(await read(before?.id)).toEqual({ ...before, name: 'silent' });
  });

  test('can put wrong-typed values into a record, which lists and single reads still hand out', async () => {
    const own = await startMicrosoft({ dealsPerPartner: 10 });
    const [before] = (await own.list({ $top: '1' })).json.value;
    const set = {
      status: 7,
      details: 'none',
      team: { a: 1 },
      updatedDateTime: null,
      createdDateTime: 12,
      engagementId: ['x'],
    };
    await own.change({ type: 'referral', partner: 1, id: before?.id, set });
    for (const $orderby of ['updatedDateTime desc', 'createdDateTime']) {
      const all = await own.listAll({ $orderby, $top: '3' });
      expect(all.find(({ id }) => id === before?.id)).toMatchObject(set);
      expect(new Set(all.map(({ id }) => id)).size).toBe(10);
    }
    const one = await own.call(`${REFERRALS}/${before?.id}`);
    const filtered = await own.list({ $filter: "status eq 'New' and team/any(t:t/email eq 'a@b.example')" });
    await own.close();
    expect(one.json).toMatchObject(set);
    expect(filtered.status).toBe(200);
  });

  test('makes an incoming referral for a named partner', async () => {
    const { tenantId } = microsoftAccount(SEED, 2);
    const create = { name: 'From a fair', customerProfile: { address: { country: 'IE' } } };
    const { json } = await sandbox.change({ type: 'referral', tenant: tenantId, create });
    expect(json.record).toMatchObject({
      name: 'From a fair',
      status: 'New',
      substatus: 'Received',
      direction: 'Incoming',
      organizationName: 'Blue Harbor Integrations LLC',
      customerProfile: { name: 'Walk-in Customer Ltd', address: { city: 'Reading', country: 'IE' } },
    });
    const seen = await sandbox.list({ $filter: "name eq 'From a fair'" }, { as: { partner: 2 } });
    expect(seen.json['@odata.count']).toBe(1);
    expect((await sandbox.list({ $filter: "name eq 'From a fair'" })).json['@odata.count']).toBe(0);
  });

  test('removes a referral', async () => {
    const before = await first();
    await sandbox.change({ type: 'referral', id: before?.id, delete: true });
    expect((await sandbox.call(`${REFERRALS}/${before?.id}`)).status).toBe(404);
    expect((await sandbox.list({})).json['@odata.count']).toBe(59);
  });

  test('finds a referral in whichever tenant it is', async () => {
    const [other] = (await sandbox.list({ $top: '1' }, { as: { partner: 4 } })).json.value;
    const { json } = await sandbox.change({ type: 'referral', id: other?.id, set: { name: 'found' } });
    expect(json.record).toMatchObject({ id: other?.id, name: 'found', organizationName: 'Ribera Cloud S.L.' });
    const wrong = await sandbox.change({ type: 'referral', partner: 1, id: other?.id, set: { name: 'found' } });
    expect(wrong.status).toBe(400);
  });

  test.each([
    ['no object', 5, 'change'],
    ['an unknown type', { type: 'opportunity' }, 'type'],
    ['no id', { type: 'referral', set: {} }, 'id'],
    ['an unknown id', { type: 'referral', id: 'x', set: {} }, 'id'],
    ['an unknown tenant', { type: 'referral', tenant: 'x', create: {} }, 'tenant'],
    ['an unknown partner', { type: 'referral', partner: 99, create: {} }, 'partner'],
    ['a create that is no object', { type: 'referral', create: [] }, 'create'],
    ['an unknown decision', { type: 'microsoftDecision', engagementId: 'x', decision: 'maybe' }, 'decision'],
    ['an unknown engagement', { type: 'microsoftDecision', engagementId: 'x', decision: 'accept' }, 'engagementId'],
    ['a consent of nobody', { type: 'consent', revoked: true }, 'tenant'],
  ])('refuses a change with %s and names it', async (_what, change, name) => {
    const { status, json } = await sandbox.change(change);
    expect(status).toBe(400);
    expect(json.error).toMatch(new RegExp(`^${name}: `));
  });

  test('refuses a change of a referral that says nothing to do, or would change its id', async () => {
    const one = await first();
    expect((await sandbox.change({ type: 'referral', id: one?.id })).status).toBe(400);
    expect((await sandbox.change({ type: 'referral', id: one?.id, set: [] })).status).toBe(400);
    expect((await sandbox.change({ type: 'referral', id: one?.id, set: { id: 'other' } })).status).toBe(400);
  });

  test('lists what clients created, Microsoft’s side not counted, and begins anew after a reset', async () => {
    const own = await startMicrosoft();
    const target = [{ type: 'BusinessProfileLocation', id: 'msft' }];
    const made = await own.call(REFERRALS, { method: 'POST', body: newReferral({ target }) });
    const before = await own.door('records');
    await own.door('calls', 'DELETE');
    const after = await own.door('records');
    await own.close();
    expect(before.json.records).toEqual([
      {
        type: 'referral',
        id: made.json.id,
        externalId: 'CRM-900417',
        createdAt: '2026-04-02T10:15:03.123Z',
        account: microsoftAccount(SEED, 1).tenantId,
      },
    ]);
    expect(after.json.records).toEqual([]);
  });

  test('counts calls by operation', async () => {
    const own = await startMicrosoft();
    await own.list({});
    await own.call('/partner/v1.0/nothing');
    const { json } = await own.door('calls');
    await own.close();
    expect(json).toEqual({ calls: { 'login.token': 1, 'referrals.list': 1 }, unmatched: 1, total: 3 });
  });
});
