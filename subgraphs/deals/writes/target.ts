import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import { lockDeal, nameDeal, storeOwnStatus, tellDeal } from './own-deal-store.ts';

/** What happened to a write about a deal, for its history. */
interface Note {
  readonly kind: 'WRITE_SENT' | 'WRITE_FAILED' | 'RECONCILED';
  readonly at: Date;
  readonly note: string | null;
}

/** Deals as the push sees them. */
export const dealWriteTarget = {
  kind: 'DEAL',

  async remoteId(trx: WriteTransaction, operation: OperationRow): Promise<string | null> {
    const deal = await trx
      .selectFrom('deal')
      .select(['remote_id', 'external_id'])
      .where('id', '=', operation.target_id)
      .executeTakeFirst();
    return deal === undefined || isUnnamed(deal) ? null : deal.remote_id;
  },

  async named(trx: WriteTransaction, operation: OperationRow, remoteId: string, now: Date): Promise<void> {
    const deal = await lockDeal(trx, operation.target_id);
    if (deal && deal.remote_id !== remoteId) await nameDeal(trx, deal, remoteId, now);
  },

  async tell(trx: WriteTransaction, operation: OperationRow, note: Note): Promise<void> {
    const deal = await lockDeal(trx, operation.target_id);
    if (!deal) return;
    const { at, kind } = note;
    // Taken, although no record of it could be read back: it is no draft any more that could be edited here.
    const isTaken = kind === 'RECONCILED' && operation.kind === 'SUBMIT_DEAL' && deal.status === 'DRAFT';
    if (isTaken) {
      const own = { status: 'SUBMITTED', raw: 'taken by the vendor', rule: 'submission-taken', now: at } as const;
      await storeOwnStatus(trx, deal, own);
    }
    const actor = kind === 'WRITE_SENT' ? operation.actor : deal.vendor_id;
    const to = isTaken ? 'SUBMITTED' : deal.status;
    await tellDeal(trx, deal, { at, actor, kind, from: deal.status, to, note: note.note });
  },
} as const;
