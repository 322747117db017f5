import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { DEMO_VENDORS } from '../../demo/accounts.ts';
import { openMirrorHouse, SANDBOX_SEED, type MirrorHouse } from '../support/mirror.ts';
import { MirrorView } from './support/mirror-view.ts';

const DEALS = 12;
const VENDORS = ['aws', 'microsoft'] as const;

let house: MirrorHouse;
const views = new Map<string, MirrorView>();
const view = (vendor: string): MirrorView => views.get(vendor) as MirrorView;

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: DEALS });
  for (const vendor of VENDORS) views.set(vendor, new MirrorView(house, 1, vendor));
  for (const vendor of VENDORS) expect(await view(vendor).syncWhole()).toBe('succeeded');
}, 60_000);
afterAll(() => house.close());

async function countOf(of: MirrorView, table: string, where = sql`true`): Promise<number> {
  const { rows } = await of.as((trx) =>
    sql<{
      count: number;
    }>`select count(*) from ${sql.table(table)} where connection_id = ${of.connectionId} and ${where}`.execute(trx),
  );
  return rows[0]?.count ?? 0;
}

describe.each(VENDORS)('a first run of %s', (vendor) => {
  test('reads every feed to its end, rejects nothing, and says so', async () => {
    const feeds = await view(vendor).feeds();
    expect(Object.keys(feeds).toSorted()).toEqual(
      (house.runOptions.workshops.get(vendor)?.feeds ?? []).map((feed) => feed.name).toSorted(),
    );
    for (const [feed, state] of Object.entries(feeds)) {
      expect(state).toMatchObject({ failure_code: null, last_success_at: expect.anything() });
      const run = await view(vendor).lastRun(feed);
      expect(run).toMatchObject({ full_run: true, complete: true, rejected: 0, deleted: 0, error: null });
      expect(run.added).toBe(run.fetched);
      expect(run.calls).toBeGreaterThan(0);
    }
  });

  test("brings deals, benefits, memberships and the firm's numbers", async () => {
    const of = view(vendor);
    expect(await countOf(of, 'deal', sql`feed in ('opportunities', 'referrals')`)).toBe(DEALS);
    for (const table of ['benefit', 'membership', 'partner_profile'])
      expect(await countOf(of, table)).toBeGreaterThan(0);
    const { rows } = await of.as((trx) =>
      sql<{ scheme: string }>`select distinct scheme from partner_identifier where vendor_id = ${vendor}`.execute(trx),
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test("keeps the vendor's own payload of every record", async () => {
    const of = view(vendor);
    let records = 0;
    for (const table of ['deal', 'benefit', 'fund_request', 'membership', 'certification', 'partner_profile']) {
      records += await countOf(of, table);
    }
    expect(await countOf(of, 'vendor_payload')).toBe(records);
    expect(await countOf(of, 'vendor_payload', sql`payload -> 'value' in ('null', '{}')`)).toBe(0);
  });

  test('tells every record that has a kind of its own as added, once', async () => {
    const log = (await view(vendor).log()).filter((line) => line.action === 'ADDED');
    expect(new Set(log.map((line) => line.node_id)).size).toBe(log.length);
    let kinds = 0;
    for (const table of ['deal', 'benefit', 'membership', 'certification']) kinds += await countOf(view(vendor), table);
    expect(log).toHaveLength(kinds);
  });

  test('a second time changes nothing and tells nothing, however much of it is read again', async () => {
    const before = await view(vendor).log();
    for (const full of [false, true]) {
      expect(await view(vendor).syncWhole(full)).toBe('succeeded');
      for (const feed of Object.keys(await view(vendor).feeds())) {
        expect(await view(vendor).lastRun(feed)).toMatchObject({
          complete: true,
          added: 0,
          updated: 0,
          deleted: 0,
          rejected: 0,
        });
      }
    }
    expect(await view(vendor).log()).toEqual(before);
  }, 60_000);
});

describe('certifications', () => {
  test('come with the people who hold them', async () => {
    const of = view('microsoft');
    expect(await countOf(of, 'certification')).toBeGreaterThan(0);
    const { rows } = await of.as((trx) =>
      sql`select certification.id from certification left join person on person.id = certification.holder_id
        where person.id is null`.execute(trx),
    );
    expect(rows).toEqual([]);
  });
});

describe('what other partners see of it', () => {
  test('is nothing, for one that was let see nothing', async () => {
    const stranger = new MirrorView(house, 2, 'aws');
    for (const table of [
      'deal',
      'benefit',
      'membership',
      'certification',
      'change',
      'vendor_payload',
      'sync_run',
      'partner_profile',
    ]) {
      const { rows } = await stranger.as((trx) =>
        sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(trx),
      );
      expect([table, rows[0]?.count]).toEqual([table, 0]);
    }
  });
});

test('every demo partner has a connection to the vendors it has an account at, to those that need none, and to no other', async () => {
  for (const index of [1, 2, 3, 4]) {
    const own = new MirrorView(house, index, 'aws');
    const rows = await own.as((trx) =>
      trx
        .selectFrom('connection')
        .select('vendor_id')
        .where('partner_id', '=', sql<string>`app_partner()`)
        .orderBy('vendor_id')
        .execute(),
    );
    const expected = Object.entries(DEMO_VENDORS).filter(
      ([, credentialsOf]) => credentialsOf(SANDBOX_SEED, index) !== null,
    );
    const withAccount = expected.map(([vendor]) => vendor);
    expect(rows.map((row) => row.vendor_id)).toEqual([...withAccount, 'dell'].toSorted());
  }
});
