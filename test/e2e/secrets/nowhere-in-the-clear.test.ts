import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { demoConnectionId } from '../../../demo/seed.ts';
import { connectionById } from '../../../sync/pull/connection-store.ts';
import { runConnection } from '../../../sync/pull/run-connection.ts';
import { capturingLogger } from '../../platform/log/capture.ts';
import { openMirrorHouse, SANDBOX_SEED, type MirrorHouse } from '../../support/mirror.ts';
import { demoSecrets } from './demo-secrets.ts';

const SECRETS = [...demoSecrets()];
const { log, lines } = capturingLogger('trace');

let house: MirrorHouse;

/** Reads every connection of the first partner, with all that is logged kept. */
async function readAll(): Promise<void> {
  for (const [vendor, credentialsOf] of Object.entries(DEMO_VENDORS)) {
    if (credentialsOf(SANDBOX_SEED, 1) === null) continue;
    const row = await connectionById(house.db.database.kysely, demoConnectionId(1, vendor));
    if (row) await runConnection({ ...house.runOptions, log }, row);
  }
}

/** Every row of every table, as text: as the owner of the tables, whom nothing is hidden from once that is lifted. */
async function everyRow(): Promise<Map<string, string[]>> {
  const { pool } = house.db.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const all = new Map<string, string[]>();
  for (const { name } of tables) {
    await pool.query(`alter table ${name} no force row level security`);
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 3 });
  await readAll();
  // And once more with every vendor gone: when things go wrong, more is written down than should be.
  await house.sandbox.close();
  await readAll();
}, 120_000);
afterAll(() => house.db.close());

describe("a vendor's credentials", () => {
  test('are in no log line, at whatever level, of runs that went well and of runs that failed', () => {
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.some((line) => line.includes('"level":"warn"'))).toBe(true);
    const text = lines.join('');
    expect(SECRETS.filter((secret) => text.includes(secret)).length).toBe(0);
  });

  test("are in no row of any table in the clear: not beside the sealed ones, not in a vendor's payload, not in an error", async () => {
    const rows = await everyRow();
    expect(rows.get('public.connection_secret')?.length).toBeGreaterThan(5);
    expect(rows.get('public.vendor_payload')?.length).toBeGreaterThan(5);
    const holding = [...rows].filter(([, texts]) => texts.some((text) => SECRETS.some((one) => text.includes(one))));
    expect(holding.map(([table]) => table)).toEqual([]);
  });
});
