import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { partnersByNumber } from '../../../subgraphs/partners/index.ts';
import { sortByOwner } from '../../../sync/pull/owners.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { ally, endAlliance } from './support/alliances.ts';
import { addPartner as addPartnerTo, SCHEME, tellNumber as tell } from './support/numbers.ts';

let db: MigratedDatabase;
beforeAll(async () => {
  db = await openMigratedDatabase();
});
afterAll(() => db.close());

const addPartner = (): Promise<string> => addPartnerTo(db);
const tellNumber = (partnerId: string, value: string, claimed: boolean): Promise<void> =>
  tell(db, partnerId, { value, claimed });

/** A distributor, a reseller that agreed, and a number of their own. */
async function begin(): Promise<{ teller: string; reseller: string; value: string; alliance: string }> {
  const [teller, reseller] = [await addPartner(), await addPartner()];
  return { teller, reseller, value: randomUUID(), alliance: await ally(db, { from: reseller, to: teller }) };
}

function item(value: string, vouchedFor: string | null): PulledItem {
  return { malformed: { remoteId: value, path: '/x', problem: 'none' }, owner: { scheme: SCHEME, value, vouchedFor } };
}

/** Whose a record is found to be; null where it is left aside. */
async function ownerOf(teller: string, value: string, vouchedFor: string | null): Promise<string | null> {
  const sorted = await db.as(teller, (trx) => sortByOwner(trx, teller, [item(value, vouchedFor)]), 'partnergraph_sync');
  const [other = null] = sorted.others.keys();
  expect(sorted.keptOut + sorted.others.size + sorted.own.length).toBe(1);
  return sorted.own.length > 0 ? teller : other;
}

describe('a number that a firm only claims', () => {
  test('is believed when the distributor says the same of it', async () => {
    const { teller, reseller, value } = await begin();
    await tellNumber(reseller, value, true);
    expect(await ownerOf(teller, value, reseller)).toBe(reseller);
  });

  test('is not believed alone, whoever claims it', async () => {
    const { teller, reseller, value } = await begin();
    await tellNumber(reseller, value, true);
    expect(await ownerOf(teller, value, null)).toBeNull();
    expect(await ownerOf(teller, value, await addPartner())).toBeNull();
  });

  test('gives a rival claimant nothing, and takes nothing from the firm that the distributor means', async () => {
    const { teller, reseller, value } = await begin();
    const rival = await addPartner();
    await ally(db, { from: rival, to: teller });
    await tellNumber(rival, value, true);
    expect(await ownerOf(teller, value, reseller)).toBeNull();
    await tellNumber(reseller, value, true);
    expect(await ownerOf(teller, value, reseller)).toBe(reseller);
  });

  test('gives way to a number that a vendor has told its bearer', async () => {
    const { teller, reseller, value } = await begin();
    const bearer = await addPartner();
    await ally(db, { from: bearer, to: teller });
    await tellNumber(reseller, value, true);
    await tellNumber(bearer, value, false);
    expect(await ownerOf(teller, value, reseller)).toBe(bearer);
  });
});

test("the distributor's word alone makes nobody the owner", async () => {
  const { teller, reseller, value } = await begin();
  expect(await ownerOf(teller, value, reseller)).toBeNull();
});

describe('a number that a vendor has told its bearer', () => {
  test('is believed without more', async () => {
    const { teller, reseller, value } = await begin();
    await tellNumber(reseller, value, false);
    expect(await ownerOf(teller, value, null)).toBe(reseller);
  });

  test('says nothing when it was told to two', async () => {
    const { teller, reseller, value } = await begin();
    await tellNumber(reseller, value, false);
    await tellNumber(await addPartner(), value, false);
    expect(await ownerOf(teller, value, reseller)).toBeNull();
  });

  test('is the own one where it is that of the connection', async () => {
    const { teller, value } = await begin();
    await tellNumber(teller, value, false);
    expect(await ownerOf(teller, value, null)).toBe(teller);
  });
});

describe('the leave of the reseller', () => {
  test.each([
    ['was proposed and not answered', { answer: null }],
    ['was declined', { answer: false }],
    ['is for teaming', { kind: 'TEAMS_WITH' as const }],
  ])('is missing where the alliance %s', async (_state, how) => {
    const [teller, reseller, value] = [await addPartner(), await addPartner(), randomUUID()];
    await tellNumber(reseller, value, false);
    await ally(db, { from: reseller, to: teller }, how);
    expect(await ownerOf(teller, value, reseller)).toBeNull();
  });

  test('is not what the distributor proposed the other way round', async () => {
    const [teller, reseller, value] = [await addPartner(), await addPartner(), randomUUID()];
    await tellNumber(reseller, value, false);
    await ally(db, { from: teller, to: reseller });
    expect(await ownerOf(teller, value, reseller)).toBeNull();
  });

  test('is for that distributor and for no other', async () => {
    const { reseller, value } = await begin();
    await tellNumber(reseller, value, false);
    expect(await ownerOf(await addPartner(), value, reseller)).toBeNull();
  });

  test('ends with the alliance', async () => {
    const { teller, reseller, value, alliance } = await begin();
    await tellNumber(reseller, value, false);
    expect(await ownerOf(teller, value, null)).toBe(reseller);
    await endAlliance(db, alliance);
    expect(await ownerOf(teller, value, null)).toBeNull();
  });
});

test('a number is not asked of other tenants by the graph', async () => {
  const { teller, reseller, value } = await begin();
  await tellNumber(reseller, value, false);
  const sorted = await db.as(teller, (trx) => sortByOwner(trx, teller, [item(value, reseller)]));
  expect(sorted).toMatchObject({ keptOut: 1 });
});

test('a number that a firm only claims makes it nobody’s distributor', async () => {
  const [claimant, bearer, value] = [await addPartner(), await addPartner(), randomUUID()];
  await tellNumber(claimant, value, true);
  const found = () => db.as(bearer, (trx) => partnersByNumber(trx, [{ scheme: SCHEME, value }]), 'partnergraph_sync');
  expect(await found()).toEqual([]);
  await tellNumber(bearer, value, false);
  expect(await found()).toEqual([{ scheme: SCHEME, value, partnerId: bearer }]);
});
