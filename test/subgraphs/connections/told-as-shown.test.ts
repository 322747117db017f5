import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { CAPABILITY_AREAS, type CapabilityArea } from '../../../platform/records/vocabulary.ts';
import { benefitIngests } from '../../../subgraphs/benefits/index.ts';
import { certificationIngests } from '../../../subgraphs/certifications/index.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { dealIngests } from '../../../subgraphs/deals/index.ts';
import { partnerIngests } from '../../../subgraphs/partners/index.ts';
import { programIngests } from '../../../subgraphs/programs/index.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { benefitRecord, requestRecord } from '../benefits/records.ts';
import { certificationRecord } from '../certifications/records.ts';
import { dealRecord } from '../deals/records.ts';
import { bidRecord } from '../deals/special-bid-records.ts';
import { profileRecord } from '../partners/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';

let room: SubgraphTest;
/** Who let one area be seen, by the area. */
const grantees = new Map<CapabilityArea, TestPartner>();
let owner: TestPartner;

/** A record of every kind, brought by a feed of the area. */
async function bringUnder(connection: TestConnection, area: CapabilityArea): Promise<void> {
  const remoteId = `of ${area}`;
  const request = requestRecord({ remoteId, benefitRemoteId: remoteId });
  const records = [
    profileRecord({ remoteId }),
    membershipRecord({ remoteId, portfolio: area }),
    certificationRecord({ remoteId }),
    benefitRecord({ remoteId }),
    request,
    dealRecord({ remoteId }),
    bidRecord({ remoteId }),
  ];
  await room.feeder.feed(connection, records, { area });
  await room.feeder.feed(connection, [{ ...request, activity: 'Another activity' }], { area });
}

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [connectionsModule, ...ALL_SUBGRAPHS.filter((module) => module.name !== connectionsModule.name)],
    ingests: [...partnerIngests, ...programIngests, ...certificationIngests, ...benefitIngests, ...dealIngests],
  });
  owner = await room.tenants.addPartner();
  for (const area of CAPABILITY_AREAS) {
    const grantee = await room.tenants.addPartner();
    await room.tenants.grant({ from: owner, to: grantee, vendors: ['alpha'], areas: [area] });
    grantees.set(area, grantee);
  }
  const connection = await room.tenants.connect(owner, 'alpha');
  for (const area of CAPABILITY_AREAS) await bringUnder(connection, area);
});
afterAll(() => room.close());

/** The nodes that the change log or the payloads hold rows of for a viewer. */
async function nodesOf(as: TestPartner, table: 'change' | 'vendor_payload'): Promise<Set<string>> {
  const { rows } = await room.tenants.as(as, 'partnergraph_app', (trx) =>
    sql<{ node_id: string }>`select distinct node_id from ${sql.table(table)}`.execute(trx),
  );
  return new Set(rows.map((row) => row.node_id));
}

const NODES = ['membership', 'certification', 'benefit', 'deal', 'special_bid'];
/** Kept and shown, but told as a part of another node, or not at all. */
const PARTS = ['fund_request', 'partner_profile'];

/** The rows of some tables that a viewer is shown. */
async function shownOf(as: TestPartner, tables: readonly string[]): Promise<Set<string>> {
  const found = await room.tenants.as(as, 'partnergraph_app', (trx) =>
    Promise.all(tables.map((table) => sql<{ id: string }>`select id from ${sql.table(table)}`.execute(trx))),
  );
  return new Set(found.flatMap(({ rows }) => rows.map(({ id }) => id)));
}

describe.each(CAPABILITY_AREAS)('a grant of %s alone', (area) => {
  test('tells the changes of the nodes that it shows, whatever feed brought them, and of no other', async () => {
    const grantee = grantees.get(area) as TestPartner;
    expect(await nodesOf(grantee, 'change')).toEqual(await shownOf(grantee, NODES));
  });

  test('opens the payloads of the rows that it shows, and no other', async () => {
    const grantee = grantees.get(area) as TestPartner;
    expect(await nodesOf(grantee, 'vendor_payload')).toEqual(await shownOf(grantee, [...NODES, ...PARTS]));
  });
});

test('an owner is told of all that there is', async () => {
  expect((await nodesOf(owner, 'change')).size).toBe(NODES.length * CAPABILITY_AREAS.length);
  expect((await nodesOf(owner, 'vendor_payload')).size).toBe((NODES.length + PARTS.length) * CAPABILITY_AREAS.length);
});
