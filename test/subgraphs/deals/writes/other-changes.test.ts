import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { protection } from '../records.ts';
import { addSent } from './ready.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  operationsOf,
  sentOf,
  told,
  type Changed,
  type ChangeName,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

const TODAY = '2026-06-15';
const ask = (name: ChangeName, id: string, more: object): Promise<Changed> =>
  change(room, firm.partner, name, { id, ...more });

/** @returns codes; nothing was queued */
async function refusalOf(name: ChangeName, id: string, more: object): Promise<string[]> {
  const before = await operationsOf(room, firm.partner);
  const { errors } = await ask(name, id, more);
  expect(await operationsOf(room, firm.partner)).toEqual(before);
  return told(errors);
}

describe('more time for a deal', () => {
  const PROTECTED: Partial<DealRecord> = {
    status: 'APPROVED',
    protection: protection({ endsOn: '2026-07-31', extensionDeadline: TODAY }),
  };
  const MORE = { until: '2026-09-30', reason: 'The budget came late' };

  test('is asked for until a day, with a reason; the history says so', async () => {
    const id = await addSent(room, firm.alpha, PROTECTED);
    const { deal, errors } = await ask('requestDealExtension', id, MORE);
    expect([errors, deal?.pendingWrite]).toMatchObject([[], { state: 'QUEUED', operation: 'EXTEND_DEAL' }]);
    expect(deal?.history.map(({ kind, note }) => [kind, note])).toContainEqual(['EXTENSION_REQUESTED', 'EXTEND_DEAL']);
    expect((await sentOf(room, firm.partner))[0]?.intent).toMatchObject({ kind: 'EXTEND_DEAL', ...MORE });
  });

  test('is asked for in the portal where the vendor has one', async () => {
    const { deal } = await ask('requestDealExtension', await addSent(room, firm.beta, PROTECTED), MORE);
    expect(deal?.pendingWrite.handoff?.fields.slice(1)).toEqual([
      { label: 'What to do', value: 'Extend the registration' },
      { label: 'Extend until', value: '2026-09-30' },
      { label: 'Reason', value: 'The budget came late' },
    ]);
  });

  test('is not asked for where there is none to be had, and nothing is queued', async () => {
    const past = protection({ endsOn: '2026-07-31', extensionDeadline: '2026-06-14' });
    const of = (connection: Firm['alpha'], more: Partial<DealRecord>) =>
      addSent(room, connection, { ...PROTECTED, ...more });
    const ids = {
      unsupported: await of(firm.gamma, {}),
      unprotected: await of(firm.alpha, { protection: protection() }),
      late: await of(firm.alpha, { protection: past }),
      over: await of(firm.alpha, { status: 'LOST' }),
      draft: (await addDraft(room, firm.partner)).id,
      fine: await of(firm.alpha, {}),
    };
    const name = 'requestDealExtension';
    expect(await refusalOf(name, ids.unsupported, MORE)).toEqual(['/id NOT_SUPPORTED']);
    expect(await refusalOf(name, ids.unprotected, MORE)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf(name, ids.late, MORE)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf(name, ids.over, MORE)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf(name, ids.draft, MORE)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf(name, ids.fine, { ...MORE, until: '2026-07-31' })).toEqual(['/until OUT_OF_RANGE']);
    expect(await refusalOf(name, ids.fine, { ...MORE, reason: ' ' })).toEqual(['/reason REQUIRED']);
  });
});

