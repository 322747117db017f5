import { beforeAll, describe, expect, test } from '@jest/globals';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode } from '@apollo/query-planner';
import { parse, validate } from 'graphql';
import { PLANNER_CONFIG } from '../../gateway/execution/create-apollo-gateway.ts';
import { limitRules } from '../../gateway/limits/limit-rules.ts';
import { parseOptionsOf } from '../../gateway/limits/token-limit.ts';
import { composeSupergraph } from '../../gateway/schema/compose.ts';
import { prepareSupergraph } from '../../gateway/supergraph/prepare.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import { DEFAULT_OPERATION_LIMITS } from '../../platform/limits/operation-limits.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';

let supergraph: Supergraph;
let planner: QueryPlanner;
beforeAll(async () => {
  const subgraphs = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
  supergraph = Supergraph.build(prepareSupergraph(composeSupergraph(subgraphs).supergraphSdl));
  planner = new QueryPlanner(supergraph, PLANNER_CONFIG);
}, 60_000);

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_unused, index) => make(index)).join(' ');

/** From one subgraph to the next and back, as far as the limit of depth allows. */
const HOPS =
  'nodes { partner { memberships { program { vendor { programs { tiers { program { name } } } } } } certifications(first: 1) { nodes { holder { partner { name } } } } } membership { partner { name } } }';
const KINDS = ['Deal', 'Benefit', 'Certification', 'Membership', 'SpecialBid', 'FundRequest'];
const SOURCED = KINDS.map((type) => `... on ${type} { source { vendor { name programs { tiers { name } } } } }`).join(
  ' ',
);
const circle = (depth: number): string =>
  depth === 0 ? 'name' : `deals(first: 1) { nodes { partner { ${circle(depth - 1)} } } }`;

const DOCUMENTS: ReadonlyArray<readonly [title: string, query: string]> = [
  ['many aliases of a way through all subgraphs', `{ ${times(15, (n) => `a${n}: deals(first: 1) { ${HOPS} }`)} }`],
  ['every type behind an interface, many times', `{ ${times(7, (n) => `n${n}: node(id: "x") { ${SOURCED} }`)} }`],
  ['a circle of two subgraphs', `{ ${times(10, (n) => `a${n}: viewer { partner { ${circle(3)} } }`)} }`],
  [
    'a fragment at many places',
    `{ ${times(18, (n) => `a${n}: deals(first: 1) { ...F }`)} } fragment F on DealConnection { ${HOPS} }`,
  ],
];

function fetchesOf(node: PlanNode | undefined): number {
  if (node === undefined) return 0;
  if (node.kind === 'Fetch') return 1;
  if (node.kind === 'Flatten') return fetchesOf(node.node);
  if (node.kind === 'Sequence' || node.kind === 'Parallel')
    return node.nodes.reduce((sum, one) => sum + fetchesOf(one), 0);
  throw new Error(`a plan does not hold ${node.kind}`);
}

/** Within the limits on documents: what is let in, and so is planned. */
function planOf(query: string): { fetches: number; evaluated: number } {
  const document = parse(query, parseOptionsOf(DEFAULT_OPERATION_LIMITS));
  const schema = supergraph.apiSchema();
  expect(validate(schema.toGraphQLJSSchema(), document, limitRules(DEFAULT_OPERATION_LIMITS))).toEqual([]);
  const plan = planner.buildQueryPlan(operationFromDocument(schema, document));
  const evaluated = planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? Number.NaN;
  const node = plan.node;
  if (node?.kind === 'Subscription') throw new Error('there are no subscriptions');
  return { fetches: fetchesOf(node), evaluated };
}

describe('the plan of the worst document that the limits let in', () => {
  test.each(DOCUMENTS)('%s: is the only one that is looked at, and of at most 100 steps', (_title, query) => {
    const { fetches, evaluated } = planOf(query);
    expect(evaluated).toBe(1);
    expect(fetches).toBeGreaterThan(0);
    expect(fetches).toBeLessThanOrEqual(100);
  });

  test('grows with the aliases, and no faster', () => {
    const stepsOf = (aliases: number): number =>
      planOf(`{ ${times(aliases, (n) => `a${n}: deals(first: 1) { ${HOPS} }`)} }`).fetches;
    const [four, twelve] = [stepsOf(4), stepsOf(12)];
    expect(twelve).toBeLessThanOrEqual(four * 3);
  });
});
