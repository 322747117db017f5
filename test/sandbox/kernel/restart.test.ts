import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { dealIdOf, quoteIdOf } from '../../../sandbox/cisco/deals/seed-deals.ts';
import { readCatalogue } from '../../../sandbox/credly/catalogue.ts';
import { startSandbox, type RunningSandbox } from '../../../sandbox/kernel/server.ts';
import { ALL_STAND_INS } from '../../../sandbox/registry.ts';
import { newFolders } from '../support/new-folder.ts';

const newFolder = newFolders();
const errors: unknown[] = [];
let running: RunningSandbox | null = null;

async function stop(): Promise<void> {
  await running?.close();
  running = null;
}
afterEach(async () => {
  await stop();
  errors.length = 0;
});

async function start(folder: string | null): Promise<RunningSandbox> {
  await stop();
  const options = { port: 0, seed: 1, partners: 4, dealsPerPartner: 5, rateFactor: 1 };
  running = await startSandbox({
    ...options,
    folder,
    standIns: ALL_STAND_INS,
    onError: (error) => errors.push(error),
  });
  return running;
}

/** Changes a record at a vendor's control door. */
async function change({ origin }: RunningSandbox, vendor: string, body: object): Promise<[status: number, unknown]> {
  const init = { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${origin}/_control/${vendor}/records`, init);
  const { record } = (await response.json()) as { record?: unknown };
  return [response.status, record];
}

const TEMPLATE = readCatalogue()[0]?.templates[0]?.id;
const NEW_OPTION = { id: 'new-1', billing_system: 'BSS' };

/** Of each kind of record that the control door of a vendor changes: one that it makes, and a seeded one. */
const CASES: ReadonlyArray<readonly [vendor: string, type: string, made: object | null, seeded: string | undefined]> = [
  ['cisco', 'deal', { dealId: 'new-1', dealName: 'New' }, dealIdOf(1, 2)],
  ['cisco', 'quote', { quoteId: 'new-1', dealId: dealIdOf(1, 2) }, quoteIdOf(1, 2)],
  ['cisco', 'reseller', { pdbBeGeoID: 'new-1' }, undefined],
  ['ingram', 'deal', { dealId: 'new-1' }, undefined],
  ['credly', 'employee', { id: 'new-1' }, undefined],
  ['credly', 'badgeTemplate', null, TEMPLATE],
  ['ibm', 'billingOption', NEW_OPTION, undefined],
];

describe('a sandbox with a folder, after a restart', () => {
  test.each(CASES)('has the records of %s (%s) as they were changed', async (vendor, type, made, seeded) => {
    const folder = await newFolder();
    const first = await start(folder);
    if (made) {
      expect(await change(first, vendor, { type, create: made })).toEqual([200, made]);
      await change(first, vendor, { type, id: 'new-1', set: { note: { by: 'staff' } } });
    }
    if (seeded) {
      expect(await change(first, vendor, { type, id: seeded, set: { note: 'changed' } })).toMatchObject([200, {}]);
    }
    const second = await start(folder);
    const look = (id: string) => change(second, vendor, { type, id, set: {} });
    if (made) {
      expect(await look('new-1')).toEqual([200, { ...made, note: { by: 'staff' } }]);
      await change(second, vendor, { type, id: 'new-1', delete: true });
    }
    if (seeded) {
      expect(await look(seeded)).toMatchObject([200, { note: 'changed' }]);
      await change(second, vendor, { type, id: seeded, delete: true });
    }
    const third = await start(folder);
    for (const id of [made && 'new-1', seeded].filter((each) => typeof each === 'string')) {
      expect((await change(third, vendor, { type, id, set: {} }))[0]).toBe(400);
    }
  });

  test("has the badge that somebody's list was given", async () => {
    const folder = await newFolder();
    const first = await start(folder);
    await change(first, 'credly', { type: 'employee', create: { id: 'e-1' } });
    await change(first, 'credly', { type: 'badge', employee: 'e-1', create: { id: 'b-1', state: 'accepted' } });
    const badge = { type: 'badge', id: 'b-1', set: {} };
    expect(await change(await start(folder), 'credly', badge)).toEqual([200, { id: 'b-1', state: 'accepted' }]);
  });

  test('without a folder it has forgotten everything', async () => {
    const body = { type: 'deal', create: { dealId: 'new-1' } };
    expect((await change(await start(null), 'cisco', body))[0]).toBe(200);
    expect((await change(await start(null), 'cisco', { type: 'deal', id: 'new-1', set: {} }))[0]).toBe(400);
  });
});

describe('a sandbox whose folder was taken away', () => {
  test('tells nobody of a change that it could not store: not the one who made it, and no later reader', async () => {
    const folder = await newFolder();
    const sandbox = await start(folder);
    for (const name of await readdir(folder)) await rm(join(folder, name));
    const look = async (): Promise<number> => (await fetch(`${sandbox.origin}/_control/cisco/records`)).status;
    expect(await look()).toBe(200);
    const [status] = await change(sandbox, 'cisco', { type: 'deal', create: { dealId: 'new-1' } });
    expect([status, errors.map(String)]).toEqual([
      500,
      [expect.stringContaining('expected to be its only writer, found that somebody else changed it')],
    ]);
    expect(await look()).toBe(500);
  });
});
