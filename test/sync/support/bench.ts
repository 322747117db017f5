import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import type { FeedFacts } from '../../../platform/vendor/contract.ts';
import { certificationIngests } from '../../../subgraphs/certifications/index.ts';
import { partnerIngests } from '../../../subgraphs/partners/index.ts';
import { connectionById, storeSealedCredentials, type ConnectionRow } from '../../../sync/pull/connection-store.ts';
import type { FeedState } from '../../../sync/pull/feed-state.ts';
import type { IngestTable } from '../../../sync/pull/ingests.ts';
import type { RunConnectionOptions } from '../../../sync/pull/run-connection.ts';
import {
  runFeed,
  type ConnectionIdentity,
  type FeedOutcome,
  type RunFeedOptions,
} from '../../../sync/pull/run-feed.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { TestClock } from '../../subgraphs/support/test-clock.ts';
import { feed, workshopOf, type Script } from './script.ts';

/** Those that take certifications in; the vendors of these tests bring nothing else. */
export const CERTIFICATIONS = {
  certification: [...partnerIngests, ...certificationIngests].filter((ingest) => ingest.kind === 'certification'),
} as unknown as IngestTable & Readonly<Record<'certification', readonly Ingest[]>>;

const HOUR = 3_600_000;
export const FULL_EVERY_MS = 24 * HOUR;
export const INTERVAL_MS = HOUR / 12;

/** One run of a feed, as it is recorded. */
export interface RecordedRun {
  readonly id: string;
  readonly full_run: boolean;
  readonly complete: boolean;
  readonly ended_at: Date | null;
  readonly fetched: number;
  readonly added: number;
  readonly updated: number;
  readonly deleted: number;
  readonly rejected: number;
  readonly calls: number;
  readonly error: string | null;
}

/** A database, a clock that stands still, and connections whose vendor does what a test says. */
export class SyncBench {
  readonly db: MigratedDatabase;
  readonly clock = new TestClock();
  readonly secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));

  private constructor(db: MigratedDatabase) {
    this.db = db;
  }

  static async open(): Promise<SyncBench> {
    return new SyncBench(await openMigratedDatabase());
  }

  close(): Promise<void> {
    return this.db.close();
  }

  /** A partner of its own with a connection to alpha that is due now. @param credentials null for none */
  async connect(
    change: Partial<ConnectionRow> = {},
    credentials: object | null = { key: 'secret' },
  ): Promise<ConnectionIdentity> {
    const identity = { connectionId: randomUUID(), partnerId: randomUUID(), vendorId: 'alpha' };
    await this.db.addPartner(identity.partnerId, 'A partner');
    await this.as(identity, async (trx) => {
      await trx
        .insertInto('connection')
        .values({
          id: identity.connectionId,
          partner_id: identity.partnerId,
          vendor_id: 'alpha',
          running_since: null,
          last_attempt_at: null,
          last_success_at: null,
          next_attempt_at: this.clock.now(),
          ...change,
        })
        .execute();
      if (credentials === null) return;
      const sealed = this.secrets.seal(JSON.stringify(credentials), identity.connectionId);
      await storeSealedCredentials(trx, { ...identity, sealed });
    });
    return identity;
  }

  as<T>(of: ConnectionIdentity, work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    return this.db.as(of.partnerId, work, 'partnergraph_sync');
  }

  /** Runs a feed of a connection. */
  run(of: ConnectionIdentity, script: Script, more: Partial<RunFeedOptions> = {}): Promise<FeedOutcome> {
    return runFeed({
      db: this.db.database.kysely,
      ingests: CERTIFICATIONS,
      session: script.open(),
      feed: feed(),
      connection: of,
      clock: this.clock,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      fullRequested: false,
      fullEveryMs: FULL_EVERY_MS,
      ...more,
    });
  }

  /** What `runConnection` and the scheduler take. */
  runOptions(script: Script, feeds: readonly FeedFacts[] = [feed()]): RunConnectionOptions {
    return {
      database: this.db.database,
      secrets: this.secrets,
      overrides: { endpoints: {}, downloadHosts: {} },
      quotasOf: () => ({}),
      ingests: CERTIFICATIONS,
      workshops: new Map([['alpha', workshopOf(script, feeds)]]),
      intervalMs: INTERVAL_MS,
      fullEveryMs: FULL_EVERY_MS,
      clock: this.clock,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    };
  }

  async connection(of: ConnectionIdentity): Promise<ConnectionRow> {
    const row = await connectionById(this.db.database.kysely, of.connectionId);
    if (!row) throw new Error('there is no such connection');
    return row;
  }

  /** State of a connection's feeds, by name. */
  async feeds(of: ConnectionIdentity): Promise<FeedState[]> {
    return this.as(of, (trx) =>
      trx
        .selectFrom('connection_feed')
        .selectAll()
        .where('connection_id', '=', of.connectionId)
        .orderBy('feed')
        .execute(),
    );
  }

  async feedState(of: ConnectionIdentity): Promise<FeedState> {
    const [state] = await this.feeds(of);
    if (!state) throw new Error('the feed has no state');
    return state;
  }

  /** Runs of a connection, oldest first. */
  async runs(of: ConnectionIdentity): Promise<RecordedRun[]> {
    return this.as(of, (trx) =>
      trx.selectFrom('sync_run').selectAll().where('connection_id', '=', of.connectionId).orderBy('id').execute(),
    );
  }

  /** Names of the certifications that are stored, with a minus before those that are gone. */
  async stored(of: ConnectionIdentity): Promise<string[]> {
    const rows = await this.as(of, (trx) =>
      trx.selectFrom('certification').select(['name', 'deleted_upstream']).orderBy('name').execute(),
    );
    return rows.map((row) => `${row.deleted_upstream ? '-' : ''}${row.name}`).toSorted();
  }

  /** The change log, oldest first. */
  async log(of: ConnectionIdentity): Promise<string[]> {
    const rows = await this.as(of, (trx) =>
      trx
        .selectFrom('change')
        .innerJoin('certification', 'certification.id', 'change.node_id')
        .select(['change.action', 'certification.name'])
        .orderBy('change.seq')
        .execute(),
    );
    return rows.map((row) => `${row.action} ${row.name}`);
  }
}
