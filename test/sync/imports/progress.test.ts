import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CheckedRow } from '../../../vendors/files/index.ts';
import { feedOf, findFileMap } from '../../../vendors/files/index.ts';
import { checkImport } from '../../../sync/imports/check-import.ts';
import { createImportService } from '../../../sync/imports/import-service.ts';
import { insertImport, jsonColumn } from '../../../sync/imports/import-store.ts';
import type { ImportTarget } from '../../../sync/imports/import-target.ts';
import { dealCsv } from '../../vendors/files/support/read-file.ts';
import { importNode, openImportHouse, type ImportHouse, type Tenant } from './support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

/** Rows that stop after so many, until they are let go on. */
function haltingRows(
  first: number,
  then: number,
): { rows: AsyncIterable<CheckedRow>; halted: Promise<void>; goOn: () => void } {
  const halt = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const rejected = (index: number): CheckedRow => ({
    item: { malformed: { remoteId: `D-${index}`, path: '', problem: 'none' } },
    problems: [],
  });
  async function* rows(): AsyncGenerator<CheckedRow> {
    for (let index = 0; index < first; index += 1) yield rejected(index);
    halt.resolve();
    await gate.promise;
    for (let index = 0; index < then; index += 1) yield rejected(first + index);
  }
  return { rows: rows(), halted: halt.promise, goOn: gate.resolve };
}

/** An import that is being checked, as an upload makes it. */
async function openCheck(): Promise<ImportTarget> {
  const map = findFileMap('dell', 'DEAL');
  if (!map) throw new Error('no map');
  const now = house.clock.now();
  const of = { partnerId: tenant.partnerId, connectionId: String(tenant.connections['dell']), vendorId: 'dell' };
  const target = { importId: randomUUID(), ...of, feed: feedOf(map), fetchedAt: now };
  await house.db.as(
    tenant.partnerId,
    (trx) =>
      insertImport(trx, {
        id: target.importId,
        partner_id: of.partnerId,
        connection_id: of.connectionId,
        vendor_id: 'dell',
        area: 'DEAL',
        feed: target.feed.name,
        state: 'CHECKING',
        as_of: '2026-06-30',
        sha256: '',
        map: null,
        sent_by: 'user:tester',
        sent_at: now,
        progress_at: now,
        ended_at: null,
        problems: jsonColumn([]),
        preview: jsonColumn([]),
        repeats: null,
        run_id: null,
      }),
    'partnergraph_sync',
  );
  return target;
}

const STATE =
  'query ($id: ID!) { node(id: $id) { ... on FileImport { state rows accepted problems { row message } } } }';

function stateOf(target: ImportTarget) {
  return house.ask(tenant, STATE, { id: importNode(target.importId) });
}

describe('a check under way', () => {
  test('shows how many rows it has read, and can not be committed', async () => {
    const target = await openCheck();
    const { rows, halted, goOn } = haltingRows(1_100, 50);
    const run = checkImport(
      house.options,
      target,
      { rows, close: async () => undefined },
      new AbortController().signal,
    );
    await halted;
    expect((await stateOf(target)).data).toEqual({
      node: { state: 'CHECKING', rows: 1_000, accepted: 0, problems: [] },
    });
    expect(await house.service.commit(tenant.partnerId, target.importId)).toEqual({
      code: 'WRONG_STATE',
      message: 'The file is still being checked: 1000 rows so far.',
    });
    goOn();
    await run;
    expect((await stateOf(target)).data).toMatchObject({ node: { state: 'CHECKED', rows: 1_150 } });
  });

  test('stops when the import is discarded', async () => {
    const target = await openCheck();
    const { rows, halted, goOn } = haltingRows(600, 600);
    const run = checkImport(
      house.options,
      target,
      { rows, close: async () => undefined },
      new AbortController().signal,
    );
    await halted;
    expect(await house.service.discard(tenant.partnerId, target.importId)).toBeNull();
    goOn();
    await run;
    expect(await house.row(tenant, target.importId)).toMatchObject({ state: 'DISCARDED', rows: 500 });
    expect(await house.parts(tenant)).toBe(0);
  });

  test('says that it was interrupted when the process stops', async () => {
    const target = await openCheck();
    const stopping = new AbortController();
    const { rows, halted, goOn } = haltingRows(600, 600);
    const run = checkImport(house.options, target, { rows, close: async () => undefined }, stopping.signal);
    await halted;
    stopping.abort();
    goOn();
    await run;
    const row = await house.row(tenant, target.importId);
    expect(row.state).toBe('REFUSED');
    expect(row.problems.value[0]?.message).toMatch(/interrupted before it ended. Send the file again/);
    expect(await house.parts(tenant)).toBe(0);
  });

  test('that has died with its process shows as interrupted, and is swept away by the next upload', async () => {
    const target = await openCheck();
    house.clock.advance(6 * 60_000);
    expect((await stateOf(target)).data).toMatchObject({
      node: { state: 'REFUSED', problems: [{ row: 0, message: expect.stringMatching(/interrupted/) }] },
    });
    expect(await house.service.commit(tenant.partnerId, target.importId)).toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/interrupted/),
    });
    await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    expect(await house.row(tenant, target.importId)).toMatchObject({ state: 'REFUSED' });
  });

  test('that meets a fault of ours says so without its text', async () => {
    const target = await openCheck();
    async function* faulty(): AsyncGenerator<CheckedRow> {
      yield { item: { malformed: { remoteId: null, path: '', problem: '' } }, problems: [] };
      throw new Error('secret of the house');
    }
    await checkImport(
      house.options,
      target,
      { rows: faulty(), close: async () => undefined },
      new AbortController().signal,
    );
    const { problems, state } = await house.row(tenant, target.importId);
    expect(state).toBe('REFUSED');
    expect(problems.value[0]?.message).toBe(
      'The file could not be checked because of a fault on our side. Send it again.',
    );
  });
});

describe('one process', () => {
  test('checks four files at a time and asks others to come again', async () => {
    const file = dealCsv(...Array.from({ length: 3_000 }, (_unused, index) => `D-${index},Approved,Acme,,,`));
    const sent = await Promise.allSettled([1, 2, 3, 4, 5].map(() => house.send(tenant, file)));
    expect(sent.slice(0, 4).map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
    expect(sent[4]).toMatchObject({ status: 'rejected', reason: { kind: 'BUSY', retryAfterSeconds: 10 } });
    for (const each of sent) if (each.status === 'fulfilled') await house.settled(tenant, each.value.id);
    await house.checked(tenant, file);
  });

  test('that stops waits for its checks to say so, and takes no more', async () => {
    const service = createImportService(house.options);
    const upload = {
      partnerId: tenant.partnerId,
      subject: 'user:tester',
      target: { vendor: 'dell' },
      area: 'DEAL',
      asOf: '2026-06-30',
      content: Buffer.from(
        dealCsv(...Array.from({ length: 5_000 }, (_unused, index) => `D-${index},Approved,Acme,,,`)),
      ),
    } as const;
    const { id } = await service.accept(upload);
    await service.stop();
    expect(await house.row(tenant, id)).toMatchObject({ state: 'REFUSED', ended_at: house.clock.now() });
    await expect(service.accept(upload)).rejects.toMatchObject({ kind: 'BUSY' });
  });
});
