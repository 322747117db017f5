import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runOperation } from '../../../sync/push/run-operation.ts';
import { until } from '../support/until.ts';
import { addDraft, bring, dealOf, history, memoryVendor, readingBack, realEffects } from './support/deals.ts';
import { MemoryVendor } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
afterAll(() => bench.close());

function turn(vendor: Pick<MemoryVendor, 'session'>): Promise<void> {
  return bench.turn(vendor, 'never', { effects: realEffects(bench) });
}

/** A vendor, and the first number it gives: one that no other test has. */
let vendors = 0;
function vendorWithNumber(): { readonly vendor: MemoryVendor; readonly number: string } {
  const vendor = memoryVendor(bench);
  vendors += 1;
  vendor.prefix = `N${vendors}`;
  return { vendor, number: `N${vendors}-1` };
}

describe('a deal that the vendor has taken', () => {
  test('is stored as its feed would store it, under the number it got, with what was done in its history', async () => {
    const { vendor, number } = vendorWithNumber();
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    await turn(readingBack(vendor, { status: 'IN_REVIEW', name: 'As the vendor has it' }));
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(await dealOf(bench, target)).toMatchObject({
      remote_id: number,
      external_id: target,
      reported_id: target,
      feed: 'deals',
      seen_run: id,
      status: 'IN_REVIEW',
      name: 'As the vendor has it',
    });
    expect((await history(bench, target)).toSorted()).toEqual(
      ['CREATED', 'RECONCILED', 'STATUS_CHANGED', 'WRITE_SENT'].toSorted(),
    );
  });

  test('becomes one with the row that a run has brought under that number meanwhile', async () => {
    const { vendor, number } = vendorWithNumber();
    const target = await addDraft(bench);
    await bring(bench, { remoteId: number, status: 'SUBMITTED', name: 'Brought by a run' });
    await bench.queue({ target });
    await turn(vendor);
    const rows = await bench.as((trx) =>
      trx.selectFrom('deal').select(['id', 'name', 'status']).where('remote_id', '=', number).execute(),
    );
    expect(rows).toEqual([{ id: target, name: 'Brought by a run', status: 'SUBMITTED' }]);
    const payloads = await bench.as((trx) =>
      trx.selectFrom('vendor_payload').select('payload').where('node_id', '=', target).execute(),
    );
    expect(payloads).toEqual([{ payload: { value: { id: number } } }]);
  });

  test('is taken all the same where the record that was read back can not be stored', async () => {
    const { vendor, number } = vendorWithNumber();
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    await turn(readingBack(vendor, { closeOn: 'the day after' }));
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(await dealOf(bench, target)).toMatchObject({ remote_id: number, close_on: '2026-12-31' });
    expect(await history(bench, target)).toContain('RECONCILED');
  });

  test('under the number of another deal of the partner’s is a person’s case, and neither deal is changed', async () => {
    const { vendor, number } = vendorWithNumber();
    const first = await addDraft(bench);
    await bench.queue({ target: first });
    await turn(vendor);
    vendor.records.pop();
    const second = await addDraft(bench);
    const id = await bench.queue({ target: second });
    await turn(vendor);
    const operation = await bench.operation(id);
    expect([operation.state, operation.progress]).toEqual(['NEEDS_REVIEW', { remoteId: number, submitted: true }]);
    expect(operation.reason).toContain(`under the number ${number}, which another record of this partner has here`);
    expect((await dealOf(bench, first))?.remote_id).toBe(number);
    expect((await dealOf(bench, second))?.remote_id).toBe(second);
    expect(await history(bench, second)).toContain('WRITE_FAILED');
  });

  test('gives its number to the changes that were queued behind it', async () => {
    const { vendor, number } = vendorWithNumber();
    const target = await addDraft(bench);
    await bench.queue({ target });
    const change = await bench.queue({ target, kind: 'UPDATE_DEAL' });
    await turn(vendor);
    const asked: Array<string | null> = [];
    const session = vendor.session();
    await turn({
      session: () => ({
        ...session,
        plan: async (intent) => {
          asked.push(intent.remoteId);
          return { kind: 'done', remoteId: intent.remoteId, record: null, feed: null };
        },
      }),
    });
    expect(asked).toEqual([number]);
    expect((await bench.operation(change)).state).toBe('DONE');
  });
});

describe('a submission that the vendor refuses', () => {
  test('is told in the history of the deal, which stays a draft', async () => {
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const errors = [{ path: '/name', code: 'INVALID', message: 'no', vendorCode: 'E1', editable: true }] as const;
    await turn({
      session: () => ({ ...memoryVendor(bench).session(), plan: async () => ({ kind: 'refused', errors }) }),
    });
    expect(await bench.operation(id)).toMatchObject({ state: 'REFUSED', field_errors: errors, unresolved: false });
    expect((await dealOf(bench, target))?.status).toBe('DRAFT');
    expect(await history(bench, target)).toEqual(['CREATED', 'WRITE_FAILED']);
  });
});

describe('a caller that holds the deal while a result is stored', () => {
  test('can still change its writes: the two never wait for each other in a circle', async () => {
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const refusing = { ...memoryVendor(bench).session(), plan: async () => ({ kind: 'refused', errors: [] }) as const };
    const { pool } = bench.db.database;
    const isWaiting = async (): Promise<boolean> => {
      const { rows } = await pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    };
    let turned: Promise<void> = Promise.resolve();
    await bench.as(async (trx) => {
      await trx.selectFrom('deal').select('id').where('id', '=', target).forUpdate().execute();
      turned = turn({ session: () => refusing });
      await until(isWaiting);
      await trx.updateTable('operation').set({ attempts: 0 }).where('id', '=', id).execute();
    });
    await turned;
    expect((await bench.operation(id)).state).toBe('REFUSED');
  });
});

describe('what a write costs the database', () => {
  test('is bounded: six short transactions for two calls, of a handful of statements each', async () => {
    const { vendor } = vendorWithNumber();
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const due = (await bench.due()).find((each) => each.id === id);
    if (!due) throw new Error('nothing is due');
    bench.db.takeStatements();
    await runOperation(bench.options(vendor, 'never', { effects: realEffects(bench) }), due);
    const statements = bench.db.takeStatements();
    expect((await bench.operation(id)).state).toBe('DONE');
    // To take it 4; 8 before the first call and 10 after it; 6 and 6 around the second; 11 for its end and the history.
    expect(statements.length).toBeLessThanOrEqual(45);
    expect(statements.filter((text) => text.startsWith('commit'))).toHaveLength(6);
  });
});
