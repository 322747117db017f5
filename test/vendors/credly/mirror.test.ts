import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Database } from '../../../platform/db/database.ts';
import { PLATFORM_MIGRATIONS } from '../../../platform/db/migrations/index.ts';
import { ALL_MIGRATIONS } from '../../../subgraphs/migrations.ts';
import { ALL_INGESTS } from '../../../sync/all-ingests.ts';
import { runFeed } from '../../../sync/pull/run-feed.ts';
import { credlyWorkshop } from '../../../vendors/credly/index.ts';
import { openMigratedDatabase } from '../../subgraphs/support/migrated-database.ts';
import { Tenants } from '../../subgraphs/support/tenants.ts';
import { startBench, type Bench } from './support/bench.ts';
import { badge, CISCO, employee, issuer, staffRoutes, template } from './support/staff.ts';

let database: Database;
let bench: Bench;

beforeAll(async () => {
  const steps = ALL_MIGRATIONS.filter((step) => !PLATFORM_MIGRATIONS.includes(step));
  database = await openMigratedDatabase(steps, () => undefined);
  const ccna = { issuer: issuer(CISCO), badge_template: template('CCNA') };
  bench = await startBench(
    staffRoutes([
      [employee('ada'), [badge('a-1'), badge('c-1', ccna)]],
      [employee('bob'), [badge('c-2', ccna)]],
    ]),
  );
});
afterAll(async () => {
  await bench.close();
  await database.close();
});

test('a run of all feeds brings each vendor its certifications, and one person for all of them', async () => {
  const { clock, session } = bench;
  const tenants = new Tenants(database, clock);
  const partner = await tenants.addPartner();
  const { id: connectionId } = await tenants.connect(partner, 'credly');
  for (const feed of credlyWorkshop.feeds) {
    const outcome = await runFeed({
      db: database.kysely,
      ingests: ALL_INGESTS,
      session,
      feed,
      connection: { connectionId, partnerId: partner.uuid, vendorId: 'credly' },
      clock,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      fullRequested: false,
      fullEveryMs: 1,
    });
    expect(outcome).toEqual({ state: 'complete' });
  }
  await tenants.as(partner, 'partnergraph_app', async (trx) => {
    const held = await trx
      .selectFrom('certification')
      .innerJoin('person', 'person.id', 'certification.holder_id')
      .select(['remote_id', 'certification.vendor_id', 'certification.feed', 'person.email'])
      .orderBy('remote_id')
      .execute();
    expect(held).toEqual([
      { remote_id: 'a-1', vendor_id: 'aws', feed: 'badges-aws', email: 'ada@firm.example' },
      { remote_id: 'c-1', vendor_id: 'cisco', feed: 'badges-cisco', email: 'ada@firm.example' },
      { remote_id: 'c-2', vendor_id: 'cisco', feed: 'badges-cisco', email: 'bob@firm.example' },
    ]);
    const people = await trx.selectFrom('person').select(['name', 'vendor_id', 'vendors']).orderBy('name').execute();
    expect(people).toEqual([
      { name: 'ADA Doe', vendor_id: 'credly', vendors: ['aws', 'cisco'] },
      { name: 'BOB Doe', vendor_id: 'credly', vendors: ['cisco'] },
    ]);
    const runs = await trx
      .selectFrom('sync_run')
      .select(['vendor_id', 'added', 'calls'])
      .orderBy('vendor_id')
      .execute();
    expect(runs).toEqual([
      { vendor_id: 'aws', added: 1, calls: 3 },
      { vendor_id: 'cisco', added: 2, calls: 0 },
      { vendor_id: 'dell', added: 0, calls: 0 },
      { vendor_id: 'ibm', added: 0, calls: 0 },
    ]);
  });
});
