import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { auditOf } from '../../partners/audit-support.ts';
import { requestRecord } from '../records.ts';
import {
  addHolder,
  claim,
  feedRequest,
  funds,
  openFundsRoom,
  operationsOf,
  requestsOf,
  rowOf,
  told,
  wish,
  type Holder,
  type Paid,
} from './funds-room.ts';

let room: SubgraphTest;
let holder: Holder;
beforeAll(async () => {
  room = await openFundsRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  holder = await addHolder(room);
});

const TODAY = '2026-06-15';
const confirm = (id: string, vendorNumber: string, more: object = {}): Promise<Paid> =>
  funds(room, holder.partner, 'confirmFundsSubmission', { id, vendorNumber, submittedOn: TODAY, ...more });

async function waiting(): Promise<string> {
  const { request } = await funds(room, holder.partner, 'requestFunds', wish(holder.connections.beta));
  if (!request) throw new Error('nothing was asked for');
  return request.id;
}

const bringFile = (remoteId: string, at: Date = room.clock.now()): Promise<unknown> =>
  room.feeder.feed(
    holder.connections.beta,
    [requestRecord({ remoteId, status: 'PRE_APPROVED', activity: 'As in the file' })],
    {
      area: 'FUND',
      feed: 'file:beta:fund',
      transport: 'FILE',
      at,
    },
  );

