import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { sql } from 'kysely';
import { toCodedNodeId, toNodeId, type NodeKind } from '../../../platform/ids/node-id.ts';
import { NODE_TABLES } from '../../../platform/ids/node-tables.ts';
import { buildArtefacts, API_FILE } from '../../../gateway/schema/artefacts.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { FULL_BENEFIT, FULL_REQUEST } from '../benefits/records.ts';
import { certificationRecord } from '../certifications/records.ts';
import { dealRecord } from '../deals/records.ts';
import { FULL_BID } from '../deals/special-bid-records.ts';
import { profileRecord } from '../partners/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openGraphTest, type GraphTest } from '../support/open-graph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';

/** Every kind of node that the graph has, read off the subgraphs: a new kind is in this test without being named here. */
const API = (await buildArtefacts(ALL_SUBGRAPHS)).files.get(API_FILE) ?? '';
const SCHEMA: GraphQLSchema = buildSchema(API);
const NODE = SCHEMA.getType('Node');
const KINDS = SCHEMA.getPossibleTypes(NODE as never).filter(isObjectType);

/** Facts of ours, the same for every tenant. */
const FACTS: Readonly<Record<string, string>> = {
  Vendor: 'alpha',
  Program: toCodedNodeId('Program', 'alpha/main'),
  Tier: toCodedNodeId('Tier', 'alpha/main/-/gold'),
};
const TENANTS_KINDS = KINDS.filter((type) => !Object.hasOwn(FACTS, type.name));

let graph: GraphTest;
let owner: TestPartner;
let stranger: TestPartner;

async function addPlumbing(alpha: TestConnection): Promise<void> {
  await graph.tenants.as(owner, 'partnergraph_sync', async (trx) => {
    await sql`insert into sync_run (id, connection_id, partner_id, vendor_id, feed, area, full_run, started_at)
      values (${randomUUID()}, ${alpha.id}, ${owner.uuid}, 'alpha', 'deals', 'DEAL', true, now())`.execute(trx);
    await sql`insert into file_import (id, partner_id, connection_id, vendor_id, area, feed, state, as_of, sha256, sent_by,
        sent_at, progress_at)
      values (${randomUUID()}, ${owner.uuid}, ${alpha.id}, 'alpha', 'DEAL', 'file', 'CHECKED', '2026-06-01', 'x', 'me',
        now(), now())`.execute(trx);
  });
}

async function addSale(): Promise<void> {
  await graph.tenants.as(owner, 'partnergraph_app', (trx) =>
    sql`insert into opportunity (id, partner_id, name, customer_name, customer_country, created_at)
      values (${randomUUID()}, ${owner.uuid}, 'A sale', 'A customer', 'DE', now())`.execute(trx),
  );
}

async function befriend(): Promise<void> {
  const friend = await graph.tenants.addPartner('A friend');
  await graph.read({ as: friend, query: 'mutation { setListing(listing: {}) { subject } }' });
  const mine = '[{ kind: SERVICE, detail: "Ours" }]';
  const theirs = '[{ kind: EXPERTISE, detail: "Theirs" }]';
  const query = `mutation {
    grantAccess(grantee: "${friend.id}", vendors: ["alpha"], areas: [TIER], level: FULL) { id }
    proposeAlliance(kind: TEAMS_WITH, with: "${friend.id}", mine: ${mine}, theirs: ${theirs}) { id }
  }`;
  await graph.read({ as: owner, query });
}

beforeAll(async () => {
  graph = await openGraphTest();
  owner = await graph.tenants.addPartner('The owner');
  stranger = await graph.tenants.addPartner('A stranger');
  const alpha = await graph.tenants.connect(owner, 'alpha');
  await graph.feeder.feed(alpha, [certificationRecord()], { area: 'CERTIFICATION' });
  await graph.feeder.feed(alpha, [membershipRecord(), profileRecord()], { area: 'MEMBERSHIP' });
  await graph.feeder.feed(alpha, [FULL_BENEFIT, FULL_REQUEST], { area: 'BENEFIT' });
  await graph.feeder.feed(alpha, [dealRecord()], { area: 'DEAL' });
  await graph.feeder.feed(alpha, [FULL_BID], { area: 'SPECIAL_BID' });
  await addPlumbing(alpha);
  await addSale();
  await befriend();
});
afterAll(() => graph.close());

/** The id of a node of the kind that the owner has. @throws Error for a kind that nothing above makes */
async function ownNode(type: GraphQLObjectType): Promise<string> {
  if (type.name === 'Partner') return owner.id;
  const table = (NODE_TABLES as Readonly<Record<string, string>>)[type.name];
  if (table === undefined) throw new Error(`node(id) does not know the kind ${type.name}: name it in node-tables.ts`);
  const { rows } = await graph.tenants.as(owner, 'partnergraph_app', (trx) =>
    sql<{ id: string }>`select id from ${sql.table(table)} limit 1`.execute(trx),
  );
  if (!rows[0]) throw new Error(`the owner has no ${type.name} in this test: make one above`);
  return toNodeId(type.name as NodeKind, rows[0].id);
}

/** Everything plain that the type tells of itself: answered by the subgraph that owns it, and by nobody else. */
function leavesOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .map((field) => field.name);
}

async function node(type: GraphQLObjectType, id: string, as: TestPartner): Promise<Record<string, unknown> | null> {
  const query = `query ($id: ID!) { node(id: $id) { __typename ... on ${type.name} { ${leavesOf(type).join(' ')} } } }`;
  return (await graph.read<{ node: Record<string, unknown> | null }>({ as, query, variables: { id } })).node;
}

describe('any node of the graph by its id', () => {
  test('there are as many kinds as the contract begins with, and more', () => {
    expect(KINDS.map((type) => type.name)).toEqual(expect.arrayContaining(['Alliance', 'Deal', 'FileImport', 'Tier']));
    expect(KINDS.length).toBeGreaterThanOrEqual(17);
  });

  test.each(TENANTS_KINDS.map((type) => [type.name, type] as const))(
    '%s: its owner gets it whole, another tenant gets null',
    async (name, type) => {
      const id = await ownNode(type);
      const found = await node(type, id, owner);
      expect(found).toMatchObject({ __typename: name, id });
      expect(Object.keys(found ?? {})).toEqual(expect.arrayContaining(leavesOf(type)));
      expect(await node(type, id, stranger)).toBeNull();
    },
  );

  test.each(KINDS.filter((type) => Object.hasOwn(FACTS, type.name)).map((type) => [type.name, type] as const))(
    '%s: a fact of ours, the same for everyone',
    async (name, type) => {
      const id = FACTS[name] ?? '';
      const found = await node(type, id, owner);
      expect(found).toMatchObject({ __typename: name, id });
      expect(await node(type, id, stranger)).toEqual(found);
    },
  );

  test('an alliance is found by both of its sides', async () => {
    const type = SCHEMA.getType('Alliance') as GraphQLObjectType;
    const id = await ownNode(type);
    const query = `{ node(id: "${id}") { ... on Alliance { state from { name } to { id name } contributions { detail } } } }`;
    type Sides = { node: { to: { id: string } } };
    const mine = await graph.read<Sides>({ as: owner, query });
    expect(mine.node).toMatchObject({ state: 'PROPOSED', from: { name: 'The owner' }, to: { name: 'A friend' } });
    const uuid = Buffer.from(mine.node.to.id, 'base64url').toString('utf8').slice('Partner:'.length);
    expect(await graph.read({ as: { uuid, id: mine.node.to.id }, query })).toEqual(mine);
  });
});
