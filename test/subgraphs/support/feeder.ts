import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Ingest, IngestCounts, IngestOrigin } from '../../../platform/ingest/ingest.ts';
import type { PulledRecord, RecordKind, VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea, Transport } from '../../../platform/records/vocabulary.ts';
import type { Tenants, TestConnection } from './tenants.ts';

/** Which run of which feed brings the records. */
export interface FeedRun {
  readonly feed?: string;
  readonly area: CapabilityArea;
  /** A new run unless said otherwise. */
  readonly run?: string;
  readonly at?: Date;
  /** An API unless said otherwise. */
  readonly transport?: Transport;
  /** The vendor's payload of a record; a small object with its remote id unless said otherwise. */
  readonly payload?: (record: VendorRecord) => PulledRecord['payload'];
}

/** Hands records to a room's ingests as the sync does: each page in one transaction of the tenant. */
export class Feeder {
  readonly #tenants: Tenants;
  readonly #clock: Clock;
  readonly #ingests: readonly Ingest[];

  constructor(tenants: Tenants, clock: Clock, ingests: readonly Ingest[]) {
    this.#tenants = tenants;
    this.#clock = clock;
    this.#ingests = ingests;
  }

  /** Stores records of any kinds, in the order of the ingests. @returns the counts of all together */
  async feed(connection: TestConnection, records: readonly VendorRecord[], run: FeedRun): Promise<IngestCounts> {
    const origin = this.#originOf(connection, run);
    const payload = run.payload ?? (({ remoteId }) => ({ id: remoteId }));
    const total = { added: 0, updated: 0, unchanged: 0 };
    await this.#tenants.as(connection.partner, 'partnergraph_sync', async (trx) => {
      for (const ingest of this.#ingests) {
        const own = records.filter((record) => record.kind === ingest.kind);
        if (own.length === 0) continue;
        const counts = await ingest.store(
          trx,
          origin,
          own.map((record) => ({ record, payload: payload(record) })),
        );
        total.added += counts.added;
        total.updated += counts.updated;
        total.unchanged += counts.unchanged;
      }
    });
    return total;
  }

  /** Ends a complete run: what it did not see is gone. @returns how many rows were marked now */
  async markUnseen(connection: TestConnection, kind: RecordKind, run: FeedRun & { run: string }): Promise<number> {
    const origin = this.#originOf(connection, run);
    let marked = 0;
    await this.#tenants.as(connection.partner, 'partnergraph_sync', async (trx) => {
      for (const ingest of this.#ingests.filter((one) => one.kind === kind)) {
        marked += await ingest.markUnseen(trx, origin, origin.fetchedAt);
      }
    });
    return marked;
  }

  #originOf(connection: TestConnection, { feed = 'main', area, run, at, transport = 'API' }: FeedRun): IngestOrigin {
    return {
      partnerId: connection.partner.uuid,
      connectionId: connection.id,
      vendorId: connection.vendor,
      feed,
      area,
      transport,
      runId: run ?? randomUUID(),
      fetchedAt: at ?? this.#clock.now(),
    };
  }
}
