import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openImportHouse, type ImportHouse, type Tenant } from './imports/support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;

beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

/** Two deals of which one is bought through a distributor. */
function deals(distributor: string, status = 'Approved'): string {
  return [
    'Deal registration ID,Status,End customer,Distributor',
    `D-1,${status},Acme,${distributor}`,
    `D-2,${status},Bolt,`,
  ].join('\n');
}

/** A distributor that agreed to be listed. @returns its row id */
async function distributor(name: string): Promise<string> {
  const id = randomUUID();
  await house.db.addPartner(id, name);
  await house.db.as(id, (trx) =>
    sql`update partner set listed = true, roles = '{DISTRIBUTOR}' where id = ${id}`.execute(trx),
  );
  return id;
}

async function distributors(): Promise<Record<string, string | null>> {
  const rows = await house.db.as(tenant.partnerId, (trx) =>
    trx.selectFrom('deal').select(['remote_id', 'source_distributor_id']).orderBy('remote_id').execute(),
  );
  return Object.fromEntries(rows.map((row) => [row.remote_id, row.source_distributor_id]));
}

async function standings(): Promise<Array<{ vendor_id: string; tier_key: string | null }>> {
  return house.db.as(tenant.partnerId, (trx) =>
    trx
      .selectFrom('partner_standing')
      .select(['vendor_id', 'tier_key'])
      .orderBy('vendor_id')
      .orderBy('tier_key', (order) => order.asc().nullsFirst())
      .execute(),
  );
}

describe('what a committed file means for another domain', () => {
  test('a deal points at the distributor that the file names, and the preview tells it as one change', async () => {
    const name = `Broadline ${randomUUID()}`;
    const id = await distributor(`${name} GmbH`);
    const { preview } = await house.checked(tenant, deals(name));
    expect(preview.value.map(({ action }) => action)).toEqual(['ADDED', 'ADDED']);
    await house.committed(tenant, deals(name));
    expect(await distributors()).toEqual({ 'D-1': id, 'D-2': null });
    const told = (await house.changes(tenant)).map(({ action }) => action);
    expect(told).toEqual(['ADDED', 'ADDED']);
  });

  test('the next file that names another moves the deal, and says so', async () => {
    const [one, other] = [`One ${randomUUID()}`, `Other ${randomUUID()}`];
    await distributor(one);
    const id = await distributor(other);
    await house.committed(tenant, deals(one));
    await house.committed(tenant, deals(other));
    expect(await distributors()).toEqual({ 'D-1': id, 'D-2': null });
    const told = (await house.changes(tenant)).filter(({ action }) => action === 'UPDATED');
    expect(told.flatMap(({ fields }) => fields).toSorted()).toEqual(['distributor_id', 'distributor_name']);
  });

  test('the same file again, and a check that is given up, change nothing', async () => {
    const name = `Broadline ${randomUUID()}`;
    await house.committed(tenant, deals(name));
    const id = await distributor(name);
    await house.checked(tenant, deals(name, 'Won'));
    expect(await distributors()).toEqual({ 'D-1': null, 'D-2': null });
    await house.committed(tenant, deals(name));
    expect(await distributors()).toEqual({ 'D-1': id, 'D-2': null });
    const before = await house.changes(tenant);
    await house.committed(tenant, deals(name));
    expect(await house.changes(tenant)).toEqual(before);
  });

  test('where the partner stands is what it can be found by, and follows the newest file', async () => {
    const tier = (told: string): string => `Partner tier\n${told}`;
    const file = { vendor: 'aws', area: 'TIER' } as const;
    await house.committed(tenant, tier('Select Tier Services'), file);
    expect(await standings()).toEqual([
      { vendor_id: 'aws', tier_key: null },
      { vendor_id: 'aws', tier_key: 'aws/apn/-/select' },
    ]);
    await house.committed(tenant, tier('Advanced Tier Services'), { ...file, asOf: '2026-06-30' });
    expect((await standings()).map((row) => row.tier_key)).toEqual([null, 'aws/apn/-/advanced']);
  });
});
