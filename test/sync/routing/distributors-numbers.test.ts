import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { openMirrorHouse, type MirrorHouse } from '../../support/mirror.ts';
import { MirrorView } from '../support/mirror-view.ts';
import { DISTRIBUTOR, RESELLER, SILENT_RESELLER } from './support/cisco-house.ts';

let house: MirrorHouse;
beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 1 });
}, 60_000);
afterAll(() => house.close());

const view = (index: number, feed: string): MirrorView => new MirrorView(house, index, 'microsoft', [feed]);

/** Whom the partner's memberships in the program of cloud resellers point at. */
async function distributorOf(index: number): Promise<string | null | undefined> {
  const rows = await house.db.as(
    demoPartnerId(index),
    (trx) =>
      trx
        .selectFrom('membership')
        .select('distributor_id')
        .where('distributor_scheme', '=', 'ENTRA_TENANT')
        .where('partner_id', '=', sql<string>`app_partner()`)
        .execute(),
    'partnergraph_sync',
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.distributor_id;
}

/** What stays of the distributor's profile at Microsoft. */
function forgetNumbers(): Promise<unknown> {
  return house.db.as(
    demoPartnerId(DISTRIBUTOR),
    (trx) =>
      trx
        .deleteFrom('partner_identifier')
        .where('partner_id', '=', sql<string>`app_partner()`)
        .execute(),
    'partnergraph_sync',
  );
}

describe('a distributor that its resellers name by its number at the vendor', () => {
  test('is found when its numbers come, without another run of the resellers', async () => {
    for (const index of [RESELLER, SILENT_RESELLER]) {
      expect(await view(index, 'relationships').sync()).toBe('succeeded');
      expect(await distributorOf(index)).toBeNull();
    }
    expect(await view(DISTRIBUTOR, 'profiles').sync()).toBe('succeeded');
    for (const index of [RESELLER, SILENT_RESELLER]) {
      expect(await distributorOf(index)).toBe(demoPartnerId(DISTRIBUTOR));
      expect(await view(index, 'relationships').log()).toContainEqual(
        expect.objectContaining({ kind: 'MEMBERSHIP', action: 'UPDATED', fields: ['distributor_id'] }),
      );
    }
  });

  test('asks nothing of resellers that point at it already', async () => {
    house.db.takeStatements();
    await view(DISTRIBUTOR, 'profiles').sync();
    const linking = house.db.takeStatements().filter((text) => text.includes('update membership set distributor_id'));
    expect(linking).toHaveLength(1);
  });

  test('is let go when its number is no longer told, by its own run too', async () => {
    await forgetNumbers();
    await view(DISTRIBUTOR, 'profiles').sync();
    for (const index of [RESELLER, SILENT_RESELLER]) expect(await distributorOf(index)).toBeNull();
  });
});

test('who names whom is known to the sync alone', async () => {
  const ask = house.db.as(demoPartnerId(RESELLER), (trx) => trx.selectFrom('named_distributor').selectAll().execute());
  await expect(ask).rejects.toThrow('permission denied');
});
