import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IngestOrigin } from '../../../../platform/ingest/ingest.ts';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { dealIngest } from '../../../../subgraphs/deals/ingest.ts';
import { dealWriteTarget } from '../../../../subgraphs/deals/index.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { dealRecord } from '../records.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  rowOf,
  seeDeal,
  sentOf,
  type Firm,
  type SeenDeal,
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

const FEED = { area: 'DEAL', feed: 'deal' } as const;

/** A draft at alpha that was submitted. */
async function addSubmitted(): Promise<SeenDeal> {
  const draft = await addDraft(room, firm.partner);
  await change(room, firm.partner, 'submitDeal', { id: draft.id });
  return draft;
}

const pull = (...records: DealRecord[]): Promise<unknown> => room.feeder.feed(firm.alpha, records, FEED);

const recordOf = (deal: SeenDeal, remoteId: string, more: Partial<DealRecord> = {}): DealRecord =>
  dealRecord({ remoteId, externalId: rowOf(deal.id), name: 'As the vendor has it', remoteVersion: 'v1', ...more });

const listed = async (): Promise<Array<{ id: string; source: { remoteId: string; deletedUpstream: boolean } }>> => {
  const query = '{ deals(first: 50) { nodes { id source { remoteId deletedUpstream } } } }';
  const { deals } = await room.read<{ deals: { nodes: Awaited<ReturnType<typeof listed>> } }>({
    as: firm.partner,
    query,
  });
  return deals.nodes;
};
const pairs = async (): Promise<unknown[]> => (await listed()).map(({ id, source }) => [id, source.remoteId]);

/** What a worker does once the vendor has named the record. */
async function named(remoteId: string): Promise<void> {
  const operation = (await sentOf(room, firm.partner)).at(-1);
  if (!operation) throw new Error('nothing was submitted');
  await room.tenants.as(firm.partner, 'partnergraph_sync', (trx) =>
    dealWriteTarget.named(trx, operation, remoteId, room.clock.now()),
  );
}

describe('a record that carries the number that we gave', () => {
  test('is the draft’s own row: its id, its sale, its team and its history stay', async () => {
    const draft = await addSubmitted();
    await change(room, firm.partner, 'updateDeal', { id: draft.id, patch: { team: [firm.partner.id] } });
    await pull(recordOf(draft, 'A-1'));
    expect(await pairs()).toEqual([[draft.id, 'A-1']]);
    const seen = await seeDeal(room, firm.partner, draft.id);
    expect(seen).toMatchObject({
      name: 'As the vendor has it',
      dealStatus: 'SUBMITTED',
      opportunity: draft.opportunity,
      team: [{ id: firm.partner.id }],
      source: { remoteVersion: 'v1' },
    });
    expect(seen?.history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['CREATED', 'WRITE_QUEUED', 'STATUS_CHANGED']),
    );
    expect((await room.tenants.changes(firm.partner)).at(-1)).toMatchObject({
      action: 'UPDATED',
      node_id: rowOf(draft.id),
    });
  });

  test('and comes again is that row still, also once it no longer carries our number', async () => {
    const draft = await addSubmitted();
    await pull(recordOf(draft, 'A-2'));
    expect(await room.feeder.feed(firm.alpha, [recordOf(draft, 'A-2')], FEED)).toMatchObject({ unchanged: 1 });
    await pull(recordOf(draft, 'A-2', { externalId: null, name: 'Another name' }));
    expect(await pairs()).toEqual([[draft.id, 'A-2']]);
  });

  test('is found at the vendor by the worker too: nothing more is named', async () => {
    const draft = await addSubmitted();
    await pull(recordOf(draft, 'A-3'));
    await named('A-3');
    expect(await pairs()).toEqual([[draft.id, 'A-3']]);
  });

  test('of another firm, or over another connection, is nobody’s row', async () => {
    const draft = await addSubmitted();
    const other = await addFirm(room, 'Another firm');
    await room.feeder.feed(other.alpha, [recordOf(draft, 'A-4')], FEED);
    await room.feeder.feed(firm.beta, [recordOf(draft, 'A-4')], FEED);
    expect(await seeDeal(room, firm.partner, draft.id)).toMatchObject({ dealStatus: 'DRAFT' });
    expect(await listed()).toHaveLength(2);
  });
});

