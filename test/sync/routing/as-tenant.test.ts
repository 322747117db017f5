import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant } from '../../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addPartner } from './support/numbers.ts';

let db: MigratedDatabase;
let mine: string;
let theirs: string;
beforeAll(async () => {
  db = await openMigratedDatabase();
  [mine, theirs] = [await addPartner(db), await addPartner(db)];
});
afterAll(() => db.close());

const seen = async (trx: WriteTransaction): Promise<string[]> => {
  const rows = await trx.selectFrom('partner').select('id').execute();
  return rows.map(({ id }) => id);
};
const rename = (trx: WriteTransaction, id: string) =>
  trx.updateTable('partner').set({ name: 'Renamed' }).where('id', '=', id).executeTakeFirst();

describe('a step for another tenant inside of one transaction', () => {
  test('sees and changes what is that tenant’s, and nothing of the first', async () => {
    await db.as(mine, async (trx) => {
      expect(await seen(trx)).toEqual([mine]);
      await asTenant(trx, theirs, async () => {
        expect(await seen(trx)).toEqual([theirs]);
        expect((await rename(trx, mine)).numUpdatedRows).toBe(0n);
        expect((await rename(trx, theirs)).numUpdatedRows).toBe(1n);
      });
      expect(await seen(trx)).toEqual([mine]);
    });
  });

  test('gives the scope back when it fails, too', async () => {
    await db.as(mine, async (trx) => {
      await expect(asTenant(trx, theirs, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await seen(trx)).toEqual([mine]);
    });
  });

  test('is undone with the whole when the database refuses a statement', async () => {
    const name = randomUUID();
    const work = db.as(mine, async (trx) => {
      await trx.updateTable('partner').set({ name }).where('id', '=', mine).execute();
      await asTenant(trx, theirs, () => sql`select 1 / 0`.execute(trx));
    });
    await expect(work).rejects.toThrow('division by zero');
    const [row] = await db.as(mine, (trx) => trx.selectFrom('partner').select('name').execute());
    expect(row?.name).not.toBe(name);
  });
});
