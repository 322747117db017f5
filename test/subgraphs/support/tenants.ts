import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { inTenantTransaction, type DatabaseRole } from '../../../platform/db/tenant-scope.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';

/** A tenant of a test. */
export interface TestPartner {
  /** Row id. */
  readonly uuid: string;
  /** Node id. */
  readonly id: string;
}

/** The link of a tenant to a vendor. */
export interface TestConnection {
  readonly id: string;
  readonly partner: TestPartner;
  readonly vendor: string;
}

/** What one partner lets another see; FULL, live and without end unless said otherwise. */
export interface TestGrant {
  readonly from: TestPartner;
  readonly to: TestPartner;
  readonly vendors: readonly string[];
  readonly areas: readonly CapabilityArea[];
  readonly level?: 'COUNTS_ONLY' | 'DEALS_NO_VALUE' | 'FULL';
  readonly expiresOn?: string;
  readonly revoked?: boolean;
}

/** What a feed last did; a success just now unless said otherwise. */
export interface TestFeed {
  readonly feed: string;
  readonly area: CapabilityArea;
  readonly lastSuccessAt?: Date | null;
  readonly failureCode?: string | null;
  readonly failureMessage?: string | null;
}

/** Makes tenants and what belongs to them, each under the role and the tenant that the house would do it with. */
export class Tenants {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Runs `work` in a transaction of the tenant. */
  async as<T>(partner: TestPartner, role: DatabaseRole, work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    const scope = { role, partnerId: partner.uuid, now: this.#clock.now(), statementTimeoutMs: 10_000 };
    return inTenantTransaction(this.#database.kysely, scope, work);
  }

  async addPartner(name = 'A partner'): Promise<TestPartner> {
    const uuid = randomUUID();
    const partner = { uuid, id: toNodeId('Partner', uuid) };
    await this.as(partner, 'partnergraph_app', (trx) =>
      sql`insert into partner (id, name) values (${uuid}, ${name})`.execute(trx),
    );
    return partner;
  }

  /** Makes a connection that has been tried. @param lastAttemptAt null for one that never ran */
  async connect(
    partner: TestPartner,
    vendor: string,
    lastAttemptAt: Date | null = this.#clock.now(),
  ): Promise<TestConnection> {
    const id = randomUUID();
    const told = { last_attempt_at: lastAttemptAt, next_attempt_at: this.#clock.now() };
    await this.as(partner, 'partnergraph_sync', (trx) =>
      trx
        .insertInto('connection')
        .values({ id, partner_id: partner.uuid, vendor_id: vendor, ...told } as never)
        .execute(),
    );
    return { id, partner, vendor };
  }

  async grant({ from, to, vendors, areas, level = 'FULL', expiresOn, revoked = false }: TestGrant): Promise<void> {
    await this.as(from, 'partnergraph_app', (trx) =>
      trx
        .insertInto('access_grant')
        .values({
          grantor_id: from.uuid,
          grantee_id: to.uuid,
          vendors: [...vendors],
          areas: [...areas],
          level,
          expires_on: expiresOn ?? null,
          revoked_at: revoked ? this.#clock.now() : null,
        })
        .execute(),
    );
  }

  async reportFeed(connection: TestConnection, feed: TestFeed): Promise<void> {
    const values = {
      last_success_at: feed.lastSuccessAt === undefined ? this.#clock.now() : feed.lastSuccessAt,
      failure_code: feed.failureCode ?? null,
      failure_message: feed.failureMessage ?? null,
    };
    await this.as(connection.partner, 'partnergraph_sync', (trx) =>
      trx
        .insertInto('connection_feed')
        .values({
          connection_id: connection.id,
          partner_id: connection.partner.uuid,
          vendor_id: connection.vendor,
          feed: feed.feed,
          area: feed.area,
          ...values,
        } as never)
        .onConflict((conflict) => conflict.columns(['connection_id', 'feed']).doUpdateSet(values))
        .execute(),
    );
  }

  /** The change log of a tenant, oldest first. */
  async changes(
    partner: TestPartner,
  ): Promise<Array<{ kind: string; action: string; node_id: string; fields: string[]; area: string }>> {
    return this.as(partner, 'partnergraph_app', (trx) =>
      trx
        .selectFrom('change')
        .select(['kind', 'action', 'node_id', 'fields', 'area'])
        .where('partner_id', '=', partner.uuid)
        .orderBy('seq')
        .execute(),
    );
  }
}
