import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import type { SendOutcome, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { MICROSOFT_WRITES } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { deal, intent, submission } from './support/intents.ts';
import { Worker } from './support/worker.ts';

/** The deal that a finished operation brought back. */
function dealOf(end: WritePlan | SendOutcome): DealRecord {
  if (end.kind !== 'done' || end.record?.record.kind !== 'deal') throw new Error(`expected a deal, got ${end.kind}`);
  return end.record.record;
}

describe('what is brought to Microsoft', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await startDesk();
  });

  afterAll(async () => {
    await desk.close();
  });

  async function submitted(externalId: string, kind: 'REGISTRATION' | 'CO_SELL' = 'REGISTRATION'): Promise<Worker> {
    const worker = new Worker(desk, submission({ dealKind: kind }, externalId));
    await worker.run();
    return worker;
  }

  test('a deal of the own arrives under our external id, and comes back as the record that the feed brings', async () => {
    const worker = new Worker(desk, submission({}, 'pg-own'));

    const end = await worker.run();

    expect(worker.log).toEqual(['create:applied']);
    expect(end).toMatchObject({ kind: 'done', remoteId: worker.progress['remoteId'], feed: 'referrals' });
    expect(dealOf(end)).toMatchObject({
      remoteId: worker.progress['remoteId'],
      externalId: 'pg-own',
      name: 'Plant data lake',
      dealKind: 'REGISTRATION',
      direction: 'OUTBOUND',
      value: { amount: '50000.5', currency: 'EUR' },
      closeOn: '2027-03-31',
      customer: { name: 'Example Dairy GmbH', country: 'DE', city: 'Berlin', duns: '315000000' },
      products: ['Azure', 'DataWarehouse', 'SOL-00001-AAA'],
      vendorSelling: 'FOR_VISIBILITY',
    });
    expect((await desk.made()).filter(({ externalId }) => externalId === 'pg-own')).toHaveLength(1);
  });

  test('everything the form asks for stands in the record', async () => {
    const end = await new Worker(desk, submission({}, 'pg-all')).run();

    expect(end.kind === 'done' ? end.record?.payload : null).toMatchObject({
      type: 'Independent',
      qualification: 'SalesQualified',
      target: [{ type: 'SolutionProfile', id: 'SOL-00001-AAA' }],
      customerProfile: {
        size: '251to1000employees',
        address: { addressLine1: 'Musterweg 1', postalCode: '10115' },
        team: [{ firstName: 'Ada', lastName: 'Example', email: 'it@dairy.example', phoneNumber: '+4930000000' }],
      },
      consent: {
        consentToToShareInfoWithOthers: true,
        consentToContact: true,
        consentToShareReferralWithMicrosoftSellers: true,
      },
      details: {
        notes: 'Nine plants, central reporting wanted.',
        requirements: {
          industries: [{ id: 'Manufacturing' }],
          services: [{ id: 'ManagedServices' }, { id: 'CustomSolution(ISV)' }],
        },
      },
      team: [{ firstName: 'Lin', lastName: 'Sample', email: 'rep@partner.example' }],
    });
  });

  test('a private deal is one that the customer does not let Microsoft see', async () => {
    const vendorFields = { ...deal().vendorFields, consentToShareWithMicrosoftSellers: false };
    const end = await new Worker(desk, submission({ vendorFields }, 'pg-private')).run();

    expect(dealOf(end)).toMatchObject({ dealKind: 'REGISTRATION', vendorSelling: 'NONE' });
  });

  test('a co-sell deal takes two calls, the second one invites Microsoft into the same engagement', async () => {
    const worker = new Worker(desk, submission({ dealKind: 'CO_SELL' }, 'pg-co-sell'));

    const end = await worker.run();

    expect(worker.log).toEqual(['create:applied', 'invite:applied']);
    expect(dealOf(end)).toMatchObject({ externalId: 'pg-co-sell', dealKind: 'CO_SELL', vendorSelling: 'CO_SELL' });
    const engagement = await desk.engagement(String(worker.progress['engagementId']));
    expect(engagement.map(({ id }) => id).toSorted()).toEqual(
      [worker.progress['remoteId'], worker.progress['invitationId']].toSorted(),
    );
    expect(engagement.find(({ id }) => id === worker.progress['invitationId'])).toMatchObject({
      organizationName: 'Microsoft',
      target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
      inviteContext: { notes: 'Nine plants, central reporting wanted.' },
    });
  });

  test('a change sends the members that differ and nothing else, for the version that was read', async () => {
    const { progress } = await submitted('pg-update');
    const patch = {
      name: 'Plant data lake, phase 2',
      closeOn: '2027-03-31',
      value: { amount: '1234567890123.45', currency: 'EUR' },
      products: ['Azure', 'Data Warehouse', 'bigdata'],
      customer: { ...deal().customer, city: 'Bonn', street: null },
    };
    const worker = new Worker(desk, intent('UPDATE_DEAL', { remoteId: String(progress['remoteId']), patch }));

    const plan = await worker.plan();
    const end = await worker.run();

    expect(plan).toMatchObject({
      kind: 'call',
      call: {
        step: 'update',
        buckets: ['partner'],
        request: {
          ifMatch: expect.stringMatching(/^".+"$/),
          body: [
            { op: 'replace', path: '/name', value: 'Plant data lake, phase 2' },
            { op: 'replace', path: '/customerProfile/address/city', value: 'Bonn' },
            { op: 'replace', path: '/details/dealValue', value: '1234567890123.45' },
            { op: 'replace', path: '/details/requirements/solutions', value: expect.any(Array) },
          ],
        },
      },
    });
    expect(dealOf(end)).toMatchObject({
      name: 'Plant data lake, phase 2',
      value: { amount: '1234567890123.45', currency: 'EUR' },
      products: ['Azure', 'SOL-00001-AAA', 'DataWarehouse', 'BigData'],
      customer: { city: 'Bonn' },
    });
    expect(end).toMatchObject({
      record: { payload: { customerProfile: { address: { addressLine1: 'Musterweg 1' } } } },
    });
  });

  test('a change of what Microsoft holds already calls nothing but a read', async () => {
    const { progress } = await submitted('pg-nothing');
    const before = desk.sent.length;
    const patch = { name: 'Plant data lake', value: { amount: '50000.50', currency: 'EUR' }, closeOn: '2027-03-31' };

    const end = await new Worker(desk, intent('UPDATE_DEAL', { remoteId: String(progress['remoteId']), patch })).run();

    expect(end.kind).toBe('done');
    expect(desk.sent.slice(before)).toEqual(['GET referrals.get']);
  });

  test('a colleague comes to the team once, and whoever is in it stays', async () => {
    const { progress } = await submitted('pg-team');
    const remoteId = String(progress['remoteId']);
    const add = { vendorFields: { partnerContact: { firstName: 'Bo', email: 'bo@partner.example' } } };
    const named = { vendorFields: { partnerContact: { lastName: 'Berg', email: 'BO@partner.example' } } };

    await new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch: add })).run();
    const end = await new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch: named })).run();

    expect(end).toMatchObject({
      record: {
        payload: {
          team: [
            { email: 'rep@partner.example', firstName: 'Lin' },
            { email: 'BO@partner.example', firstName: 'Bo', lastName: 'Berg' },
          ],
        },
      },
    });
  });

  test.each([
    ['ACCEPT_OFFER', 'accept', 'APPROVED'],
    ['DECLINE_OFFER', 'decline', 'DECLINED'],
    ['CLOSE_WON', 'win', 'WON'],
    ['CLOSE_LOST', 'lose', 'LOST'],
  ] as const)('%s of a deal that came in is one call, and the record says so', async (kind, step, status) => {
    const worker = new Worker(desk, intent(kind, { remoteId: await desk.offer(), reason: 'As agreed' }));

    const end = await worker.run();

    expect(worker.log).toEqual([`${step}:applied`]);
    expect(dealOf(end)).toMatchObject({ direction: 'INBOUND', status, statusDetail: { reason: 'As agreed' } });
  });

  test.each(['CLOSE_WON', 'CLOSE_LOST'] as const)(
    '%s of an own deal is taken, and again it is done already',
    async (kind) => {
      const { progress } = await submitted(`pg-${kind === 'CLOSE_WON' ? 'won' : 'lost'}`);
      const closing = intent(kind, { remoteId: String(progress['remoteId']), closedOn: '2026-04-15' });

      const first = new Worker(desk, closing);
      const second = new Worker(desk, closing);

      expect(dealOf(await first.run()).status).toBe(kind === 'CLOSE_WON' ? 'WON' : 'LOST');
      expect((await second.run()).kind).toBe('done');
      expect([first.log, second.log]).toEqual([[expect.stringMatching(/:applied$/)], []]);
    },
  );

  test.each(['WITHDRAW_DEAL', 'EXTEND_DEAL', 'REQUEST_FUNDS', 'CLAIM_FUNDS'] as const)(
    '%s is not among what can be done, and is refused without a call',
    async (kind) => {
      const before = desk.sent.length;
      expect(MICROSOFT_WRITES.operations.map((operation) => operation.kind)).not.toContain(kind);
      const end = await new Worker(desk, intent(kind, { remoteId: 'any' })).plan();
      expect(end).toMatchObject({ kind: 'refused', errors: [{ code: 'NOT_SUPPORTED' }] });
      expect(desk.sent).toHaveLength(before);
    },
  );
});
