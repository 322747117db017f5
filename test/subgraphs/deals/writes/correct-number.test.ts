import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../../platform/ids/node-id.ts';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { auditOf } from '../../partners/audit-support.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { dealRecord } from '../records.ts';
import { addSent, addWaiting } from './ready.ts';
import {
  addFirm,
  askChange,
  change,
  openWritesRoom,
  operationsOf,
  rowOf,
  seeDeal,
  told,
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

const confirm = (id: string, vendorNumber: string, more: object = {}): Promise<Changed> =>
  change(room, firm.partner, 'confirmPortalSubmission', { id, vendorNumber, submittedOn: TODAY, ...more });

const bringFile = (remoteId: string, more: Partial<DealRecord> = {}, at?: Date): Promise<unknown> =>
  room.feeder.feed(firm.beta, [dealRecord({ remoteId, name: 'As in the file', status: 'APPROVED', ...more })], {
    area: 'DEAL',
    feed: 'file:beta:deal',
    transport: 'FILE',
    ...(at ? { at } : {}),
  });

/** A deal that was confirmed with a number that nobody has. */
async function mistyped(number = 'B-4171'): Promise<string> {
  const id = await addWaiting(room, firm);
  expect((await confirm(id, number)).errors).toEqual([]);
  return id;
}

describe('a number that was mistyped', () => {
  test('is corrected under a new key: told in the history, the change feed and the audit log', async () => {
    const id = await mistyped();
    const audited = (await auditOf(room, firm.partner)).length;
    const { deal, errors } = await confirm(id, ' B-4711 ');
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({ id, dealStatus: 'SUBMITTED', source: { remoteId: 'B-4711' } });
    expect(deal?.history).toContainEqual({
      kind: 'UPDATED',
      actor: 'tester',
      from: 'SUBMITTED',
      to: 'SUBMITTED',
      note: 'number corrected from B-4171 to B-4711',
    });
    expect((await room.tenants.changes(firm.partner)).at(-1)).toMatchObject({
      node_id: rowOf(id),
      action: 'UPDATED',
      fields: ['remote_id'],
    });
    expect((await auditOf(room, firm.partner)).slice(audited)).toMatchObject([
      {
        action: 'confirmPortalSubmission',
        outcome: 'DONE',
        target: id,
        detail: { kind: 'CONFIRM_PORTAL', vendorNumber: 'B-4711', insteadOf: 'B-4171' },
      },
    ]);
  });

  test('is not corrected under the key it was told with: that is another input', async () => {
    const id = await addWaiting(room, firm);
    await confirm(id, 'B-4171', { idempotencyKey: 'one' });
    expect(told((await confirm(id, 'B-4711', { idempotencyKey: 'one' })).errors)).toEqual([
      '/idempotencyKey IDEMPOTENCY_MISMATCH',
    ]);
    expect((await seeDeal(room, firm.partner, id))?.source.remoteId).toBe('B-4171');
  });

  test('leaves the deal to be found by the next file under the right one, and by no file under the wrong one', async () => {
    const id = await mistyped();
    await confirm(id, 'B-4711');
    await bringFile('B-4171', { name: 'Somebody else’s' });
    await bringFile('B-4711');
    expect(await seeDeal(room, firm.partner, id)).toMatchObject({ name: 'As in the file', dealStatus: 'APPROVED' });
    const others = toNodeId('Deal', mirrorRowId(firm.beta.id, 'deal', 'B-4171'));
    expect(await seeDeal(room, firm.partner, others)).toMatchObject({ name: 'Somebody else’s' });
  });

  test('takes over the record that a file has brought under the right one already', async () => {
    const id = await mistyped();
    await bringFile('B-4711');
    const { deal, errors } = await confirm(id, 'B-4711');
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({ id, name: 'As in the file', dealStatus: 'APPROVED', source: { remoteId: 'B-4711' } });
    const brought = toNodeId('Deal', mirrorRowId(firm.beta.id, 'deal', 'B-4711'));
    expect(await seeDeal(room, firm.partner, brought)).toBeNull();
  });

  test('can be corrected again, and by two at once each in turn', async () => {
    const id = await mistyped();
    const both = await Promise.all(['B-1', 'B-2'].map((number) => confirm(id, number)));
    expect(both.flatMap(({ errors }) => errors)).toEqual([]);
    const notes = (await seeDeal(room, firm.partner, id))?.history.flatMap(({ note }) => note ?? []) ?? [];
    expect(notes.filter((note) => note.startsWith('number corrected'))).toHaveLength(2);
  });

  test('is not corrected to one that another deal has, nor to what can not be meant', async () => {
    const [id, other] = [await mistyped(), await mistyped('B-1')];
    await bringFile('B-2', { name: 'An old deal' }, new Date('2026-06-10T00:00:00.000Z'));
    const before = await operationsOf(room, firm.partner);
    for (const [number, expected] of [
      ['B-1', '/vendorNumber DUPLICATE'],
      ['B-2', '/vendorNumber DUPLICATE'],
      [' ', '/vendorNumber INVALID'],
      [rowOf(id), '/vendorNumber INVALID'],
    ] as const) {
      expect(told((await confirm(id, number)).errors)).toEqual([expected]);
    }
    expect(told((await confirm(id, 'B-3', { submittedOn: '2026-06-16' })).errors)).toEqual([
      '/submittedOn OUT_OF_RANGE',
    ]);
    expect(await operationsOf(room, firm.partner)).toEqual(before);
    expect((await seeDeal(room, firm.partner, id))?.source.remoteId).toBe('B-4171');
    expect((await seeDeal(room, firm.partner, other))?.source.remoteId).toBe('B-1');
  });

  test('by who may not write for the partner is refused', async () => {
    const id = await mistyped();
    const reader = await room.tenants.addPartner('A reader');
    await room.tenants.grant({ from: firm.partner, to: reader, vendors: ['beta'], areas: ['DEAL'] });
    const asked = { id, vendorNumber: 'B-4711', submittedOn: TODAY };
    const { errors } = await askChange(room, reader, 'confirmPortalSubmission', asked);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a number that is final', () => {
  const refusal = async (id: string, number: string): Promise<unknown> => {
    const before = await operationsOf(room, firm.partner);
    const { errors } = await confirm(id, number);
    expect(await operationsOf(room, firm.partner)).toEqual(before);
    return errors.map(({ path, code, message }) => [path, code, message]);
  };

  test('is one that the vendor’s own file has told since, and the error says in which state the deal is', async () => {
    const id = await mistyped('B-4711');
    await bringFile('B-4711', { status: 'IN_REVIEW' });
    expect(await refusal(id, 'B-1')).toEqual([
      ['/id', 'WRONG_STATE', 'is IN_REVIEW at Beta Networks, whose own records tell it as B-4711: that stays'],
    ]);
  });

  test('is one that a file had told before it was confirmed', async () => {
    await bringFile('B-4711');
    expect(await refusal(await mistyped('B-4711'), 'B-1')).toEqual([
      ['/id', 'WRONG_STATE', 'is APPROVED at Beta Networks, whose own records tell it as B-4711: that stays'],
    ]);
  });

  test('is one that no person told: of a deal that came from the vendor', async () => {
    const id = await addSent(room, firm.beta, { remoteId: 'B-4711', status: 'APPROVED' });
    expect(await refusal(id, 'B-1')).toMatchObject([['/id', 'WRONG_STATE', expect.stringContaining('B-4711')]]);
  });

  test('is the same number once more', async () => {
    expect(await refusal(await mistyped('B-4711'), 'B-4711')).toEqual([
      ['/id', 'WRONG_STATE', 'is SUBMITTED under that number already'],
    ]);
  });
});
