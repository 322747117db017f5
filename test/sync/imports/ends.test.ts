import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { createImportService } from '../../../sync/imports/import-service.ts';
import { dealCsv } from '../../vendors/files/support/read-file.ts';
import { openImportHouse, type ImportHouse, type Tenant } from './support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

const ONE_DEAL = dealCsv('D-1,Approved,Acme,,,');
const NEXT = dealCsv('D-1,Won,Acme,,,');

/** A file of more rows than fit into one part. */
function longFile(rows: number): string {
  return dealCsv(...Array.from({ length: rows }, (_unused, index) => `D-${index},Approved,Acme,,,`));
}

describe('a commit', () => {
  test('is all or nothing: what fails halfway leaves no trace, and can be done again', async () => {
    const { id } = await house.checked(tenant, longFile(1_200));
    let pages = 0;
    const failing = house.options.ingests.deal.map((ingest): Ingest => ({
      ...ingest,
      store: (...page) => {
        pages += 1;
        if (pages === 2) throw new Error('the disk is full');
        return ingest.store(...page);
      },
    }));
    const service = createImportService({ ...house.options, ingests: { ...house.options.ingests, deal: failing } });
    await expect(service.commit(tenant.partnerId, id)).rejects.toThrow('the disk is full');
    expect(await house.deals(tenant)).toEqual({});
    expect(await house.changes(tenant)).toEqual([]);
    expect(await house.row(tenant, id)).toMatchObject({ state: 'CHECKED', run_id: null });
    expect(await house.service.commit(tenant.partnerId, id)).toBeNull();
    expect(Object.keys(await house.deals(tenant))).toHaveLength(1_200);
  });

  test('has one effect however often and from wherever it is asked for', async () => {
    const { id } = await house.checked(tenant, ONE_DEAL);
    const faults = await Promise.all([1, 2, 3].map(() => house.service.commit(tenant.partnerId, id)));
    expect(faults).toEqual([null, null, null]);
    expect(await house.changes(tenant)).toHaveLength(1);
    const runs = await house.db.as(tenant.partnerId, (trx) => trx.selectFrom('sync_run').select('id').execute());
    expect(runs).toHaveLength(1);
  });

  test('of an older file that was checked before a newer one was committed is refused', async () => {
    const older = await house.checked(tenant, ONE_DEAL, { asOf: '2026-06-01' });
    await house.committed(tenant, NEXT, { asOf: '2026-06-20' });
    expect(await house.service.commit(tenant.partnerId, older.id)).toEqual({
      code: 'WRONG_STATE',
      message: 'The file of 2026-06-20 has been committed since, which is newer than this one of 2026-06-01.',
    });
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'WON' });
  });

  test('of an import of nobody, or of another tenant, finds nothing', async () => {
    const { id } = await house.checked(tenant, ONE_DEAL);
    const other = await house.addTenant();
    for (const end of [house.service.commit, house.service.discard]) {
      expect(await end(other.partnerId, id)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await end(tenant.partnerId, '00000000-0000-4000-8000-000000000000')).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await house.row(tenant, id)).toMatchObject({ state: 'CHECKED' });
  });
});

describe('a discard', () => {
  test('forgets the rows, and can be repeated but not committed', async () => {
    const { id } = await house.checked(tenant, ONE_DEAL);
    expect(await house.parts(tenant)).toBe(1);
    expect(await house.service.discard(tenant.partnerId, id)).toBeNull();
    expect(await house.parts(tenant)).toBe(0);
    expect(await house.service.discard(tenant.partnerId, id)).toBeNull();
    expect(await house.service.commit(tenant.partnerId, id)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await house.deals(tenant)).toEqual({});
  });

  test('of what has been committed is refused', async () => {
    const { id } = await house.committed(tenant, ONE_DEAL);
    expect(await house.service.discard(tenant.partnerId, id)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await house.deals(tenant)).toEqual({ 'D-1': 'APPROVED' });
  });
});

describe('files that nobody ends', () => {
  test('are discarded after seven days, when the next one comes', async () => {
    const old = await house.checked(tenant, ONE_DEAL);
    house.clock.advance(8 * 24 * 3_600_000);
    await house.checked(tenant, NEXT);
    expect(await house.row(tenant, old.id)).toMatchObject({ state: 'DISCARDED' });
    expect(await house.parts(tenant)).toBe(1);
  });

  test('may be twenty at a time', async () => {
    for (let count = 0; count < 20; count += 1) await house.checked(tenant, ONE_DEAL);
    await expect(house.send(tenant, ONE_DEAL)).rejects.toThrow('At most 20 imports may be open');
  }, 60_000);
});
