import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bringExports, type BringExportsOptions } from '../../demo/exports/bring-exports.ts';
import { demoPartnerId } from '../../demo/partner-id.ts';
import type { Upload } from '../../platform/imports/contract.ts';
import { openImportHouse, type ImportHouse } from '../sync/imports/support/import-house.ts';

const PARTNER = 1;

let house: ImportHouse;
beforeAll(async () => {
  house = await openImportHouse();
  const partner_id = demoPartnerId(PARTNER);
  await house.db.addPartner(partner_id, 'A demo partner');
  const connection = { id: randomUUID(), partner_id, vendor_id: 'dell', next_attempt_at: house.clock.now() };
  const times = { running_since: null, last_attempt_at: null, last_success_at: null };
  await house.db.as(
    partner_id,
    (trx) =>
      trx
        .insertInto('connection')
        .values({ ...connection, ...times })
        .execute(),
    'partnergraph_sync',
  );
}, 60_000);
afterAll(() => house.close());

function options(more: Partial<BringExportsOptions> = {}): BringExportsOptions {
  return { ...house.options, imports: house.service, sandboxSeed: 20_260_402, dealsPerPartner: 0, ...more };
}

/** Takes a file in, and dies before it has read the first row of it, long ago. */
async function acceptAndDie(upload: Upload): Promise<{ id: string; repeats: null }> {
  const { id } = await house.service.accept(upload);
  const progress_at = new Date(house.clock.now().getTime() - 60 * 60_000);
  await house.settled({ partnerId: upload.partnerId, connections: {} }, id);
  await house.db.as(
    upload.partnerId,
    (trx) => trx.updateTable('file_import').set({ state: 'CHECKING', progress_at }).where('id', '=', id).execute(),
    'partnergraph_sync',
  );
  return { id, repeats: null };
}

describe('the exports of the demonstration', () => {
  test('do not keep the start waiting for a check that has died', async () => {
    const imports = { ...house.service, accept: acceptAndDie };
    expect(await bringExports(options({ imports }), [PARTNER])).toEqual({ done: 0, all: 3 });
  });

  test('are brought in once, however often it is started', async () => {
    const committed = (): Promise<object[]> =>
      house.db.as(demoPartnerId(PARTNER), (trx) =>
        trx.selectFrom('file_import').select('id').where('state', '=', 'COMMITTED').execute(),
      );
    expect(await bringExports(options(), [PARTNER])).toEqual({ done: 3, all: 3 });
    expect(await bringExports(options(), [PARTNER])).toEqual({ done: 3, all: 3 });
    expect(await committed()).toHaveLength(3);
  });
});
