import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dealWriteTarget } from '../../../../subgraphs/deals/index.ts';
import type { OperationRow } from '../../../../platform/writes/operation-store.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  seeDeal,
  sentOf,
  setOperation,
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

/**
 * A worker that stores a result as the push does: it holds the operation's row, and then the deal's to tell its history. In
 * between the caller asks for something.
 */
async function whileWorkerStores(
  operation: OperationRow,
  values: Readonly<Record<string, unknown>>,
  ask: () => Promise<Changed>,
): Promise<Changed> {
  const tell = { kind: 'WRITE_FAILED', at: room.clock.now(), note: null } as const;
  return room.tenants.as(firm.partner, 'partnergraph_sync', async (trx) => {
    await trx
      .updateTable('operation')
      .set(values as never)
      .where('id', '=', operation.id)
      .execute();
    const asked = ask();
    // The caller has the deal's row by now, or is through.
    const early = await Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, 300, null))]);
    await dealWriteTarget.tell(trx, operation, tell);
    return early ?? asked;
  });
}

async function submitted(): Promise<{ readonly id: string; readonly operation: OperationRow }> {
  const { id } = await addDraft(room, firm.partner);
  await change(room, firm.partner, 'submitDeal', { id });
  const operation = (await sentOf(room, firm.partner)).at(-1);
  if (!operation) throw new Error('nothing was submitted');
  return { id, operation };
}

const ask = (name: ChangeName, id: string): Promise<Changed> => change(room, firm.partner, name, { id });

describe('a caller beside a worker that stores what came of the same deal', () => {
  test('is told that it is being sent when it withdraws it, and neither waits for the other', async () => {
    const { id, operation } = await submitted();
    const changed = await whileWorkerStores(operation, { state: 'SENDING' }, () => ask('withdrawDeal', id));
    expect(told(changed.errors)).toEqual(['/id LOCKED']);
    expect(await seeDeal(room, firm.partner, id)).toMatchObject({
      dealStatus: 'DRAFT',
      pendingWrite: { state: 'SENDING' },
    });
  });

  test('adds nothing when it submits it again as the first submission ends', async () => {
    for (const state of ['REFUSED', 'NEEDS_REVIEW', 'DONE']) {
      const { id, operation } = await submitted();
      const changed = await whileWorkerStores(operation, { state }, () => ask('submitDeal', id));
      expect(changed.errors).toEqual([]);
      const sent = (await sentOf(room, firm.partner)).filter(({ target_id }) => target_id === operation.target_id);
      expect(sent.map((each) => each.state)).toEqual([state]);
    }
  });

  test('does not take up again what somebody else is taking up', async () => {
    const { id, operation } = await submitted();
    await setOperation(room, firm.partner, operation.id, { state: 'NEEDS_REVIEW', attempts: 9 });
    const changed = await whileWorkerStores(operation, { state: 'QUEUED', attempts: 1 }, () => ask('submitDeal', id));
    expect(changed.errors).toEqual([]);
    expect((await sentOf(room, firm.partner)).at(-1)).toMatchObject({ state: 'QUEUED', attempts: 1 });
  });
});
