import { pino } from 'pino';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { startGateway } from '../../../gateway/start-gateway.ts';
import { createMemoryCache } from '../../../platform/cache/open-cache.ts';
import { forRequests } from '../../../platform/cache/request-cache.ts';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import { defineSubgraph, type Subgraph } from '../../../platform/graph/define-subgraph.ts';
import { SCOPES } from '../../../platform/identity/scopes.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { RateTable, type ReferenceRate } from '../../../platform/money/rates.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { ALL_INGESTS } from '../../../sync/all-ingests.ts';
import { joinDomains } from '../../../sync/join-domains.ts';
import { createTokenMaker } from '../../gateway/support/tokens.ts';
import { Feeder } from './feeder.ts';
import { openMigratedDatabase } from './migrated-database.ts';
import { Tenants, type TestPartner } from './tenants.ts';
import { TestClock } from './test-clock.ts';
import { testVendors } from './test-vendors.ts';

export interface GraphQuestion {
  /** Who asks, with every scope. */
  readonly as: TestPartner;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface GraphAnswer<Data> {
  readonly data: Data | null;
  readonly errors: ReadonlyArray<{ readonly message: string; readonly path?: readonly unknown[] }>;
  /** Every SQL statement that read something for it. */
  readonly statements: readonly string[];
}

/** All rooms behind a gateway, over a database of their own, and a way to fill them and to ask. */
export interface GraphTest {
  readonly clock: TestClock;
  readonly tenants: Tenants;
  readonly feeder: Feeder;
  /** The schema as a client sees it. */
  readonly apiSdl: string;
  ask<Data>(question: GraphQuestion): Promise<GraphAnswer<Data>>;
  /** Like `ask`. @throws Error with the messages when there is any error */
  read<Data>(question: GraphQuestion): Promise<Data>;
  /** What the sync does for a tenant once a run is over. */
  settle(partner: TestPartner): Promise<void>;
  close(): Promise<void>;
}

/** Opens all rooms. One a test file: opened in `beforeAll`, closed in `afterAll`. */
export async function openGraphTest(rates: readonly ReferenceRate[] = []): Promise<GraphTest> {
  const clock = new TestClock();
  let statements: string[] = [];
  const steps = ALL_SUBGRAPHS.flatMap((module) => module.migrations);
  const database = await openMigratedDatabase(steps, (statement) => statements.push(statement));
  const tenants = new Tenants(database, clock);
  const vendors = testVendors();
  const local: Subgraph[] = [];
  for (const module of ALL_SUBGRAPHS) local.push(await defineSubgraph(module));
  const { supergraphSdl, apiSdl } = composeSupergraph(local.map(({ name, sdl }) => ({ name, sdl })));
  const tokens = await createTokenMaker();
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl,
    subgraphs: { local, remote: {}, timeoutMs: 10_000 },
    services: {
      database,
      clock,
      rates: new RateTable(rates),
      cache: forRequests(createMemoryCache()),
      cursors: createCursorCodec(Buffer.alloc(32, 7)),
      vendors,
      freshnessSeconds: 3_600,
      fileFreshnessSeconds: 86_400,
      sqlTimeoutMs: 10_000,
    },
    verify: tokens.verify,
    maxBodyBytes: 262_144,
    introspection: true,
    graphiql: null,
    log: pino({ level: 'silent' }),
  });

  const ask = async <Data>({ as, query, variables }: GraphQuestion): Promise<GraphAnswer<Data>> => {
    const token = await tokens.make(Object.keys(SCOPES).join(' '), { tenant: as.uuid });
    statements = [];
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Partial<GraphAnswer<Data>>;
    // Transactions end behind the answer, and would be counted with the next question.
    const reads = statements.filter((statement) => !/^(begin|start|commit|rollback)\b/i.test(statement));
    return { data: data ?? null, errors: errors ?? [], statements: reads };
  };

  return {
    clock,
    tenants,
    feeder: new Feeder(tenants, clock, Object.values(ALL_INGESTS).flat() as Ingest[]),
    apiSdl,
    ask,
    read: async <Data>(question: GraphQuestion): Promise<Data> => {
      const { data, errors } = await ask<Data>(question);
      if (errors.length > 0 || data === null) throw new Error(errors.map((error) => error.message).join('; '));
      return data;
    },
    settle: (partner) =>
      tenants.as(partner, 'partnergraph_sync', (trx) =>
        joinDomains(trx, { programOf: vendors.program, now: clock.now() }),
      ),
    close: async () => {
      await gateway.stop();
      await database.close();
    },
  };
}
