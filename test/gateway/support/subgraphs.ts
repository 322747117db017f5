import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { sql } from 'kysely';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { DateScalar } from '../../../platform/graph/scalars.ts';

const LINK = (names: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${names}])`;

/** What the little subgraphs' slow fields wait for, and what was seen of them. */
export interface Workbench {
  /** Waits while it is shut. */
  gate: Promise<void>;
  readonly seen: { field: string; context: GraphContext }[];
  /** The second read of the last `touchedTwice`. */
  lastTouch: Promise<number> | null;
  /** Representations of each call of `Buyer`. */
  readonly entityCalls: string[];
}

/** A workbench whose gate is open. */
export function openWorkbench(): Workbench {
  return { gate: Promise.resolve(), seen: [], lastTouch: null, entityCalls: [] };
}

/** Shuts the gate; what is waiting goes on when the returned function is called. */
export function shutGate(bench: Workbench): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.gate = promise;
  return resolve;
}

export const ORDERS_SDL = `
${LINK('"@key", "@requiresScopes"')}
scalar Date
interface Sourced { source: String raw: String }
type Query {
  orders(first: Int = 2, since: Date): [Order!]!
  order(id: ID!): Order
  sourced: [Sourced!]!
  slowOrder: Order
  faulty: String
  leaky: String
  refused: String
  missing: Order!
  whoAsks: String
  touched: Int
  touchedTwice: Int
  broken: Int
  waiting: Int
}
type Mutation {
  placeOrder(name: String!): Order @requiresScopes(scopes: [["orders:write"]])
  slowChange: String
}
type Order implements Sourced @key(fields: "id") {
  id: ID!
  name: String!
  source: String
  raw: String @requiresScopes(scopes: [["raw:read"]])
  buyer: Buyer
}
type Note implements Sourced { source: String raw: String @requiresScopes(scopes: [["raw:read"], ["notes:all"]]) }
type Buyer @key(fields: "id", resolvable: false) { id: ID! }
`;

export const BUYERS_SDL = `
${LINK('"@key", "@requiresScopes"')}
type Query { buyers: [Buyer!]! slowBuyer: Buyer secrets: Secrets vault: Vault }
type Buyer @key(fields: "id") {
  id: ID!
  name: String
  email: String @requiresScopes(scopes: [["people:read"]])
  slow: String
}
type Secrets @requiresScopes(scopes: [["secrets:read", "secrets:list"]]) { word: String }
type Vault { level: Level }
enum Level @requiresScopes(scopes: [["vault:read"]]) { LOW HIGH }
`;

/** Reads one value in the request's transaction. */
async function touch(context: GraphContext): Promise<number> {
  const { rows } = await context.db.read((trx) => sql<{ one: number }>`select 1 as one`.execute(trx));
  return rows[0]?.one ?? 0;
}

function order(id: string): object {
  return {
    __typename: 'Order',
    id,
    name: `order ${id}`,
    source: 'shop',
    raw: `raw ${id}`,
    buyer: { id: `b${Number(id) % 2}` },
  };
}

/** A subgraph of orders; each order's buyer is one of two, in the other subgraph. */
export function ordersSchema(bench: Workbench): GraphQLSchema {
  const slow = async <T>(value: T): Promise<T> => {
    await bench.gate;
    return value;
  };
  const Query = {
    orders: (_root: object, { first }: { first: number }, context: GraphContext) => {
      bench.seen.push({ field: 'orders', context });
      return Array.from({ length: first }, (_unused, index) => order(String(index)));
    },
    order: (_root: object, { id }: { id: string }) => order(id),
    sourced: () => [order('1'), { __typename: 'Note', source: 'desk', raw: 'note' }],
    slowOrder: () => slow(order('7')),
    faulty: () => {
      throw new Error('connect ECONNREFUSED postgres://app:s3cret@10.1.2.3:5432/graph');
    },
    leaky: () => {
      throw new GraphQLError('host db.internal is down', {
        extensions: { code: 'DB_DOWN', host: 'db.internal', stacktrace: ['at x'] },
      });
    },
    refused: () => {
      throw new GraphQLError('first must be a whole number from 0 to 200, not 900', {
        extensions: { code: 'BAD_USER_INPUT', argument: 'first', host: 'db.internal' },
      });
    },
    missing: () => null,
    touched: (_root: object, _args: object, context: GraphContext) => touch(context),
    touchedTwice: async (_root: object, _args: object, context: GraphContext) => {
      await touch(context);
      await bench.gate;
      bench.lastTouch = touch(context);
      return bench.lastTouch;
    },
    broken: (_root: object, _args: object, context: GraphContext) =>
      context.db.read((trx) => sql`select no_such_column`.execute(trx)),
    waiting: (_root: object, _args: object, context: GraphContext) =>
      context.db.read(async (trx) => {
        await sql`select 1 from deal limit 1`.execute(trx);
        return 1;
      }),
    whoAsks: (_root: object, _args: object, context: GraphContext) =>
      `${context.viewer.subject} of ${context.viewer.partnerId} as ${context.requestId}`,
  };
  const Mutation = {
    placeOrder: (_root: object, { name }: { name: string }) => ({ ...order('9'), name }),
    slowChange: () => slow('changed'),
  };
  return buildSubgraphSchema({
    typeDefs: parse(ORDERS_SDL),
    resolvers: {
      Query,
      Mutation,
      Date: DateScalar,
      Order: { __resolveReference: ({ id }: { id: string }) => order(id) },
    } as never,
  });
}

/** A subgraph of buyers. */
export function buyersSchema(bench: Workbench): GraphQLSchema {
  const buyer = (id: string): object => ({
    id,
    name: `buyer ${id}`,
    email: `${id}@example.com`,
    slow: () => bench.gate.then(() => 'at last'),
  });
  return buildSubgraphSchema({
    typeDefs: parse(BUYERS_SDL),
    resolvers: {
      Query: {
        buyers: () => [buyer('b0'), buyer('b1')],
        slowBuyer: () => bench.gate.then(() => buyer('b0')),
        secrets: () => ({ word: 'xyzzy' }),
        vault: () => ({ level: 'LOW' }),
      },
      Buyer: {
        __resolveReference: ({ id }: { id: string }, context: GraphContext) => {
          bench.entityCalls.push(id);
          bench.seen.push({ field: 'Buyer', context });
          return buyer(id);
        },
      },
    } as never,
  });
}
