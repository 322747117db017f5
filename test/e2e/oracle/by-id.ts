import { isObjectType, isUnionType } from 'graphql';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { toNodeId, type NodeKind } from '../../../platform/ids/node-id.ts';
import { NODE_TABLES } from '../../../platform/ids/node-tables.ts';
import { aliasOf, everythingOf } from './documents.ts';
import type { OracleHouse } from './oracle-house.ts';
import { farRules, type Walked } from './walk.ts';

/** Most rows of one tenant and table that are asked for by their ids. */
const MOST_IDS = 4;
/** How far is gone from a node: the walk from the roots goes further. */
const SHORT = { first: 5, depth: 1 };

/** Node ids of every tenant's rows, by kind; some of each. */
export function idsByKind({ rows }: OracleHouse, tenant?: number): ReadonlyMap<NodeKind, readonly string[]> {
  const kinds = Object.entries(NODE_TABLES) as Array<[NodeKind, string]>;
  return new Map(
    kinds.map(([kind, table]) => {
      const ofTable = [...rows.values()].filter((row) => row.table === table && (tenant ?? row.tenant) === row.tenant);
      const some = [...Map.groupBy(ofTable, (row) => row.tenant).values()].flatMap((own) => own.slice(0, MOST_IDS));
      return [kind, some.map(({ id }) => toNodeId(kind, id))];
    }),
  );
}

/** Asks `node` for every id, of whatever tenant. */
export async function walkNodes(house: OracleHouse, profile: DemoProfileName): Promise<Walked[]> {
  const rules = { ...farRules(house, profile), ...SHORT };
  const walked: Walked[] = [];
  for (const [kind, ids] of idsByKind(house)) {
    const type = house.schema.getType(kind);
    if (!type || ids.length === 0) continue;
    const selection = `{ __typename ... on ${kind} ${everythingOf(type, rules)} }`;
    const deal = kind === 'Deal' ? 'd: deal(id: $id) { id }' : '';
    // One question a kind, so that it is planned once.
    const query = `query ($id: ID!) { n: node(id: $id) ${selection} ${deal} }`;
    for (const id of ids) {
      const { data, errors } = await house.ask(profile, query, { id });
      walked.push({ profile, root: `node ${kind}`, query, answer: { data, errors } });
    }
  }
  return walked;
}

/** An entity that a subgraph only adds fields to has the id that it was asked for: that tells nobody anything. */
function withoutEcho(answer: unknown, type: string, asked: readonly string[]): unknown {
  const { data } = answer as { data?: { _entities?: Array<Record<string, unknown> | null> } };
  const name = aliasOf(type, 'id');
  const entities = data?._entities?.map((entity, index) =>
    entity?.[name] === asked[index] ? { ...entity, [name]: 'as asked' } : entity,
  );
  return { ...(answer as object), data: { _entities: entities } };
}

/** Asks each subgraph's executor for every entity that it resolves, of whatever tenant, past the gateway. */
export async function walkEntities(house: OracleHouse, profile: DemoProfileName): Promise<Walked[]> {
  const walked: Walked[] = [];
  const ids = idsByKind(house);
  for (const { name, schema } of house.subgraphs) {
    const entity = schema.getType('_Entity');
    const rules = { ...farRules(house, profile), ...SHORT, schema };
    for (const type of isUnionType(entity) ? entity.getTypes() : []) {
      const found = ids.get(type.name as NodeKind) ?? [];
      if (!isObjectType(type) || found.length === 0) continue;
      const representations = found.map((id) => ({ __typename: type.name, id }));
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} ${everythingOf(type, rules)} } }`;
      const answer = await house.askSubgraph(profile, name, query, { of: representations });
      walked.push({ profile, root: `${name} ${type.name}`, query, answer: withoutEcho(answer, type.name, found) });
    }
  }
  return walked;
}
