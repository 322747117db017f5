import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SANDBOX_CUSTOMERS } from '../../../sandbox/kernel/customers.ts';
import { MICROSOFT_ROLES } from '../../../sandbox/microsoft/users.ts';
import { microsoftAccount, microsoftRefreshToken } from '../../../sandbox/microsoft/accounts.ts';
import { SEED, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';
import type { WireEntry } from './wire.ts';

describe('the seeded referrals', () => {
  let sandbox: MicrosoftSandbox;
  let records: WireEntry[];

  beforeAll(async () => {
    sandbox = await startMicrosoft();
    records = await sandbox.listAll({ $orderby: 'updatedDateTime desc', $top: '100' });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('are the same for the same seed, and others for another', async () => {
    const [same, other] = [await startMicrosoft(), await startMicrosoft({ seed: SEED + 1 })];
    expect(await same.listAll({ $orderby: 'updatedDateTime desc', $top: '100' })).toEqual(records);
    await same.close();
    await other.close();
    expect(microsoftAccount(SEED + 1, 1)).not.toEqual(microsoftAccount(SEED, 1));
  });

  test('cover every state, direction, type, qualification, currency and form of amount', () => {
    const all = (member: (record: WireEntry) => string) => [...new Set(records.map(member))].sort();
    expect(all(({ status, substatus }) => `${status}/${substatus}`)).toEqual([
      'Active/Accepted',
      'Closed/Declined',
      'Closed/Expired',
      'Closed/Lost',
      'Closed/Won',
      'New/Pending',
      'New/Received',
    ]);
    expect(all(({ direction }) => direction)).toEqual(['Incoming', 'Outgoing']);
    expect(all(({ type }) => type)).toEqual(['Independent', 'Shared']);
    expect(all(({ qualification }) => qualification)).toEqual(['Direct', 'MarketingQualified', 'SalesQualified']);
    expect(all(({ details }) => details.currency)).toEqual(['EUR', 'GBP', 'USD']);
    expect(all(({ details }) => typeof (details.dealValue ?? undefined))).toEqual(['number', 'string', 'undefined']);
    expect(all(({ consent }) => String(consent['consentToShareReferralWithMicrosoftSellers']))).toEqual([
      'false',
      'true',
    ]);
  });

  test('spread over ten months before the start, a few falling into one instant', () => {
    const times = records.map(({ updatedDateTime }) => updatedDateTime);
    const doubled = times.length - new Set(times).size;
    expect(doubled).toBeGreaterThan(0);
    expect(doubled).toBeLessThan(5);
    for (const record of records) {
      expect(record.createdDateTime <= record.updatedDateTime).toBe(true);
      expect(Date.parse(record.updatedDateTime)).toBeLessThanOrEqual(sandbox.clock.now);
    }
    const ageOfLast = (sandbox.clock.now - Date.parse(times.at(-1) ?? '')) / 86_400_000;
    expect(ageOfLast).toBeGreaterThan(250);
  });

  test('are consistent: what waits is not overdue, what is closed has its date, what came in has an expiry', () => {
    for (const { status, substatus, direction, expirationDateTime, closedDateTime } of records) {
      expect(closedDateTime !== null).toBe(status === 'Closed');
      expect(expirationDateTime !== null).toBe(direction === 'Incoming');
      if (substatus === 'Received') expect(Date.parse(expirationDateTime ?? '')).toBeGreaterThan(sandbox.clock.now);
    }
  });

  test('have the shared list’s customers', () => {
    const known = new Set(SANDBOX_CUSTOMERS.map(({ name }) => name));
    expect(records.every(({ customerProfile }) => known.has(customerProfile.name))).toBe(true);
    expect(new Set(records.map(({ customerProfile }) => customerProfile.name)).size).toBeGreaterThan(10);
  });

  test('every seeded co-sell has Microsoft’s side, answered in different ways', async () => {
    const states = new Set<string>();
    for (const record of records.filter(({ target }) => target.some(({ id }) => id === 'msft'))) {
      const related = await sandbox.list({ $filter: `engagementId eq '${record.engagementId}'` });
      const twin = related.json.value.find(({ organizationName }) => organizationName === 'Microsoft');
      states.add(`${twin?.status}/${twin?.substatus}`);
    }
    expect([...states].sort()).toEqual(['Active/Accepted', 'Closed/Declined', 'Closed/Expired', 'New/Received']);
  });

  test('500 partners have accounts of their own and are made only when asked for', async () => {
    const wide = await startMicrosoft({ partners: 500, dealsPerPartner: 200 });
    const last = await wide.list({}, { as: { partner: 500 } });
    await wide.close();
    expect(last.json['@odata.count']).toBe(200);
    const accounts = Array.from({ length: 500 }, (_, at) => microsoftAccount(SEED, at + 1));
    for (const name of ['tenantId', 'clientId', 'clientSecret', 'refreshToken', 'mpnId', 'organizationId'] as const) {
      expect(new Set(accounts.map((account) => account[name])).size).toBe(500);
    }
    expect(accounts.every(({ mpnId }) => /^\d{7}$/.test(mpnId))).toBe(true);
    expect(new Set(MICROSOFT_ROLES.map((role) => microsoftRefreshToken(SEED, 1, role))).size).toBe(4);
  });

  test('a partner without deals has an empty list', async () => {
    const empty = await startMicrosoft({ dealsPerPartner: 0 });
    const { json } = await empty.list({});
    await empty.close();
    expect(json).toMatchObject({ '@odata.count': 0, value: [] });
    expect(json).not.toHaveProperty(['@odata.nextLink']);
  });
});
