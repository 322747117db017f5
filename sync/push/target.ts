import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';

/** What the push tells of an operation in the history of the record that it is about. */
export interface WriteNote {
  readonly kind: 'WRITE_SENT' | 'WRITE_FAILED' | 'RECONCILED';
  readonly at: Date;
  readonly note: string | null;
}

/** What a domain does for the writes about its records. Everything runs in the transaction of the result. */
export interface WriteTarget {
  readonly kind: OperationRow['target_kind'];
  /** The vendor's id of the record, where it has one by now. */
  remoteId(trx: WriteTransaction, operation: OperationRow): Promise<string | null>;
  /** The vendor has given the record an id: our row takes it, in place of any that was mirrored meanwhile. */
  named(trx: WriteTransaction, operation: OperationRow, remoteId: string, now: Date): Promise<void>;
  /** A line of the record's history. */
  tell(trx: WriteTransaction, operation: OperationRow, note: WriteNote): Promise<void>;
}
