import type { ControlledTransaction } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { PulledRecord, RecordKind, VendorRecord } from '../records/records.ts';
import type { CapabilityArea, Transport } from '../records/vocabulary.ts';

/** A read-write transaction of one tenant, as an ingest takes it. */
export type WriteTransaction = ControlledTransaction<Tables>;

/** Where a page of records comes from: the same for every record of it. */
export interface IngestOrigin {
  /** Whose the records are. */
  readonly partnerId: string;
  /** The partner whose connection tells them, where that is another: a distributor tells where its resellers stand. */
  readonly toldBy?: string;
  readonly connectionId: string;
  readonly vendorId: string;
  /** Code of the shared source that brings the vendor's records; left out where it is the vendor itself. */
  readonly sourceId?: string;
  readonly feed: string;
  readonly area: CapabilityArea;
  readonly transport: Transport;
  readonly runId: string;
  /** When the run began: what came another way since (a write of ours) it could not see, and does not count as gone. */
  readonly startedAt?: Date;
  /** When the page was fetched; for a file, the file's own date. */
  readonly fetchedAt: Date;
}

/** What became of a page's records. */
export interface IngestCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * How a domain takes vendor-neutral records in. Idempotent: the same records again change nothing but when they were
 * last seen, and add nothing to the change log.
 */
export interface Ingest<R extends VendorRecord = VendorRecord> {
  readonly kind: R['kind'] & RecordKind;
  /** Stores one page inside the caller's transaction. */
  store(trx: WriteTransaction, origin: IngestOrigin, records: ReadonlyArray<PulledRecord<R>>): Promise<IngestCounts>;
  /**
   * Notes that the vendor still lists these records although they can't be read now, so that the run does not count
   * them as gone. What is stored of them stays as it is.
   */
  keepSeen(trx: WriteTransaction, origin: Omit<IngestOrigin, 'fetchedAt'>, remoteIds: readonly string[]): Promise<void>;
  /**
   * Marks what a complete run over everything did not see as deleted upstream. Never called after a partial run.
   * @returns how many rows were marked now
   */
  markUnseen(trx: WriteTransaction, origin: Omit<IngestOrigin, 'fetchedAt'>, now: Date): Promise<number>;
}
