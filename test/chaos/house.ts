import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { DEMO_VENDORS } from '../../demo/accounts.ts';
import { demoConnectionId } from '../../demo/seed.ts';
import { demoPartnerId } from '../../demo/partner-id.ts';
import { DEFAULT_GATEWAY_LIMITS } from '../../gateway/limits/gateway-limits.ts';
import { startGateway, type Gateway } from '../../gateway/start-gateway.ts';
import { readSupergraph } from '../../gateway/supergraph/read-supergraph.ts';
import { createMemoryCache } from '../../platform/cache/open-cache.ts';
import { forRequests } from '../../platform/cache/request-cache.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { createCursorCodec } from '../../platform/graph/cursor.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import { SCOPES } from '../../platform/identity/scopes.ts';
import { Secret } from '../../platform/log/secret.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates } from '../../platform/money/rates.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../platform/postgres-server/embedded-postgres.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { openJobQueue } from '../../platform/writes/job-queue.ts';
import { startSandbox, type RunningSandbox } from '../../sandbox/kernel/server.ts';
import { sandboxPartner } from '../../sandbox/kernel/partners.ts';
import { ALL_STAND_INS } from '../../sandbox/registry.ts';
import { ALL_MIGRATIONS } from '../../subgraphs/migrations.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { storeSealedCredentials } from '../../sync/pull/connection-store.ts';
import { CHAOS_WORKSHOPS } from './impatient.ts';
import type { ChaosOptions, WorkerSettings } from './options.ts';

/** Seconds that the stand-ins' own limits are multiplied by: the storm throttles enough. */
const RATE_FACTOR = 1_000;

/** A PostgreSQL of its own, the stand-ins, and a gateway over both: everything but the workers. */
export interface ChaosHouse {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly sandbox: RunningSandbox;
  readonly settings: WorkerSettings;
  /** Token of a partner: its uuid. */
  token(partner: number): string;
  /** Kills PostgreSQL with SIGKILL, and starts it again. */
  killDatabase(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function seedPartners(
  database: Database,
  secrets: SecretBox,
  options: Pick<ChaosOptions, 'partners' | 'seed'>,
): Promise<void> {
  for (let index = 1; index <= options.partners; index += 1) {
    const partnerId = demoPartnerId(index);
    const now = new Date();
    const scope = { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 0 } as const;
    await inTenantTransaction(database.kysely, scope, async (trx) => {
      const { name, country } = sandboxPartner(index);
      await trx
        .insertInto('partner')
        .values({ id: partnerId, name, countries: [country] } as never)
        .execute();
      for (const vendor of ['aws', 'microsoft']) {
        const connectionId = demoConnectionId(index, vendor);
        await trx
          .insertInto('connection')
          .values({
            id: connectionId,
            partner_id: partnerId,
            vendor_id: vendor,
            running_since: null,
            last_attempt_at: null,
            last_success_at: null,
            next_attempt_at: now,
          })
          .execute();
        const sealed = secrets.seal(JSON.stringify(DEMO_VENDORS[vendor]?.(options.seed, index)), connectionId);
        await storeSealedCredentials(trx, { connectionId, partnerId, sealed });
      }
    });
  }
}

/** Starts everything but the workers. */
export async function openChaosHouse(options: ChaosOptions): Promise<ChaosHouse> {
  const log = pino({ level: 'silent' });
  const folder = await mkdtemp(join(tmpdir(), 'partnergraph-chaos-'));
  const port = await freePort();
  const startDatabase = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ folder, port, durable: true });
  let server = await startDatabase();
  const { url } = server;
  const database = openDatabase({ url, max: 12, log });
  await migrate(database.kysely, ALL_MIGRATIONS);
  const sandbox = await startSandbox({
    port: 0,
    seed: options.seed,
    partners: options.partners,
    dealsPerPartner: 2,
    rateFactor: RATE_FACTOR,
    standIns: ALL_STAND_INS,
  });
  const masterKey = randomBytes(32).toString('base64');
  const secrets = new SecretBox(readMasterKeys(masterKey));
  await seedPartners(database, secrets, options);
  const queue = await openJobQueue(database, 'sender', log);
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: await readSupergraph(),
    subgraphs: { local: await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)), remote: {}, timeoutMs: 10_000 },
    services: {
      database,
      clock: systemClock,
      rates: await loadRates(ILLUSTRATIVE_RATES_FILE),
      cache: forRequests(createMemoryCache()),
      cursors: createCursorCodec(randomBytes(32)),
      vendors: createVendorDirectory(CHAOS_WORKSHOPS),
      freshnessSeconds: 900,
      fileFreshnessSeconds: 31 * 86_400,
      sqlTimeoutMs: 10_000,
      waker: queue,
    },
    verify: async (token) => ({ partnerId: token, subject: 'chaos', scopes: new Set(Object.keys(SCOPES)) }),
    maxBodyBytes: 1_000_000,
    introspection: false,
    limits: {
      ...DEFAULT_GATEWAY_LIMITS,
      pointsPerMinute: 1_000_000_000,
      redisUrl: options.redisUrl === null ? null : new Secret(options.redisUrl),
    },
    graphiql: null,
    log,
  });
  return {
    database,
    gateway,
    sandbox,
    settings: { databaseUrl: url, sandboxOrigin: sandbox.origin, masterKey },
    token: demoPartnerId,
    killDatabase: async () => {
      process.kill(server.pid, 'SIGKILL');
      await server.stop().catch(() => undefined);
      server = await startDatabase();
    },
    close: async () => {
      await gateway.stop();
      await queue.stop().catch(() => undefined);
      await sandbox.close();
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
