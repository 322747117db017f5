import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { disturbHidden, takeAway } from './disturb.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openOracleHouse, PROFILES, runAsOwner, type OracleHouse } from './oracle-house.ts';
import { walkRoots } from './walk.ts';

/*
 * What somebody may not know makes no difference to any answer: not a row, a count, a sum, an order or a cursor. So it can't be
 * found out by asking, however cleverly.
 */

let house: OracleHouse;

beforeAll(async () => {
  house = await openOracleHouse();
}, 300_000);
afterAll(() => house.close());

/** What a profile did and what budgets are left is its own and moves. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer, (name, value: unknown) => (name === 'Connection__quotas' ? null : value));
}

/** How often a plan is asked for that was not proven to be the best: its solver ran out of time, as it may on any machine. */
const MOST_TRIES = 10;

/** Every answer to every question, by what was asked. */
async function answersOf(profile: DemoProfileName, roots?: readonly string[]): Promise<Map<string, string>> {
  const walked = await walkRoots(house, profile, roots);
  const answers = new Map<string, string>();
  for (const { root, query, answer } of walked) {
    if (root === 'auditLog') continue;
    let told = comparable(answer);
    for (let tries = 1; tries < MOST_TRIES && told.includes('__optimal":false'); tries += 1) {
      const { data, errors } = await house.ask(profile, query);
      told = comparable({ data, errors });
    }
    answers.set(query, told);
  }
  return answers;
}

/** The questions whose answers differ. */
function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([query, answer]) => after.get(query) !== answer).map(([query]) => query.slice(0, 120));
}

const SOMEBODYS_TALLY = `create or replace view shown.deal_tally as
  select partner_id, vendor_id, status, deal_kind as kind, count(*) as count from deal group by 1, 2, 3, 4`;

/** Changes what a profile may not know of some tenants. Each of them does have such. */
async function disturb(profile: DemoProfileName, tenants: readonly number[]): Promise<void> {
  const { visibility, house: started } = house;
  const { kysely } = started.db.database;
  for (const tenant of tenants) {
    const before = await fingerprintOf(kysely, tenant);
    await disturbHidden(kysely, { visibility, viewer: PROFILES[profile], tenant });
    expect(await fingerprintOf(kysely, tenant)).not.toEqual(before);
  }
}

describe('no answer depends on what its reader may not know', () => {
  test('and where one does, that is found: a count of what is nobody’s business was planted', async () => {
    const { kysely } = house.house.db.database;
    const roots = ['deals', 'dealStats'];
    const before = await answersOf('var-admin', roots);
    const { rows } = await sql<{ view: string }>`select pg_get_viewdef('shown.deal_tally') as view`.execute(kysely);
    await runAsOwner(house, SOMEBODYS_TALLY);
    await runAsOwner(house, 'create policy planted on deal for select to partnergraph_counted using (true)');
    const found = differing(before, await answersOf('var-admin', roots));
    expect(found.some((query) => query.includes('Query__deals'))).toBe(true);
    expect(found.some((query) => query.includes('Query__dealStats'))).toBe(true);
    await runAsOwner(house, 'drop policy planted on deal');
    await runAsOwner(house, `create or replace view shown.deal_tally as ${rows[0]?.view ?? ''}`);
    expect(differing(before, await answersOf('var-admin', roots))).toEqual([]);
  }, 300_000);

  test('to the distributor: on what is closed to it, on what it may only count, on money that it may not see', async () => {
    const before = await answersOf('distributor');
    await disturb('distributor', [1, 2, 4]);
    expect(differing(before, await answersOf('distributor'))).toEqual([]);
  }, 300_000);

  test('to a reseller: on anything that its distributor and another reseller have', async () => {
    const before = await answersOf('var-admin');
    await disturb('var-admin', [2, 3, 4]);
    for (const tenant of [3, 4]) await takeAway(house.house.db.database.kysely, tenant);
    expect(differing(before, await answersOf('var-admin'))).toEqual([]);
  }, 300_000);

  test('to the other reseller: on whether the first has anything at all', async () => {
    const before = await answersOf('other-var');
    await takeAway(house.house.db.database.kysely, 1);
    expect(differing(before, await answersOf('other-var'))).toEqual([]);
  }, 300_000);
});
