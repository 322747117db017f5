import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../../platform/ids/node-id.ts';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { nameDeal } from '../../../../subgraphs/deals/writes/own-deal-store.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { dealRecord, protection } from '../records.ts';
import { addSent, addWaiting } from './ready.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  operationsOf,
  rowOf,
  seeDeal,
  sentOf,
  told,
  WHOLE_BETA,
  type Changed,
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
const FILE = { area: 'DEAL', feed: 'file:beta:deal', transport: 'FILE' } as const;

const confirm = (id: string, vendorNumber: string, submittedOn = TODAY): Promise<Changed> =>
  change(room, firm.partner, 'confirmPortalSubmission', { id, vendorNumber, submittedOn });

/** The vendor's export with one deal in it. */
const bringFile = (remoteId: string, more: Partial<DealRecord> = {}, at?: Date): Promise<unknown> =>
  room.feeder.feed(firm.beta, [dealRecord({ remoteId, name: 'As in the file', status: 'APPROVED', ...more })], {
    ...FILE,
    ...(at ? { at } : {}),
  });

const idOfBrought = (remoteId: string): string => toNodeId('Deal', mirrorRowId(firm.beta.id, 'deal', remoteId));

const listed = async (): Promise<Array<{ id: string; name: string }>> => {
  const query = '{ deals(first: 50) { nodes { id name } } }';
  return (await room.read<{ deals: { nodes: Array<{ id: string; name: string }> } }>({ as: firm.partner, query })).deals
    .nodes;
};

describe('a deal that a person brought to the portal', () => {
  test('takes the number it got there, and is submitted from that day on, by a person’s word', async () => {
    const id = await addWaiting(room, firm);
    const { deal, errors } = await confirm(id, '  B-4711 ', '2026-06-12');
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({
      id,
      dealStatus: 'SUBMITTED',
      source: { remoteId: 'B-4711' },
      pendingWrite: { state: 'CLEAN', handoff: null },
    });
    expect(deal?.history).toContainEqual({
      kind: 'STATUS_CHANGED',
      actor: 'tester',
      from: 'DRAFT',
      to: 'SUBMITTED',
      note: 'SUBMIT_DEAL done in the portal',
    });
    const [operation] = await sentOf(room, firm.partner);
    expect(operation).toMatchObject({ state: 'DONE', ended_at: room.clock.now() });
    expect((await room.tenants.changes(firm.partner)).at(-1)).toMatchObject({ node_id: rowOf(id), fields: ['status'] });
    const detail = await room.read<{ deal: unknown }>({
      as: firm.partner,
      query: 'query ($id: ID!) { deal(id: $id) { statusDetail { raw rule exact } } }',
      variables: { id },
    });
    expect(detail.deal).toEqual({ statusDetail: { raw: 'confirmed by hand', rule: 'portal-confirmed', exact: false } });
  });

  test('is the same deal for the next file that has the number: its id, its history and its sale stay', async () => {
    const id = await addWaiting(room, firm);
    const { deal: before } = await confirm(id, 'B-1');
    await bringFile('B-1', { remoteVersion: 'f1' });
    expect(await listed()).toEqual([{ id, name: 'As in the file' }]);
    const after = await seeDeal(room, firm.partner, id);
    expect(after).toMatchObject({
      dealStatus: 'APPROVED',
      opportunity: before?.opportunity,
      source: { remoteId: 'B-1', remoteVersion: 'f1', stale: false },
    });
    expect(after?.history.map(({ kind, to }) => [kind, to])).toEqual(
      expect.arrayContaining([
        ['CREATED', 'DRAFT'],
        ['WRITE_QUEUED', 'DRAFT'],
        ['STATUS_CHANGED', 'SUBMITTED'],
        ['STATUS_CHANGED', 'APPROVED'],
      ]),
    );
  });

  test('becomes one with the record that a file brought before it was confirmed', async () => {
    const { id, opportunity } = await addDraft(room, firm.partner, WHOLE_BETA);
    await change(room, firm.partner, 'submitDeal', { id });
    await bringFile('B-2', { value: { amount: '7', currency: 'EUR' }, remoteVersion: 'f9' });
    const brought = idOfBrought('B-2');
    const extension = { id: brought, patch: { name: 'Asked of the other row' } };
    expect((await change(room, firm.partner, 'updateDeal', extension)).errors).toEqual([]);
    expect(await listed()).toHaveLength(2);

    const { deal, errors } = await confirm(id, 'B-2');
    expect(errors).toEqual([]);
    expect(await listed()).toEqual([{ id, name: 'As in the file' }]);
    expect(deal).toMatchObject({
      id,
      dealStatus: 'APPROVED',
      opportunity,
      value: { amount: '7', currency: 'EUR' },
      source: { remoteId: 'B-2', remoteVersion: 'f9' },
    });
    expect(deal?.history.map(({ kind }) => kind).toSorted()).toEqual([
      'CREATED',
      'CREATED',
      'STATUS_CHANGED',
      'WRITE_QUEUED',
      'WRITE_QUEUED',
    ]);
    expect(deal?.pendingWrite).toMatchObject({ state: 'AWAITING_PORTAL', operation: 'UPDATE_DEAL' });
    expect(await seeDeal(room, firm.partner, brought)).toBeNull();
    const { deal: raw } = await room.read<{ deal: unknown }>({
      as: firm.partner,
      query: 'query ($id: ID!) { deal(id: $id) { raw } }',
      variables: { id },
    });
    expect(raw).toEqual({ raw: { id: 'B-2' } });
    expect((await room.tenants.changes(firm.partner)).slice(-2)).toMatchObject([
      { action: 'DELETED', node_id: rowOf(brought) },
      { action: 'UPDATED', node_id: rowOf(id), fields: expect.arrayContaining(['status', 'value_amount']) },
    ]);
    await bringFile('B-2', { name: 'As in the next file' });
    expect(await listed()).toEqual([{ id, name: 'As in the next file' }]);
  });

  test('may have been in a file of the day before, since days end at different hours', async () => {
    const id = await addWaiting(room, firm);
    await bringFile('B-3', {}, new Date('2026-06-14T00:00:00.000Z'));
    expect((await confirm(id, 'B-3', TODAY)).errors).toEqual([]);
    expect(await listed()).toHaveLength(1);
  });
});

