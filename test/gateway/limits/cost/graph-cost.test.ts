import { beforeAll, describe, expect, test } from '@jest/globals';
import { getOperationAST, parse, validate, type GraphQLSchema } from 'graphql';
import { buildCostTable, type CostTable } from '../../../../gateway/limits/cost/cost-table.ts';
import { costOf } from '../../../../gateway/limits/cost/operation-cost.ts';
import { composeSupergraph } from '../../../../gateway/schema/compose.ts';
import { defineSubgraph } from '../../../../platform/graph/define-subgraph.ts';
import { MUTATION_COST } from '../../../../platform/graph/cost.ts';
import { ALL_SUBGRAPHS } from '../../../../subgraphs/registry.ts';
import { buildSchema } from 'graphql';

let schema: GraphQLSchema;
let table: CostTable;
beforeAll(async () => {
  const subgraphs = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
  const { supergraphSdl, apiSdl } = composeSupergraph(subgraphs);
  schema = buildSchema(apiSdl);
  table = buildCostTable(supergraphSdl);
}, 60_000);

function cost(query: string): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return costOf(table, { schema, document, operation, variables: {} });
}

describe('what the graph says its fields cost', () => {
  test.each([
    ['tierPlan', 'tierPlan(input: $i) { __typename }', 'TierPlanInput!', 50],
    ['certificationPlan', 'certificationPlan(input: $i) { __typename }', 'CertificationPlanInput!', 100],
    ['checkDealConflicts', 'checkDealConflicts(input: $i) { __typename }', 'ConflictCheckInput!', 50],
    ['dealStats, once a group', 'dealStats(currency: "EUR", groupBy: $i) { __typename }', '[DealGroup!]!', 50],
    ['protectionClock, once an entry', 'protectionClock(withinDays: $i) { __typename }', 'Int!', 30],
  ])('%s', (_name, field, type, points) => {
    expect(cost(`query ($i: ${type}) { ${field} }`)).toBe(points);
  });

  test('a list and its elements cost one each, as before', () => {
    expect(cost('{ deals(first: 30) { nodes { id } } }')).toBe(31);
  });

  test('twenty plans in one request cost twenty times as much', () => {
    const plans = Array.from({ length: 20 }, (_unused, n) => `p${n}: certificationPlan(input: $i) { __typename }`);
    expect(cost(`query ($i: CertificationPlanInput!) { ${plans.join(' ')} }`)).toBe(2_000);
  });

  test('every mutation costs at least ten, and no more for the node it gives back', () => {
    const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(fields.length).toBeGreaterThanOrEqual(8);
    for (const { name } of fields) {
      const { weight } = table.ofField('Mutation', name);
      expect({ name, cheap: (weight ?? 0) < MUTATION_COST }).toEqual({ name, cheap: false });
    }
    expect(cost('mutation { revokeAccess(id: "x") { id } }')).toBe(10);
    expect(
      cost(
        'mutation { ...Two } fragment Two on Mutation { a: revokeAccess(id: "x") { id } b: revokeAccess(id: "y") { id } }',
      ),
    ).toBe(20);
  });
});
