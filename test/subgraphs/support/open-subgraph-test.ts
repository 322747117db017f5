import { execute, parse, validate, type GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { createMemoryCache } from '../../../platform/cache/open-cache.ts';
import { forRequests, type RequestCache } from '../../../platform/cache/request-cache.ts';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import { createGraphContext } from '../../../platform/graph/create-context.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { defineSubgraph, type Subgraph, type SubgraphModule } from '../../../platform/graph/define-subgraph.ts';
import { SCOPES } from '../../../platform/identity/scopes.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { RateTable, type ReferenceRate } from '../../../platform/money/rates.ts';
import type { VendorDirectory } from '../../../platform/vendor/directory.ts';
import { Feeder } from './feeder.ts';
import { openMigratedDatabase } from './migrated-database.ts';
import { Tenants, type TestPartner } from './tenants.ts';
import { TestClock } from './test-clock.ts';
import { testVendors } from './test-vendors.ts';

export interface SubgraphTestOptions {
  /** Rooms under test, with their tables; the first is asked unless a question names another. */
  readonly modules: readonly [SubgraphModule, ...SubgraphModule[]];
  readonly ingests: readonly Ingest[];
  /** Alpha, beta and gamma unless said otherwise. */
  readonly vendors?: VendorDirectory;
  /** None unless said otherwise: then money of one currency compares with nothing else. */
  readonly rates?: readonly ReferenceRate[];
  /** One in memory unless said otherwise. */
  readonly cache?: RequestCache;
}

export interface Question {
  /** Who asks. */
  readonly as: TestPartner;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** All scopes unless said otherwise. */
  readonly scopes?: readonly string[];
  /** Name of the subgraph. */
  readonly graph?: string;
}

export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** Every SQL statement it took, transaction control included. */
  readonly statements: readonly string[];
}

/** Rooms with a database of their own, and a way to fill them and to ask them. */
export interface SubgraphTest {
  /** Under the rights of the tables' owner. */
  readonly database: Database;
  readonly clock: TestClock;
  readonly tenants: Tenants;
  readonly feeder: Feeder;
  readonly subgraph: (name?: string) => Subgraph;
  ask<Data>(question: Question): Promise<Answer<Data>>;
  /** Like `ask`. @throws Error with the messages when there is any error */
  read<Data>(question: Question): Promise<Data>;
  /** An entity as the gateway fetches it; null when the asker can't see it. @param selection fields of the type */
  reference<Data>(
    as: TestPartner,
    entity: { readonly type: string; readonly id: string; readonly selection: string },
    scopes?: readonly string[],
  ): Promise<Data | null>;
  close(): Promise<void>;
}

const REFERENCE = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';

/** Opens the rooms over a fresh database. One a test file: opened in `beforeAll`, closed in `afterAll`. */
export async function openSubgraphTest(options: SubgraphTestOptions): Promise<SubgraphTest> {
  const clock = new TestClock();
  let statements: string[] = [];
  const steps = options.modules.flatMap((module) => module.migrations);
  const database = await openMigratedDatabase(steps, (statement) => statements.push(statement));
  const tenants = new Tenants(database, clock);
  const services: GraphServices = {
    database,
    clock,
    rates: new RateTable(options.rates ?? []),
    cache: options.cache ?? forRequests(createMemoryCache()),
    cursors: createCursorCodec(Buffer.alloc(32, 7)),
    vendors: options.vendors ?? testVendors(),
    freshnessSeconds: 3_600,
    fileFreshnessSeconds: 31 * 86_400,
    sqlTimeoutMs: 10_000,
  };
  const subgraphs: Subgraph[] = [];
  for (const module of options.modules) subgraphs.push(await defineSubgraph(module));
  const subgraph = (name: string = options.modules[0].name): Subgraph => {
    const found = subgraphs.find((one) => one.name === name);
    if (!found) throw new Error(`no subgraph ${name} in this test`);
    return found;
  };

  const ask = async <Data>({ as, query, variables, scopes, graph }: Question): Promise<Answer<Data>> => {
    const { schema } = subgraph(graph);
    const document = parse(query);
    const faults = validate(schema, document);
    if (faults.length > 0) throw new Error(`not a valid query: ${faults.map((fault) => fault.message).join('; ')}`);
    const viewer = {
      partnerId: as.uuid,
      subject: 'tester',
      scopes: new Set<string>(scopes ?? Object.keys(SCOPES)),
    };
    const context = createGraphContext(services, viewer, { id: 'test', log: pino({ level: 'silent' }) });
    statements = [];
    try {
      const result = await execute({ schema, document, contextValue: context, variableValues: variables ?? {} });
      const plain = JSON.parse(JSON.stringify(result)) as { data?: Data; errors?: GraphQLFormattedError[] };
      return { data: plain.data ?? null, errors: plain.errors ?? [], statements };
    } finally {
      await context.close();
    }
  };

  const read = async <Data>(question: Question): Promise<Data> => {
    const { data, errors } = await ask<Data>(question);
    if (errors.length > 0 || data === null) throw new Error(errors.map((error) => error.message).join('; '));
    return data;
  };

  return {
    database,
    clock,
    tenants,
    feeder: new Feeder(tenants, clock, options.ingests),
    subgraph,
    ask,
    read,
    reference: async <Data>(
      as: TestPartner,
      { type, id, selection }: { type: string; id: string; selection: string },
      scopes?: readonly string[],
    ): Promise<Data | null> => {
      const { _entities: found } = await read<{ _entities: Array<Data | null> }>({
        as,
        query: `${REFERENCE} { ... on ${type} { ${selection} } } }`,
        variables: { representations: [{ __typename: type, id }] },
        ...(scopes ? { scopes } : {}),
      });
      return found[0] ?? null;
    },
    close: () => database.close(),
  };
}
