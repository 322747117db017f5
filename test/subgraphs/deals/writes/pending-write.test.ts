import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OPERATION_STATES, type OperationState } from '../../../../platform/writes/vocabulary.ts';
import { storeOperation } from '../../../../platform/writes/operation-store.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { promiseFixedStatements } from '../../support/statement-promises.ts';
import { dealRecord } from '../records.ts';
import { addSent } from './ready.ts';
import { addDraft, addFirm, openWritesRoom, rowOf, seeDeal, setOperation, type Firm } from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

interface Stored {
  readonly state: OperationState;
  readonly kind: 'SUBMIT_DEAL' | 'UPDATE_DEAL' | 'EDIT_DRAFT' | 'REPEAT';
}

/** Stores an operation of a deal in a state. @returns its id */
async function addOperation(dealId: string, { state, kind }: Stored, values: object = {}): Promise<string> {
  const id = randomUUID();
  const author = { partnerId: firm.partner.uuid, actor: 'tester', actorPartnerId: firm.partner.uuid };
  await room.tenants.as(firm.partner, 'partnergraph_app', (trx) =>
    storeOperation(
      trx,
      author,
      { kind, idempotencyKey: id, input: {} },
      {
        id,
        vendorId: 'alpha',
        area: 'DEAL',
        connectionId: firm.alpha.id,
        target: { kind: 'DEAL', id: rowOf(dealId) },
        intent: null,
        answer: {},
        state: 'QUEUED',
        now: room.clock.now(),
      },
    ),
  );
  await setOperation(room, firm.partner, id, { state, ...values });
  return id;
}

const SHOWN: Readonly<Record<OperationState, string>> = {
  QUEUED: 'QUEUED',
  SENDING: 'SENDING',
  UNCERTAIN: 'UNCERTAIN',
  AWAITING_PORTAL: 'AWAITING_PORTAL',
  DONE: 'CLEAN',
  REFUSED: 'FAILED',
  NEEDS_REVIEW: 'FAILED',
  CANCELLED: 'CLEAN',
};

const WRITE_STATES = ['CLEAN', 'QUEUED', 'SENDING', 'UNCERTAIN', 'AWAITING_PORTAL', 'FAILED'] as const;

async function foundBy(pendingWrite: readonly string[]): Promise<Set<string>> {
  const { deals } = await room.read<{ deals: { totalCount: number; nodes: Array<{ id: string }> } }>({
    as: firm.partner,
    query: 'query ($filter: DealFilter) { deals(filter: $filter, first: 100) { totalCount nodes { id } } }',
    variables: { filter: { pendingWrite } },
  });
  expect(deals.totalCount).toBe(deals.nodes.length);
  return new Set(deals.nodes.map(({ id }) => id));
}

describe('what is outstanding of a deal', () => {
  test.each(OPERATION_STATES)(
    'with an operation that is %s is told as such, with when it is tried next',
    async (state) => {
      const { id } = await addDraft(room, firm.partner);
      const runAt = new Date('2026-06-15T13:00:00.000Z');
      await addOperation(id, { state, kind: 'SUBMIT_DEAL' }, { attempts: 2, reason: 'Because', run_at: runAt });
      const isShown = SHOWN[state] !== 'CLEAN';
      const waits = state === 'QUEUED' || state === 'UNCERTAIN';
      expect((await seeDeal(room, firm.partner, id))?.pendingWrite).toEqual({
        state: SHOWN[state],
        operation: isShown ? 'SUBMIT_DEAL' : null,
        queuedAt: isShown ? room.clock.now().toISOString() : null,
        nextAttemptAt: waits ? runAt.toISOString() : null,
        attempts: isShown ? 2 : 0,
        reason: isShown ? 'Because' : null,
        fieldErrors: [],
        handoff: null,
      });
    },
  );

  const stored: fc.Arbitrary<Stored> = fc.record({
    state: fc.constantFrom(...OPERATION_STATES),
    kind: fc.constantFrom('SUBMIT_DEAL', 'UPDATE_DEAL', 'EDIT_DRAFT', 'REPEAT'),
  });
  /** Two calls about one record are never under way together: the database says so. */
  const possible = (each: readonly Stored[]): boolean =>
    each.filter(({ state }) => state === 'SENDING' || state === 'UNCERTAIN').length <= 1;

  test('is in a list filtered by exactly the states that it tells of itself, whatever operations it has', async () => {
    const histories = fc.array(fc.array(stored, { maxLength: 4 }).filter(possible), { minLength: 3, maxLength: 6 });
    const filters = fc.uniqueArray(fc.constantFrom(...WRITE_STATES), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(histories, filters, async (deals, wanted) => {
        firm = await addFirm(room);
        const states = new Map<string, string>();
        for (const operations of deals) {
          const id = await addSent(room, firm.alpha);
          for (const operation of operations) await addOperation(id, operation);
          states.set(id, (await seeDeal(room, firm.partner, id))?.pendingWrite.state ?? '');
        }
        for (const state of [...WRITE_STATES.map((one) => [one]), wanted]) {
          const expected = [...states].filter(([, shown]) => state.some((one) => one === shown)).map(([id]) => id);
          expect(await foundBy(state)).toEqual(new Set(expected));
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('is what a person must look at before what goes on by itself, and that in its order', async () => {
    const { id } = await addDraft(room, firm.partner);
    const pending = async (): Promise<unknown> => {
      const deal = await seeDeal(room, firm.partner, id);
      return [deal?.pendingWrite.state, deal?.pendingWrite.operation];
    };
    await addOperation(id, { state: 'REFUSED', kind: 'SUBMIT_DEAL' });
    await addOperation(id, { state: 'DONE', kind: 'EDIT_DRAFT' });
    await addOperation(id, { state: 'DONE', kind: 'REPEAT' });
    expect(await pending()).toEqual(['FAILED', 'SUBMIT_DEAL']);
    await addOperation(id, { state: 'QUEUED', kind: 'UPDATE_DEAL' });
    expect(await pending()).toEqual(['QUEUED', 'UPDATE_DEAL']);
    const before = await addOperation(id, { state: 'UNCERTAIN', kind: 'SUBMIT_DEAL' });
    expect(await pending()).toEqual(['QUEUED', 'UPDATE_DEAL']);
    await setOperation(room, firm.partner, before, { state: 'NEEDS_REVIEW' });
    expect(await pending()).toEqual(['FAILED', 'SUBMIT_DEAL']);
  });

  test('is counted on the connection, what waits for a person too, and nothing that has ended', async () => {
    for (const state of OPERATION_STATES) {
      await addOperation(await addSent(room, firm.alpha), { state, kind: 'UPDATE_DEAL' });
    }
    const { connections } = await room.read<{ connections: Array<{ vendor: { id: string }; queuedWrites: number }> }>({
      as: firm.partner,
      query: '{ connections { vendor { id } queuedWrites } }',
      graph: 'connections',
    });
    expect(connections.find(({ vendor }) => vendor.id === 'alpha')?.queuedWrites).toBe(5);
  });
});

describe('a page of deals with what is outstanding of each', () => {
  promiseFixedStatements({
    room: () => room,
    query: `{ deals(first: 50, filter: { pendingWrite: [CLEAN, QUEUED] }) { nodes { id opportunity { id } team { id }
      pendingWrite { state operation reason fieldErrors { path } handoff { portalUrl } } } } }`,
    area: 'DEAL',
    vendor: 'alpha',
    record: (number) => dealRecord({ remoteId: `D-${number}` }),
    statements: 5,
  });
});
