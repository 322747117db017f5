import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId } from '../../../demo/seed.ts';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { membershipIngest } from '../../../subgraphs/programs/index.ts';
import { openMirrorHouse, type MirrorHouse } from '../../support/mirror.ts';
import { membershipRecord } from '../../subgraphs/programs/records.ts';
import { ally } from './support/alliances.ts';
import { changesOf, DISTRIBUTOR, lastRun, membershipsOf, read, RESELLER } from './support/cisco-house.ts';

let house: MirrorHouse;
beforeEach(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 1 });
  await ally(house.db, { from: demoPartnerId(RESELLER), to: demoPartnerId(DISTRIBUTOR) });
  await read(house, RESELLER);
}, 60_000);
afterEach(() => house.close());

/** A membership that the reseller's own connection tells, as an export of the portal that is committed does. */
async function tellOwn(...told: ReadonlyArray<Partial<MembershipRecord>>): Promise<void> {
  const origin = {
    partnerId: demoPartnerId(RESELLER),
    connectionId: demoConnectionId(RESELLER, 'cisco'),
    vendorId: 'cisco',
    feed: 'cisco:tier',
    area: 'TIER',
    transport: 'FILE',
    runId: randomUUID(),
    fetchedAt: new Date(),
  } as const;
  const records = told.map((change) => membershipRecord({ remoteId: 'own', portfolio: null, ...change }));
  await house.db.as(
    origin.partnerId,
    async (trx) => {
      await membershipIngest.store(
        trx,
        origin,
        records.map((record) => ({ record, payload: {} })),
      );
      await membershipIngest.markUnseen(trx, origin, origin.fetchedAt);
    },
    'partnergraph_sync',
  );
}

const OWN = { program: 'partner-program', tier: 'select' };

async function seen(): Promise<string[]> {
  const rows = await membershipsOf(house, RESELLER);
  return rows.map(({ remote_id: id, tier, deleted_upstream: gone }) => {
    return `${gone ? '-' : ''}${id === 'own' ? 'own' : 'told'} ${tier}`;
  });
}

describe("the reseller's own word for a membership", () => {
  test("keeps the distributor's out", async () => {
    await tellOwn(OWN);
    await read(house, DISTRIBUTOR);
    expect(await seen()).toEqual(['own select']);
    expect(await lastRun(house)).toMatchObject({ added: 1 });
  });

  test('takes the place of what the distributor has told, at once', async () => {
    await read(house, DISTRIBUTOR);
    expect(await seen()).toEqual(['told gold']);
    await tellOwn(OWN);
    expect((await seen()).toSorted()).toEqual(['-told gold', 'own select']);
    expect((await changesOf(house, RESELLER)).slice(-2)).toEqual(['ADDED', 'DELETED']);
    await read(house, DISTRIBUTOR);
    expect((await seen()).toSorted()).toEqual(['-told gold', 'own select']);
  });

  test('leaves what it does not speak of: another program, another portfolio', async () => {
    await read(house, DISTRIBUTOR);
    await tellOwn(
      { remoteId: 'own', program: 'cisco-360', portfolio: 'Networking', tier: 'networking-partner' },
      { remoteId: 'own', program: 'partner-program', portfolio: 'Security', tier: null },
    );
    expect((await seen()).toSorted()).toEqual(['own networking-partner', 'own null', 'told gold']);
  });

  test("lets the distributor's in again once it is gone", async () => {
    await tellOwn(OWN);
    await read(house, DISTRIBUTOR);
    await tellOwn();
    await read(house, DISTRIBUTOR);
    expect((await seen()).toSorted()).toEqual(['-own select', 'told gold']);
  });
});