describe('a number that is another deal’s', () => {
  const expectUntouched = async (id: string): Promise<void> => {
    expect(await seeDeal(room, firm.partner, id)).toMatchObject({
      dealStatus: 'DRAFT',
      source: { remoteId: rowOf(id) },
      pendingWrite: { state: 'AWAITING_PORTAL' },
    });
  };

  test('is refused when another deal of ours has it, and nothing of the confirmation stays', async () => {
    const [first, second] = [await addWaiting(room, firm), await addWaiting(room, firm)];
    await confirm(first, 'B-7');
    const before = await operationsOf(room, firm.partner);
    const { errors } = await confirm(second, 'B-7');
    expect(errors).toMatchObject([
      { path: '/vendorNumber', code: 'DUPLICATE', message: 'is the number of another deal of yours' },
    ]);
    await expectUntouched(second);
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });

  test('is refused when two confirm it at the same moment: one of them', async () => {
    const ids = [await addWaiting(room, firm), await addWaiting(room, firm)];
    const both = await Promise.all(ids.map((id) => confirm(id, 'B-8')));
    const codes = both.flatMap(({ errors }) => told(errors));
    const numbers = await Promise.all(ids.map(async (id) => (await seeDeal(room, firm.partner, id))?.source.remoteId));
    expect(codes).toEqual(['/vendorNumber DUPLICATE']);
    expect(numbers.filter((number) => number === 'B-8')).toHaveLength(1);
  });

  test('is refused when it was known at the vendor before the day on which this one was entered', async () => {
    await bringFile('B-9', { name: 'An old deal' }, new Date('2026-06-10T00:00:00.000Z'));
    const id = await addWaiting(room, firm);
    expect(told((await confirm(id, 'B-9', '2026-06-12')).errors)).toEqual(['/vendorNumber DUPLICATE']);
    await expectUntouched(id);
    expect(await seeDeal(room, firm.partner, idOfBrought('B-9'))).toMatchObject({ name: 'An old deal' });
  });

  test('is refused when the vendor offered that deal: nobody entered it', async () => {
    await bringFile('B-10', { direction: 'INBOUND', status: 'OFFERED' });
    const id = await addWaiting(room, firm);
    expect(told((await confirm(id, 'B-10')).errors)).toEqual(['/vendorNumber DUPLICATE']);
    await expectUntouched(id);
  });

  test('may be the same at another vendor', async () => {
    await addSent(room, firm.alpha, { remoteId: 'B-11' });
    expect((await confirm(await addWaiting(room, firm), 'B-11')).errors).toEqual([]);
  });

  test('is not taken by a worker either, whose call is late', async () => {
    const [first, second] = [await addWaiting(room, firm), await addWaiting(room, firm)];
    await confirm(first, 'B-12');
    const named = await room.tenants.as(firm.partner, 'partnergraph_sync', async (trx) => {
      const deal = await trx.selectFrom('deal').selectAll().where('id', '=', rowOf(second)).executeTakeFirstOrThrow();
      return nameDeal(trx, deal, 'B-12', room.clock.now());
    });
    expect(named).toBe(false);
    await expectUntouched(second);
  });
});

