import { buildSchema, execute, parse, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { sql } from 'kysely';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { DEMO_PROFILES, type DemoProfileName } from '../../../demo/profiles.ts';
import { isSatisfied } from '../../../gateway/auth/requirement.ts';
import { buildScopeTable } from '../../../gateway/auth/scope-table.ts';
import { API_FILE, buildArtefacts, SUPERGRAPH_FILE } from '../../../gateway/schema/artefacts.ts';
import { startGateway } from '../../../gateway/start-gateway.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import { createGraphContext } from '../../../platform/graph/create-context.ts';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { defineSubgraph, type Subgraph } from '../../../platform/graph/define-subgraph.ts';
import type { DatabaseRole } from '../../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { openStartedHouse, post, type Answer, type StartedHouse } from '../../support/started-house.ts';
import { untilChangesAreTold } from '../../platform/consent/until-told.ts';
import { markRows } from './mark-rows.ts';
import { rowsOfTenants, type OwnedRows } from './owned-rows.ts';
import { seedTenants } from './seed-tenants.ts';
import { visibilityOf, type OracleGrant, type Visibility } from './visible.ts';

/** The profiles that ask, and the place of the partner that each acts for. */
export const PROFILES: Readonly<Record<DemoProfileName, number>> = {
  'var-admin': 1,
  'var-reader': 1,
  'other-var': 2,
  distributor: 3,
  dashboard: 1,
};
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly DemoProfileName[];
export const TENANTS = [1, 2, 3, 4] as const;

const ALL_VENDORS = ['aws', 'cisco', 'dell', 'ibm', 'ingram', 'microsoft'];

/** What the demonstration grants, and what is granted for the oracle beside it: a level of each kind. */
const GRANTS: readonly OracleGrant[] = [
  {
    from: 1,
    to: 3,
    level: 'FULL',
    vendors: ALL_VENDORS,
    areas: ['MEMBERSHIP', 'CERTIFICATION', 'BENEFIT', 'FUND', 'DEAL', 'LEAD'],
  },
  { from: 4, to: 3, level: 'FULL', vendors: ALL_VENDORS, areas: ['DEAL'] },
  {
    from: 2,
    to: 3,
    level: 'DEALS_NO_VALUE',
    vendors: ['aws', 'microsoft', 'ingram'],
    areas: ['MEMBERSHIP', 'CERTIFICATION', 'BENEFIT', 'FUND', 'DEAL', 'LEAD', 'SPECIAL_BID'],
  },
  {
    from: 4,
    to: 3,
    level: 'COUNTS_ONLY',
    vendors: ALL_VENDORS,
    areas: ['BENEFIT', 'CERTIFICATION', 'MEMBERSHIP', 'LEAD'],
  },
];
const SEEDED_BY_DEMO = 2;

/** Time passes until it is stopped; from then on two answers to one question differ by what is told and nothing else. */
class StoppableClock implements Clock {
  #stopped: Date | null = null;
  now(): Date {
    return new Date(this.#stopped ?? Date.now());
  }
  stop(): void {
    this.#stopped = new Date();
  }
  async sleep(ms: number): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}

/** The started house, every tenant's rows marked, and every way to ask it. */
export interface OracleHouse {
  readonly house: StartedHouse;
  readonly url: string;
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly Subgraph[];
  readonly visibility: Visibility;
  readonly rows: OwnedRows;
  /** Whether the profile's scopes let it select a field. */
  maySelect(profile: DemoProfileName, type: string, field: string): boolean;
  ask(profile: DemoProfileName, query: string, variables?: object): Promise<Answer<unknown>>;
  /** Asks a subgraph's executor, past the gateway. */
  askSubgraph(profile: DemoProfileName, name: string, query: string, variables: object): Promise<unknown>;
  /** A transaction of a tenant. */
  as<T>(tenant: number, work: (trx: WriteTransaction) => Promise<T>, role?: DatabaseRole): Promise<T>;
  close(): Promise<void>;
}

async function giveGrants(house: StartedHouse): Promise<void> {
  for (const { from, to, level, vendors, areas } of GRANTS.slice(SEEDED_BY_DEMO)) {
    await house.db.as(demoPartnerId(from), (trx) =>
      trx
        .insertInto('access_grant')
        .values({
          grantor_id: demoPartnerId(from),
          grantee_id: demoPartnerId(to),
          vendors: [...vendors],
          areas: [...areas],
          level,
          expires_on: null,
          revoked_at: null,
        })
        .execute(),
    );
  }
}

/** Limits that the oracle's documents keep to: it asks for everything at once. */
const WIDE = {
  operation: {
    tokens: 1e6,
    depth: 100,
    aliases: 1e6,
    rootFields: 1e4,
    directives: 1e4,
    fragments: 1e4,
    fields: 1e6,
    inputValues: 1e6,
  },
  maxCost: 1e9,
  pointsPerMinute: 2e9,
  requestTimeoutMs: 60_000,
};

/** Starts it, reads every vendor, seeds what they do not bring, and marks every row. */
export async function openOracleHouse(): Promise<OracleHouse> {
  const house = await openStartedHouse({ dealsPerPartner: 3 });
  const clock = new StoppableClock();
  const services: GraphServices = { ...house.services, clock };
  const { files } = await buildArtefacts(ALL_SUBGRAPHS);
  const subgraphs = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
  const supergraphSdl = files.get(SUPERGRAPH_FILE) ?? '';
  const log = pino({ level: 'silent' });
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl,
    subgraphs: { local: subgraphs, remote: {}, timeoutMs: 60_000 },
    services,
    verify: house.verify,
    maxBodyBytes: 4_000_000,
    introspection: true,
    graphiql: null,
    limits: WIDE,
    log,
  });
  const url = `${gateway.url}/graphql`;
  const ask: OracleHouse['ask'] = async (profile, query, variables) =>
    post(url, await house.token(profile), query, variables);
  await house.syncAll();
  await giveGrants(house);
  await seedTenants(house, gateway.url);
  for (const tenant of TENANTS) await markRows(house.db.database.kysely, tenant);
  // The reading above had wider budgets than those that the graph tells of.
  await sql`delete from quota_slot`.execute(house.db.database.kysely);
  await untilChangesAreTold(house.db.database.kysely);
  clock.stop();

  const scopes = buildScopeTable(supergraphSdl);
  return {
    house,
    url,
    schema: buildSchema(files.get(API_FILE) ?? ''),
    subgraphs,
    visibility: visibilityOf(GRANTS),
    rows: await rowsOfTenants(house.db.database.kysely, TENANTS),
    maySelect: (profile, type, field) => {
      const requirement = scopes.ofField(type, field);
      return requirement === null || isSatisfied(requirement, new Set<string>(DEMO_PROFILES[profile].scopes));
    },
    ask,
    askSubgraph: async (profile, name, query, variables) => {
      const found = subgraphs.find((subgraph) => subgraph.name === name);
      if (!found) throw new Error(`no subgraph ${name}`);
      const { partnerId, subject, scopes: held } = DEMO_PROFILES[profile];
      const viewer = { partnerId, subject, scopes: new Set<string>(held) };
      const context = createGraphContext(services, viewer, { id: 'oracle', log });
      try {
        const asked = { schema: found.schema, document: parse(query), contextValue: context };
        return JSON.parse(JSON.stringify(await execute({ ...asked, variableValues: { ...variables } })));
      } finally {
        await context.close();
      }
    },
    as: (tenant, work, role) => house.db.as(demoPartnerId(tenant), work, role),
    close: async () => {
      await gateway.stop();
      await house.close();
    },
  };
}

/** Runs SQL as the owner of the database's objects. */
export async function runAsOwner({ house }: OracleHouse, statement: string): Promise<void> {
  await sql.raw(statement).execute(house.db.database.kysely);
}