describe('a second record with the same number of ours', () => {
  test('stays a second row, so that the sweep can tell of it', async () => {
    const draft = await addSubmitted();
    await pull(recordOf(draft, 'A-1'));
    await pull(recordOf(draft, 'A-2'));
    expect(await pairs()).toHaveLength(2);
    expect(await pairs()).toContainEqual([draft.id, 'A-1']);
  });

  test('stays a second row on the same page, too, whatever is read again', async () => {
    const draft = await addSubmitted();
    for (let run = 0; run < 2; run += 1) {
      await pull(recordOf(draft, 'A-1'), recordOf(draft, 'A-2'));
      expect(await pairs()).toHaveLength(2);
      expect(await pairs()).toContainEqual([draft.id, 'A-1']);
      expect((await listed()).map(({ source }) => source.remoteId).toSorted()).toEqual(['A-1', 'A-2']);
    }
  });

  test('is not one when a page lists the same record twice: the last one counts', async () => {
    const draft = await addSubmitted();
    await pull(recordOf(draft, 'A-1', { name: 'First' }), recordOf(draft, 'A-1', { name: 'Last' }));
    expect(await pairs()).toEqual([[draft.id, 'A-1']]);
    expect((await seeDeal(room, firm.partner, draft.id))?.name).toBe('Last');
  });
});

describe('a record that a run brought before the worker could name the deal', () => {
  test('becomes the draft’s row, with all that hangs on it', async () => {
    const draft = await addSubmitted();
    await pull(dealRecord({ remoteId: 'A-9', name: 'As the vendor has it', status: 'IN_REVIEW' }));
    expect(await listed()).toHaveLength(2);
    await named('A-9');
    expect(await pairs()).toEqual([[draft.id, 'A-9']]);
    const seen = await seeDeal(room, firm.partner, draft.id);
    expect(seen).toMatchObject({
      name: 'As the vendor has it',
      dealStatus: 'IN_REVIEW',
      opportunity: draft.opportunity,
    });
    expect(seen?.history.filter(({ kind }) => kind === 'CREATED')).toHaveLength(2);
    await pull(dealRecord({ remoteId: 'A-9', status: 'APPROVED' }));
    expect(await seeDeal(room, firm.partner, draft.id)).toMatchObject({ dealStatus: 'APPROVED' });
    expect(await listed()).toHaveLength(1);
  });
});

describe('a full run of the feed', () => {
  const originOf = (runId: string, startedAt: Date): Omit<IngestOrigin, 'fetchedAt'> => ({
    partnerId: firm.partner.uuid,
    connectionId: firm.alpha.id,
    vendorId: 'alpha',
    feed: FEED.feed,
    area: FEED.area,
    transport: 'API',
    runId,
    startedAt,
  });
  const endRun = (origin: Omit<IngestOrigin, 'fetchedAt'>): Promise<number> =>
    room.tenants.as(firm.partner, 'partnergraph_sync', (trx) => dealIngest.markUnseen(trx, origin, room.clock.now()));

  test('does not count a draft as gone: no vendor has it yet', async () => {
    const draft = await addSubmitted();
    expect(await endRun(originOf(randomUUID(), room.clock.now()))).toBe(0);
    expect(await listed()).toMatchObject([{ id: draft.id, source: { deletedUpstream: false } }]);
  });

  test('that began before our write does not count the record as gone, and the next one does', async () => {
    const draft = await addSubmitted();
    const startedAt = room.clock.now();
    room.clock.advance(1_000);
    await pull(recordOf(draft, 'A-1'));
    expect(await endRun(originOf(randomUUID(), startedAt))).toBe(0);
    room.clock.advance(1_000);
    expect(await endRun(originOf(randomUUID(), room.clock.now()))).toBe(1);
    expect(await listed()).toMatchObject([{ id: draft.id, source: { deletedUpstream: true } }]);
  });
});

describe('a submission that the vendor took', () => {
  test('is no draft any more, even when no record could be read back', async () => {
    const draft = await addSubmitted();
    await named('A-1');
    const [operation] = await sentOf(room, firm.partner);
    if (!operation) throw new Error('nothing was submitted');
    const at = room.clock.now();
    await room.tenants.as(firm.partner, 'partnergraph_sync', async (trx) => {
      await trx.updateTable('operation').set({ state: 'DONE' }).where('id', '=', operation.id).execute();
      await dealWriteTarget.tell(trx, operation, { kind: 'RECONCILED', at, note: null });
    });
    const taken = await seeDeal(room, firm.partner, draft.id);
    expect(taken).toMatchObject({ dealStatus: 'SUBMITTED' });
    expect(taken?.history.find(({ kind }) => kind === 'RECONCILED')).toMatchObject({ from: 'DRAFT', to: 'SUBMITTED' });
    await pull(recordOf(draft, 'A-1', { status: 'APPROVED' }));
    expect(await seeDeal(room, firm.partner, draft.id)).toMatchObject({ dealStatus: 'APPROVED' });
  });
});
