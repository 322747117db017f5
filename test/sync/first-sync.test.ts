import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../demo/partner-id.ts';
import { openMirrorHouse, type MirrorHouse } from '../support/mirror.ts';

let house: MirrorHouse;
const VAR = demoPartnerId(1);

beforeAll(async () => {
  house = await openMirrorHouse();
}, 60_000);
afterAll(() => house.close());

describe('a first run of every vendor', () => {
  test('brings memberships, benefits, certifications and deals', async () => {
    expect(await house.sync(1, 'aws')).toBe('succeeded');
    expect(await house.sync(1, 'microsoft')).toBe('succeeded');
    const counts = await house.db.as(VAR, async (trx) => ({
      runs: await trx.selectFrom('sync_run').select(['vendor_id', 'feed', 'complete', 'fetched', 'added', 'rejected', 'error']).orderBy('started_at').execute(),
    }));
    console.table(counts.runs);
    expect(counts.runs.filter((run) => !run.complete)).toEqual([]);
  }, 60_000);
});