describe('an offer of the vendor', () => {
  const OFFER: Partial<DealRecord> = { status: 'OFFERED', direction: 'INBOUND' };

  test.each([
    ['ACCEPT', 'ACCEPT_OFFER'],
    ['DECLINE', 'DECLINE_OFFER'],
  ])('is answered with %s once, under however many keys', async (action, kind) => {
    const id = await addSent(room, firm.alpha, OFFER);
    for (let click = 0; click < 3; click += 1) {
      expect((await ask('respondToOffer', id, { action, reason: 'Known' })).errors).toEqual([]);
    }
    expect((await sentOf(room, firm.partner)).map(({ intent }) => [intent?.kind, intent?.reason])).toEqual([
      [kind, 'Known'],
    ]);
  });

  test('is not answered in two ways: the second waits for the first to end', async () => {
    for (const [first, second] of [
      ['ACCEPT', 'DECLINE'],
      ['DECLINE', 'ACCEPT'],
    ]) {
      const id = await addSent(room, firm.alpha, OFFER);
      await ask('respondToOffer', id, { action: first });
      expect(await refusalOf('respondToOffer', id, { action: second })).toEqual(['/id LOCKED']);
    }
  });

  test('answered in two ways at the same moment is answered in one', async () => {
    const id = await addSent(room, firm.alpha, OFFER);
    const both = await Promise.all(['ACCEPT', 'DECLINE'].map((action) => ask('respondToOffer', id, { action })));
    expect(both.flatMap(({ errors }) => told(errors))).toEqual(['/id LOCKED']);
    expect(await sentOf(room, firm.partner)).toHaveLength(1);
  });

  test('is answered only where it is one, and where the vendor takes an answer', async () => {
    const answer = { action: 'ACCEPT' };
    expect(await refusalOf('respondToOffer', await addSent(room, firm.alpha), answer)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf('respondToOffer', (await addDraft(room, firm.partner)).id, answer)).toEqual([
      '/id WRONG_STATE',
    ]);
    expect(await refusalOf('respondToOffer', await addSent(room, firm.beta, OFFER), answer)).toEqual([
      '/id NOT_SUPPORTED',
    ]);
    expect(await refusalOf('respondToOffer', await addSent(room, firm.gamma, OFFER), answer)).toEqual([
      '/id NOT_SUPPORTED',
    ]);
  });
});

describe('a sale that is over', () => {
  test.each([
    ['WON', 'CLOSE_WON'],
    ['LOST', 'CLOSE_LOST'],
  ])('is closed as %s at the vendor', async (outcome, kind) => {
    const id = await addSent(room, firm.alpha, { status: 'APPROVED' });
    const { deal, errors } = await ask('closeDeal', id, { outcome, closedOn: TODAY, reason: 'Price' });
    expect([errors, deal?.dealStatus, deal?.pendingWrite.operation]).toEqual([[], 'APPROVED', kind]);
    expect((await sentOf(room, firm.partner))[0]?.intent).toMatchObject({ kind, closedOn: TODAY, reason: 'Price' });
  });

  test('is not closed in two ways, nor changed behind its end', async () => {
    const id = await addSent(room, firm.alpha, { status: 'APPROVED' });
    await ask('closeDeal', id, { outcome: 'WON', closedOn: TODAY });
    expect(await refusalOf('closeDeal', id, { outcome: 'LOST', closedOn: TODAY })).toEqual(['/id LOCKED']);
    expect(await refusalOf('closeDeal', id, { outcome: 'WON', closedOn: '2026-06-14' })).toEqual(['/id LOCKED']);
    expect(await refusalOf('withdrawDeal', id, {})).toEqual(['/id LOCKED']);
    expect(await refusalOf('updateDeal', id, { patch: { name: 'X' } })).toEqual(['/id LOCKED']);
  });

  test('is not closed before it was begun, in the future, twice, or where the vendor offers no way', async () => {
    const close = { outcome: 'WON', closedOn: TODAY };
    expect(await refusalOf('closeDeal', (await addDraft(room, firm.partner)).id, close)).toEqual(['/id WRONG_STATE']);
    expect(await refusalOf('closeDeal', await addSent(room, firm.alpha, { status: 'DRAFT' }), close)).toEqual([
      '/id WRONG_STATE',
    ]);
    expect(await refusalOf('closeDeal', await addSent(room, firm.alpha), { ...close, closedOn: '2026-06-16' })).toEqual(
      ['/closedOn OUT_OF_RANGE'],
    );
    expect(await refusalOf('closeDeal', await addSent(room, firm.alpha, { status: 'LOST' }), close)).toEqual([
      '/id WRONG_STATE',
    ]);
    expect(await refusalOf('closeDeal', await addSent(room, firm.gamma), close)).toEqual(['/id NOT_SUPPORTED']);
    expect(await refusalOf('closeDeal', await addSent(room, firm.omega), close)).toEqual(['/id NOT_SUPPORTED']);
  });
});