describe('a confirmation that can not be meant', () => {
  test.each<[string, string, string, string]>([
    ['without a number', ' ', TODAY, '/vendorNumber INVALID'],
    ['with a number without end', 'n'.repeat(121), TODAY, '/vendorNumber INVALID'],
    ['of tomorrow', 'B-20', '2026-06-16', '/submittedOn OUT_OF_RANGE'],
  ])('%s is refused', async (_title, vendorNumber, submittedOn, expected) => {
    const id = await addWaiting(room, firm);
    expect(told((await confirm(id, vendorNumber, submittedOn)).errors)).toEqual([expected]);
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite.state).toBe('AWAITING_PORTAL');
  });

  test('of a deal that waits for nothing is refused', async () => {
    const draft = await addDraft(room, firm.partner, WHOLE_BETA);
    const queued = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'submitDeal', { id: queued.id });
    const withdrawn = await addDraft(room, firm.partner, WHOLE_BETA);
    await change(room, firm.partner, 'withdrawDeal', { id: withdrawn.id });
    const nothing = 'no entry in a portal is waited for';
    for (const [id, message] of [
      [draft.id, `is a DRAFT that was not submitted: ${nothing}`],
      [queued.id, `has SUBMIT_DEAL on its way to Alpha Systems: ${nothing}`],
      [withdrawn.id, `is WITHDRAWN: ${nothing}`],
    ] as const) {
      expect((await confirm(id, 'B-22')).errors).toMatchObject([{ path: '/id', code: 'WRONG_STATE', message }]);
    }
  });
});

describe('a change that a person brought to the portal', () => {
  const approved = (more: Partial<DealRecord> = {}): Promise<string> =>
    addSent(room, firm.beta, {
      remoteId: 'B-30',
      status: 'APPROVED',
      protection: protection({ endsOn: '2026-07-31' }),
      ...more,
    });

  test('is confirmed by the number that the deal has, and by no other', async () => {
    const id = await approved();
    await change(room, firm.partner, 'updateDeal', { id, patch: { name: 'X' } });
    expect(told((await confirm(id, 'B-31')).errors)).toEqual(['/vendorNumber INVALID']);
    const { deal } = await confirm(id, 'B-30');
    expect(deal).toMatchObject({ dealStatus: 'APPROVED', pendingWrite: { state: 'CLEAN' } });
    expect(deal?.history).toContainEqual({
      kind: 'RECONCILED',
      actor: 'tester',
      from: 'APPROVED',
      to: 'APPROVED',
      note: 'UPDATE_DEAL done in the portal',
    });
  });

  test('is what the person did, until the vendor’s own word comes: withdrawn, closed, asked for more time', async () => {
    const steps = [
      ['withdrawDeal', {}, { dealStatus: 'WITHDRAWN' }],
      ['closeDeal', { outcome: 'WON', closedOn: TODAY }, { dealStatus: 'WON' }],
      ['closeDeal', { outcome: 'LOST', closedOn: TODAY }, { dealStatus: 'LOST' }],
      [
        'requestDealExtension',
        { until: '2026-09-30', reason: 'Late' },
        { dealStatus: 'APPROVED', protection: { extension: 'REQUESTED' } },
      ],
    ] as const;
    for (const [index, [name, asked, expected]] of steps.entries()) {
      const remoteId = `B-4${index}`;
      const id = await approved({ remoteId });
      const waiting = await change(room, firm.partner, name, { id, ...asked });
      expect(waiting).toMatchObject({
        errors: [],
        deal: { dealStatus: 'APPROVED', pendingWrite: { state: 'AWAITING_PORTAL' } },
      });
      expect((await confirm(id, remoteId)).deal).toMatchObject({ ...expected, pendingWrite: { state: 'CLEAN' } });
      await room.feeder.feed(firm.beta, [dealRecord({ remoteId, status: 'IN_REVIEW' })], { area: 'DEAL' });
      expect(await seeDeal(room, firm.partner, id)).toMatchObject({
        dealStatus: 'IN_REVIEW',
        protection: { extension: 'NOT_OFFERED' },
      });
    }
  });

  test('does not undo an end that the vendor told meanwhile', async () => {
    const id = await approved();
    await change(room, firm.partner, 'withdrawDeal', { id });
    await room.feeder.feed(firm.beta, [dealRecord({ remoteId: 'B-30', status: 'EXPIRED' })], { area: 'DEAL' });
    expect((await confirm(id, 'B-30')).deal).toMatchObject({ dealStatus: 'EXPIRED', pendingWrite: { state: 'CLEAN' } });
  });
});
