import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REFERRALS, newReferral, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';

const MSFT = [{ type: 'BusinessProfileLocation', id: 'msft' }];
const DAY = 86_400_000;

describe('deals shared with Microsoft', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  const create = (changes: Record<string, unknown>) =>
    sandbox.call(REFERRALS, { method: 'POST', body: newReferral({ type: 'Shared', ...changes }) });
  const related = async (engagementId: string) =>
    (await sandbox.list({ $filter: `engagementId eq '${engagementId}'` })).json.value;

  test('a referral for Microsoft makes a second one, owned by Microsoft and unanswered', async () => {
    const { json } = await create({ target: MSFT });
    expect(json.organizationName).toBe('Alpenrand Systems GmbH');
    const all = await related(json.engagementId);
    expect(all).toHaveLength(2);
    const twin = all.find(({ id }) => id !== json.id);
    expect(twin).toMatchObject({
      organizationName: 'Microsoft',
      direction: 'Incoming',
      status: 'New',
      substatus: 'Received',
      externalReferenceId: null,
      details: { dealValue: 50_000 },
    });
  });

  test('the second step of a co-sell adds Microsoft’s referral to the engagement, once', async () => {
    const { json } = await create({});
    const second = await create({
      target: MSFT,
      engagementId: json.engagementId,
      inviteContext: { notes: 'Please help.' },
    });
    expect(second.status).toBe(201);
    expect(second.json).toMatchObject({ organizationName: 'Microsoft', engagementId: json.engagementId });
    expect(await related(json.engagementId)).toHaveLength(2);
    expect((await create({ target: MSFT, engagementId: json.engagementId })).status).toBe(409);
  });

  test('Microsoft’s referral is seen in its engagement and by id, but not in the plain list, and cannot be written', async () => {
    const { json } = await create({ target: MSFT });
    const twin = (await related(json.engagementId)).find(({ id }) => id !== json.id);
    const plain = await sandbox.listAll({ $top: '100' });
    expect(plain.every(({ organizationName }) => organizationName !== 'Microsoft')).toBe(true);
    expect((await sandbox.call(`${REFERRALS}/${twin?.id}`)).status).toBe(200);
    const body = [{ op: 'replace', path: '/name', value: 'mine' }];
    const written = await sandbox.call(`${REFERRALS}/${twin?.id}`, { method: 'PATCH', body });
    expect(written.status).toBe(403);
    expect(written.json.error.code).toBe('accessDenied');
  });

  test.each([
    ['accept', 'Active', 'Accepted'],
    ['decline', 'Closed', 'Declined'],
  ])('Microsoft’s %s shows on its own referral, not on the partner’s', async (decision, status, substatus) => {
    const { json } = await create({ target: MSFT });
    const answer = await sandbox.change({ type: 'microsoftDecision', engagementId: json.engagementId, decision });
    expect(answer.json.record).toMatchObject({ organizationName: 'Microsoft', status, substatus });
    const all = await related(json.engagementId);
    expect(all.find(({ id }) => id === json.id)).toEqual(json);
    expect(all.find(({ id }) => id !== json.id)).toMatchObject({ status, substatus });
    const again = await sandbox.change({ type: 'microsoftDecision', engagementId: json.engagementId, decision });
    expect(again.status).toBe(400);
  });

  test('a decision on an engagement that Microsoft has no part in is refused', async () => {
    const { json } = await create({});
    const answer = await sandbox.change({
      type: 'microsoftDecision',
      engagementId: json.engagementId,
      decision: 'accept',
    });
    expect(answer.status).toBe(400);
  });

  test('an incoming referral that nobody answers within 14 days is closed as expired, at that instant', async () => {
    const own = await startMicrosoft({ tokenLifetimeSeconds: 40 * 86_400 });
    const { record } = (await own.change({ type: 'referral', partner: 1, create: { name: 'Waiting' } })).json;
    expect(Date.parse(record.expirationDateTime ?? '') - Date.parse(record.createdDateTime)).toBe(14 * DAY);
    own.clock.now += 14 * DAY - 1000;
    const before = await own.call(`${REFERRALS}/${record.id}`);
    expect(before.json.status).toBe('New');
    own.clock.now += 2000;
    const after = await own.call(`${REFERRALS}/${record.id}`);
    await own.close();
    expect(after.json).toMatchObject({
      status: 'Closed',
      substatus: 'Expired',
      updatedDateTime: record.expirationDateTime,
    });
    expect(after.json.eTag).not.toBe(record.eTag);
  });

  test('an answered one does not expire', async () => {
    const own = await startMicrosoft({ tokenLifetimeSeconds: 40 * 86_400 });
    const { record } = (await own.change({ type: 'referral', partner: 1, create: {} })).json;
    const body = [
      { op: 'replace', path: '/status', value: 'Active' },
      { op: 'replace', path: '/substatus', value: 'Accepted' },
    ];
    await own.call(`${REFERRALS}/${record.id}`, { method: 'PATCH', body });
    own.clock.now += 30 * DAY;
    const after = await own.call(`${REFERRALS}/${record.id}`);
    await own.close();
    expect(after.json).toMatchObject({ status: 'Active', substatus: 'Accepted' });
    expect(after.json.acceptedDateTime).not.toBeNull();
  });
});
