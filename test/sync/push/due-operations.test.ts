import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Candidates } from '../../../sync/push/candidates.ts';
import { dueOperations, type DueBounds, type DueOperation } from '../../../sync/push/due-operations.ts';
import { PushBench, type Firm } from './support/push-bench.ts';

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
beforeEach(() => bench.clear());
afterAll(() => bench.close());

function due(bounds: Partial<DueBounds> = {}): Promise<DueOperation[]> {
  const all = { limit: 100, perConnection: 100, ...bounds };
  return dueOperations(bench.db.database.kysely, bench.clock.now(), all);
}

/** Queues thousands at once. */
async function queueMany({ partnerId, connectionId, vendorId }: Firm, count: number): Promise<void> {
  const now = bench.clock.now();
  await bench.db.as(
    partnerId,
    async (trx) => {
      await sql`
        insert into operation (id, partner_id, vendor_id, area, connection_id, kind, target_kind, target_id,
          idempotency_key, input_hash, actor, actor_partner_id, state, run_at, queued_at)
        select gen_random_uuid(), ${partnerId}, ${vendorId}, 'DEAL', ${connectionId}, 'SUBMIT_DEAL', 'DEAL',
          gen_random_uuid(), gen_random_uuid()::text, '', 'tester', ${partnerId}, 'QUEUED', ${now}::timestamptz, ${now}::timestamptz
        from generate_series(1, ${count}::int)`.execute(trx);
    },
    'partnergraph_sync',
  );
}

describe('what is due', () => {
  test('has the first of every connection before the second of any, however long one queue is', async () => {
    const [busy, other] = [await bench.addFirm(), await bench.addFirm()];
    await queueMany(busy, 10_000);
    bench.clock.advance(1_000);
    const last = await bench.queue({ firm: other });
    const found = await due({ limit: 4, perConnection: 3 });
    expect(found.map(({ connection_id }) => connection_id)).toEqual([
      busy.connectionId,
      other.connectionId,
      busy.connectionId,
      busy.connectionId,
    ]);
    expect(found[1]?.id).toBe(last);
  });

  test('leaves out what this process is as busy with as it may be', async () => {
    const [first, second] = [await bench.addFirm('beta'), await bench.addFirm()];
    const ids = {
      alpha: await bench.queue(),
      beta: await bench.queue({ firm: first }),
      second: await bench.queue({ firm: second }),
    };
    const idsOf = async (except: Partial<DueBounds['except']>): Promise<string[]> => {
      const nothing = { operations: [], connections: [], vendors: [] };
      return (await due({ except: { ...nothing, ...except } })).map(({ id }) => id).toSorted();
    };
    expect(await idsOf({})).toEqual(Object.values(ids).toSorted());
    expect(await idsOf({ operations: [ids.alpha] })).toEqual([ids.beta, ids.second].toSorted());
    expect(await idsOf({ connections: [second.connectionId] })).toEqual([ids.alpha, ids.beta].toSorted());
    expect(await idsOf({ vendors: ['alpha'] })).toEqual([ids.beta]);
  });

  test('has what belongs to no connection too, so that somebody is told', async () => {
    const id = await bench.queue();
    await bench.change(id, { connection_id: null });
    expect((await due()).map((each) => each.id)).toEqual([id]);
  });
});

describe('the places of a process', () => {
  const operation = (id: string, connection: string, vendor = 'alpha'): DueOperation => ({
    id,
    partner_id: 'p',
    vendor_id: vendor,
    connection_id: connection,
  });
  const taken = (candidates: Candidates): string[] => {
    const ids: string[] = [];
    for (let due = candidates.take(); due !== null; due = candidates.take()) ids.push(due.id);
    return ids;
  };

  test('are given out a few a connection, a few a vendor, and no operation twice', () => {
    const candidates = new Candidates({ concurrency: 5, perConnection: 2, perVendor: 3 });
    candidates.found([
      operation('1', 'a'),
      operation('1', 'a'),
      operation('2', 'a'),
      operation('3', 'a'),
      operation('4', 'b'),
      operation('5', 'c'),
      operation('6', 'd', 'beta'),
      operation('7', 'e', 'beta'),
      operation('8', 'f', 'gamma'),
    ]);
    expect(taken(candidates)).toEqual(['1', '2', '4', '6', '7']);
    expect(candidates.isFull).toBe(true);
    expect(candidates.bounds().except).toEqual({
      operations: ['1', '2', '4', '6', '7'],
      connections: ['a'],
      vendors: ['alpha'],
    });
  });

  test('that become free are given to who waits already, without another look', () => {
    const candidates = new Candidates({ concurrency: 2, perConnection: 1, perVendor: 2 });
    const [first, second] = [operation('1', 'a'), operation('2', 'a')];
    candidates.found([first, second]);
    expect(taken(candidates)).toEqual(['1']);
    candidates.found([]);
    candidates.ended(first);
    expect(taken(candidates)).toEqual(['2']);
    candidates.ended(second);
    expect(taken(candidates)).toEqual([]);
  });
});
