import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import { lockRequest, nameRequest, tellBenefit } from './own-request-store.ts';

/** Requests for funds as the push sees them. */
export const fundWriteTarget = {
  kind: 'FUND_REQUEST',

  async remoteId(trx: WriteTransaction, operation: OperationRow): Promise<string | null> {
    const request = await lockRequest(trx, operation.target_id);
    return request === undefined || isUnnamed(request) ? null : request.remote_id;
  },

  async named(trx: WriteTransaction, operation: OperationRow, remoteId: string, now: Date): Promise<void> {
    const request = await lockRequest(trx, operation.target_id);
    if (request && request.remote_id !== remoteId) await nameRequest(trx, request, remoteId, now);
  },

  /** A request has no history of its own: that something became of it is told as a change of its benefit. */
  async tell(trx: WriteTransaction, operation: OperationRow, note: { readonly at: Date }): Promise<void> {
    const request = await lockRequest(trx, operation.target_id);
    if (request) await tellBenefit(trx, request, note.at);
  },
} as const;