describe('a request for funds that a person brought to the portal', () => {
  test('takes the number it got there, and is a request from then on', async () => {
    const id = await waiting();
    const { request, errors } = await confirm(id, ' R-1 ');
    expect(errors).toEqual([]);
    expect(request).toMatchObject({
      id,
      requestStatus: 'REQUESTED',
      source: { remoteId: 'R-1' },
      pendingWrite: { state: 'CLEAN', handoff: null },
    });
    expect((await auditOf(room, holder.partner)).at(-1)).toMatchObject({
      action: 'confirmFundsSubmission',
      outcome: 'DONE',
      target: id,
      detail: { kind: 'REQUEST_FUNDS' },
    });
    await bringFile('R-1');
    expect(await requestsOf(room, holder.partner, holder.connections.beta)).toMatchObject([
      { id, requestStatus: 'PRE_APPROVED', activity: 'As in the file' },
    ]);
    expect((await funds(room, holder.partner, 'claimFunds', claim(id))).errors).toEqual([]);
  });

  test('becomes one with the record that a file brought before it was confirmed', async () => {
    const id = await waiting();
    await bringFile('R-2');
    expect(await requestsOf(room, holder.partner, holder.connections.beta)).toHaveLength(2);
    expect((await confirm(id, 'R-2')).request).toMatchObject({ id, requestStatus: 'PRE_APPROVED' });
    expect(await requestsOf(room, holder.partner, holder.connections.beta)).toHaveLength(1);
  });

  test('under one key is confirmed once, at the same moment too', async () => {
    const id = await waiting();
    const many = await Promise.all(Array.from({ length: 8 }, () => confirm(id, 'R-3', { key: 'one' })));
    expect(new Set(many.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(many[0]?.errors).toEqual([]);
    expect(await operationsOf(room, holder.partner)).toHaveLength(2);
  });
});

describe('a number that was mistyped', () => {
  test('is corrected under a new key until the vendor’s own data tell it, and audited', async () => {
    const id = await waiting();
    await confirm(id, 'R-71');
    const { request, errors } = await confirm(id, ' R-17 ');
    expect(errors).toEqual([]);
    expect(request).toMatchObject({ id, requestStatus: 'REQUESTED', source: { remoteId: 'R-17' } });
    expect((await auditOf(room, holder.partner)).at(-1)).toMatchObject({
      outcome: 'DONE',
      target: id,
      detail: { kind: 'REQUEST_FUNDS', vendorNumber: 'R-17', insteadOf: 'R-71' },
    });
    expect((await room.tenants.changes(holder.partner)).at(-1)).toMatchObject({
      kind: 'BENEFIT',
      fields: ['requests'],
    });
    await bringFile('R-17');
    expect(await requestsOf(room, holder.partner, holder.connections.beta)).toMatchObject([
      { id, activity: 'As in the file' },
    ]);
    expect(told((await confirm(id, 'R-18')).errors)).toEqual(['/id WRONG_STATE']);
  });

  test('is not corrected to another request’s, to itself, or of one that a vendor takes by API', async () => {
    const [id, other] = [await waiting(), await waiting()];
    await confirm(id, 'R-71');
    await confirm(other, 'R-1');
    expect(told((await confirm(id, 'R-1')).errors)).toEqual(['/vendorNumber DUPLICATE']);
    expect(told((await confirm(id, 'R-71')).errors)).toEqual(['/id WRONG_STATE']);
    const { request } = await funds(room, holder.partner, 'requestFunds', wish(holder.connections.alpha));
    expect((await confirm(request?.id ?? '', 'R-2')).errors).toMatchObject([
      { code: 'WRONG_STATE', message: 'is on its way to Alpha Systems: no entry in a portal is waited for' },
    ]);
  });
});

describe('a confirmation that can not be', () => {
  test('is refused, and the request waits as before', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await confirm(first, 'R-1');
    await bringFile('R-1');
    await bringFile('R-old', new Date('2026-06-01T00:00:00.000Z'));
    const before = await operationsOf(room, holder.partner);
    expect(told((await confirm(second, 'R-1')).errors)).toEqual(['/vendorNumber DUPLICATE']);
    expect(told((await confirm(second, 'R-old')).errors)).toEqual(['/vendorNumber DUPLICATE']);
    expect(told((await confirm(second, ' ')).errors)).toEqual(['/vendorNumber INVALID']);
    expect(told((await confirm(second, 'R-\0')).errors)).toEqual(['/vendorNumber INVALID']);
    expect(told((await confirm(second, 'n'.repeat(121))).errors)).toEqual(['/vendorNumber INVALID']);
    expect(told((await confirm(second, 'R-4', { submittedOn: '2026-06-16' })).errors)).toEqual([
      '/submittedOn OUT_OF_RANGE',
    ]);
    expect((await confirm(first, 'R-4')).errors).toMatchObject([
      {
        path: '/id',
        code: 'WRONG_STATE',
        message: 'is PRE_APPROVED at Beta Networks, whose own records tell it as R-1: that stays',
      },
    ]);
    expect(told((await confirm('x', 'R-4')).errors)).toEqual(['/id NOT_FOUND']);
    expect(await operationsOf(room, holder.partner)).toEqual(before);
    const seen = (await requestsOf(room, holder.partner, holder.connections.beta)).find(({ id }) => id === second);
    expect(seen).toMatchObject({ source: { remoteId: rowOf(second) }, pendingWrite: { state: 'AWAITING_PORTAL' } });
  });
});

describe('a claim that a person brought to the portal', () => {
  test('is confirmed by the number of its request, and is claimed from then on', async () => {
    const id = await feedRequest(room, holder.connections.beta, { remoteId: 'R-5' });
    await funds(room, holder.partner, 'claimFunds', claim(id));
    expect(told((await confirm(id, 'R-6')).errors)).toEqual(['/vendorNumber INVALID']);
    expect((await confirm(id, 'R-5')).request).toMatchObject({
      requestStatus: 'CLAIMED',
      claimed: { amount: '4000', currency: 'EUR' },
      pendingWrite: { state: 'CLEAN' },
    });
  });

  test('does not undo what the vendor has paid meanwhile', async () => {
    const id = await feedRequest(room, holder.connections.beta, { remoteId: 'R-7' });
    await funds(room, holder.partner, 'claimFunds', claim(id));
    await feedRequest(room, holder.connections.beta, { remoteId: 'R-7', status: 'PAID' });
    expect((await confirm(id, 'R-7')).request).toMatchObject({
      requestStatus: 'PAID',
      pendingWrite: { state: 'CLEAN' },
    });
  });
});
