import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { awaitFirstRead } from '../../demo/await-first-read.ts';
import { demoPartnerId } from '../../demo/partner-id.ts';
import { demoConnectionId, DEMO_PARTNERS, seedDemo } from '../../demo/seed.ts';
import { seedListings, seedSourcing } from '../../demo/seed-relations.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { agreedResellers } from '../../subgraphs/partners/index.ts';
import { saveAgreement } from '../../subgraphs/partners/listing-store.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../support/migrated-database.ts';

const vendors = createVendorDirectory(ALL_WORKSHOPS);
const secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));
let db: MigratedDatabase;

const seed = (now: Date): Promise<void> => seedDemo(db.database, { secrets, sandboxSeed: 20_260_402, now });

beforeAll(async () => {
  db = await openMigratedDatabase();
  await seed(new Date());
}, 60_000);
afterAll(() => db.close());

interface Connected {
  readonly vendor: string;
  readonly hasCredentials: boolean;
}

async function connectionsOf(index: number): Promise<Connected[]> {
  const rows = await db.as(
    demoPartnerId(index),
    (trx) =>
      trx
        .selectFrom('connection')
        .leftJoin('connection_secret as secret', 'secret.connection_id', 'connection.id')
        .select(['connection.vendor_id as vendor', 'secret.sealed'])
        .where('connection.partner_id', '=', demoPartnerId(index))
        .orderBy('connection.vendor_id')
        .execute(),
    'partnergraph_sync',
  );
  return rows.map(({ vendor, sealed }) => ({ vendor, hasCredentials: sealed !== null }));
}

describe('the seeds of the demonstration', () => {
  test.each(DEMO_PARTNERS.map(({ index }) => index))(
    'connect partner %d to Dell, which needs no credentials',
    async (index) => {
      const connections = await connectionsOf(index);
      expect(connections).toContainEqual({ vendor: 'dell', hasCredentials: false });
      for (const { vendor, hasCredentials } of connections)
        expect([vendor, hasCredentials]).toEqual([vendor, vendors.isPulled(vendor)]);
    },
  );

  test('connect the VAR to all five vendors', async () => {
    const connected = (await connectionsOf(1)).map(({ vendor }) => vendor);
    expect(connected).toEqual(expect.arrayContaining(['aws', 'cisco', 'dell', 'ibm', 'microsoft']));
  });

  test("have the distributor read last: its resellers' own connections tell whose the numbers are that it names", async () => {
    const due = new Map<number, Date[]>();
    for (const { index } of DEMO_PARTNERS) {
      const rows = await db.as(
        demoPartnerId(index),
        (trx) =>
          trx
            .selectFrom('connection')
            .select('next_attempt_at')
            .where('partner_id', '=', demoPartnerId(index))
            .execute(),
        'partnergraph_sync',
      );
      due.set(
        index,
        rows.map((row) => row.next_attempt_at),
      );
    }
    const first = Math.min(...(due.get(3) ?? []).map((at) => at.getTime()));
    const others = DEMO_PARTNERS.filter(({ index }) => index !== 3).flatMap(({ index }) => due.get(index) ?? []);
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((at) => at.getTime() >= first)).toEqual([]);
  });

  test('can be sown again: nothing is there twice', async () => {
    const before = await connectionsOf(1);
    await seed(new Date());
    expect(await connectionsOf(1)).toEqual(before);
  });
});

describe('what the demo partners are to each other', () => {
  const seedAll = async (): Promise<void> => {
    await seedSourcing(db.database, new Date());
    await seedListings(db.database, new Date());
  };
  const DISTRIBUTOR = 3;
  beforeAll(seedAll);

  test('lets the distributor tell of resellers that let it see their memberships, of one at least', async () => {
    const { agreed, shown } = await db.as(demoPartnerId(DISTRIBUTOR), async (trx) => ({
      agreed: await agreedResellers(
        trx,
        DEMO_PARTNERS.map(({ index }) => demoPartnerId(index)),
      ),
      shown: await trx.selectFrom('granted_area').select('grantor_id').where('area', '=', 'MEMBERSHIP').execute(),
    }));
    expect([...agreed].toSorted()).toEqual([demoPartnerId(1), demoPartnerId(4)].toSorted());
    expect(shown.filter(({ grantor_id: id }) => agreed.has(id))).not.toEqual([]);
  });

  const listed = (): Promise<string[]> =>
    db.as(demoPartnerId(2), async (trx) => {
      const rows = await trx.selectFrom('partner').select('id').where('listed', '=', true).orderBy('id').execute();
      return rows.map(({ id }) => id);
    });

  test('lets anybody find some of them', async () => {
    expect(await listed()).toEqual([demoPartnerId(3), demoPartnerId(4)].toSorted());
  });

  test('stays as its people have said since', async () => {
    const reseller = demoPartnerId(4);
    await db.as(reseller, async (trx) => {
      await saveAgreement(trx, null);
      await trx
        .insertInto('audit')
        .values({
          id: randomUUID(),
          partner_id: reseller,
          actor: 'user:tester',
          actor_partner: reseller,
          action: 'setListing',
          target: null,
          outcome: 'DONE',
          detail: null,
        })
        .execute();
    });
    await seedAll();
    expect(await listed()).toEqual([demoPartnerId(3)]);
  });
});

describe('the first read', () => {
  test('is over when every connection was tried over which anything is read', async () => {
    const since = new Date();
    const options = { since, patienceMs: 0, vendors, clock: systemClock };
    const { done, all, unread } = await awaitFirstRead(db.database, options);
    expect(done).toBe(0);
    expect(unread).toEqual(['AWS', 'Cisco', 'Credly', 'IBM', 'Ingram Micro', 'Microsoft']);
    const tryAll = async (only: (vendor: string) => boolean): Promise<void> => {
      for (const { index } of DEMO_PARTNERS) {
        for (const { vendor } of await connectionsOf(index)) {
          if (!vendors.isPulled(vendor) || !only(vendor)) continue;
          const id = demoConnectionId(index, vendor);
          const tried = { last_attempt_at: new Date() };
          await db.as(
            demoPartnerId(index),
            (trx) => trx.updateTable('connection').set(tried).where('id', '=', id).execute(),
            'partnergraph_sync',
          );
        }
      }
    };
    await tryAll((vendor) => vendor !== 'microsoft');
    expect(await awaitFirstRead(db.database, options)).toMatchObject({ all, unread: ['Microsoft'] });
    await tryAll((vendor) => vendor === 'microsoft');
    expect(await awaitFirstRead(db.database, options)).toEqual({ done: all, all, unread: [] });
  });
});
