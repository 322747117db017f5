import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { toCodedNodeId, toNodeId, type NodeKind } from '../../../platform/ids/node-id.ts';
import { NODE_TABLES } from '../../../platform/ids/node-tables.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
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
import { profileRecord } from '../partners/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

let room: SubgraphTest;
let owner: TestPartner;
let stranger: TestPartner;
/** Kinds of which the partner has one each, and the subgraph that owns the kind. */
const OWNERS = {
  Partner: 'partners',
  Person: 'partners',
  AccessGrant: 'partners',
  Membership: 'programs',
  Certification: 'certifications',
  Benefit: 'benefits',
  FundRequest: 'benefits',
  Deal: 'deals',
  DealEvent: 'deals',
  Connection: 'connections',
  SyncRun: 'connections',
} as const satisfies Partial<Record<keyof typeof NODE_TABLES, string>>;
type OwnedKind = keyof typeof OWNERS;
const KINDS = Object.keys(OWNERS) as OwnedKind[];
/** The id of a node of each kind. */
const ids = new Map<NodeKind, string>();

beforeAll(async () => {
  const others = ALL_SUBGRAPHS.filter((module) => module.name !== connectionsModule.name);
  const ingests: readonly Ingest[] = [
    ...partnerIngests,
    ...programIngests,
    ...certificationIngests,
    ...benefitIngests,
    ...dealIngests,
  ];
  room = await openSubgraphTest({ modules: [connectionsModule, ...others], ingests });
  owner = await room.tenants.addPartner();
  stranger = await room.tenants.addPartner();
  const alpha = await room.tenants.connect(owner, 'alpha');
  await room.feeder.feed(alpha, [certificationRecord()], { area: 'CERTIFICATION' });
  await room.feeder.feed(alpha, [membershipRecord(), profileRecord()], { area: 'MEMBERSHIP' });
  await room.feeder.feed(alpha, [benefitRecord(), requestRecord()], { area: 'BENEFIT' });
  await room.feeder.feed(alpha, [dealRecord()], { area: 'DEAL' });
  const friend = await room.tenants.addPartner();
  await room.tenants.grant({ from: owner, to: friend, vendors: ['alpha'], areas: ['TIER'] });
  await room.tenants.as(owner, 'partnergraph_sync', async (trx) => {
    await sql`insert into sync_run (id, connection_id, partner_id, vendor_id, feed, area, full_run, started_at)
      values (${randomUUID()}, ${alpha.id}, ${owner.uuid}, 'alpha', 'deals', 'DEAL', true, now())`.execute(trx);
  });
  for (const kind of KINDS) {
    const { rows } = await room.tenants.as(owner, 'partnergraph_app', (trx) =>
      sql<{ id: string }>`select id from ${sql.table(NODE_TABLES[kind])} where id <> ${friend.uuid}`.execute(trx),
    );
    ids.set(kind, toNodeId(kind, rows[0]?.id ?? ''));
  }
});
afterAll(() => room.close());

async function node(
  id: string,
  as = owner,
  scopes?: readonly string[],
): Promise<{ __typename: string; id: string } | null> {
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const question = { as, query, variables: { id }, ...(scopes ? { scopes } : {}) };
  return (await room.read<{ node: { __typename: string; id: string } | null }>(question)).node;
}

describe('any node by its id', () => {
  test.each(KINDS)('%s: found by its owner, and by nobody else', async (kind) => {
    const id = ids.get(kind) ?? '';
    expect(await node(id)).toEqual({ __typename: kind, id });
    expect(await node(id, stranger)).toBeNull();
  });

  test.each(KINDS)('%s: resolved by its subgraph for its owner, and for nobody else', async (kind) => {
    const id = ids.get(kind) ?? '';
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { __typename ... on ${kind} { id } }
    }`;
    const variables = { representations: [{ __typename: kind, id }] };
    const ask = (as: TestPartner): Promise<unknown> => room.read({ as, query, variables, graph: OWNERS[kind] });
    expect(await ask(owner)).toEqual({ _entities: [{ __typename: kind, id }] });
    expect(await ask(stranger)).toEqual({ _entities: [null] });
  });

  test.each([
    ['a vendor', 'alpha', 'Vendor'],
    ['a program', toCodedNodeId('Program', 'alpha/main'), 'Program'],
    ['a tier', toCodedNodeId('Tier', 'alpha/main/-/gold'), 'Tier'],
    ['a tier of a portfolio', toCodedNodeId('Tier', 'beta/portfolios/Cloud/partner'), 'Tier'],
  ])('%s is a fact of ours, the same for everyone', async (_title, id, kind) => {
    expect(await node(id)).toEqual({ __typename: kind, id });
    expect(await node(id, stranger)).toEqual({ __typename: kind, id });
  });

  test.each([
    '',
    'x',
    'nobody',
    randomUUID(),
    toNodeId('Deal', randomUUID()),
    toNodeId('Alliance', randomUUID()),
    toNodeId('Opportunity', randomUUID()),
    toCodedNodeId('Program', 'alpha'),
    toCodedNodeId('Program', 'alpha/none'),
    toCodedNodeId('Program', '__proto__/constructor'),
    toCodedNodeId('Tier', 'alpha/main'),
    toCodedNodeId('Tier', 'alpha/main/Cloud/gold'),
    toCodedNodeId('Tier', 'alpha/main/-/none'),
    toCodedNodeId('Tier', 'beta/portfolios/-/partner'),
  ])('%j is none', async (id) => {
    expect(await node(id)).toBeNull();
  });

  test('an id under another kind than its own is none', async () => {
    const deal = Buffer.from(ids.get('Deal') ?? '', 'base64url')
      .toString('utf8')
      .slice('Deal:'.length);
    expect(await node(toNodeId('Membership', deal))).toBeNull();
    expect(await node(toNodeId('Connection', deal))).toBeNull();
  });

  test.each(['Connection', 'SyncRun'] as const)('a %s needs its scope here too', async (kind) => {
    const scopes = ['deals:read', 'connections:admin'];
    await expect(node(ids.get(kind) ?? '', owner, scopes)).rejects.toThrow('connections:read');
  });

  test('of many kinds at once costs one statement a kind', async () => {
    const all = [...ids.values()];
    const query = `{ ${all.map((id, index) => `a${index}: node(id: "${id}") { id } b${index}: node(id: "${id}") { id }`).join(' ')} }`;
    const { statements, errors } = await room.ask({ as: owner, query });
    expect(errors).toEqual([]);
    const reads = statements.filter((statement) => /from "?\w+"? where "?id"?/.test(statement));
    expect(reads.length).toBeGreaterThan(5);
    expect(new Set(reads).size).toBe(reads.length);
  });
});
