import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';

/**
 * The writing side of a connection has a line of its own among its feeds, as long as its sign-in is refused: reading may go
 * on well with the same credentials, so that no run would tell.
 */
const WRITES = 'writes';

type Of = Pick<OperationRow, 'partner_id' | 'vendor_id' | 'area' | 'connection_id'>;

/** The vendor refused the sign-in of a write: the connection's health says so. @param told in words, and when it is tried again */
export async function tellSignInRefused(
  trx: WriteTransaction,
  { partner_id, vendor_id, area, connection_id }: Of,
  told: { readonly message: string | null; readonly retryAt: Date; readonly now: Date },
): Promise<void> {
  if (connection_id === null) return;
  const state = {
    area,
    last_attempt_at: told.now,
    failure_code: 'AUTH_EXPIRED',
    failure_message: told.message,
    retry_at: told.retryAt,
  };
  const nothing = { watermark: null, resume: null, resume_run: null, resume_full: null } as const;
  await trx
    .insertInto('connection_feed')
    .values({
      connection_id,
      partner_id,
      vendor_id,
      feed: WRITES,
      last_success_at: null,
      last_full_at: null,
      ...nothing,
      ...state,
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'feed']).doUpdateSet(state))
    .execute();
}

/** The vendor has taken something over the connection: its sign-in is good. */
export async function forgetSignInRefused(
  trx: WriteTransaction,
  { connection_id }: Pick<Of, 'connection_id'>,
): Promise<void> {
  if (connection_id === null) return;
  await trx
    .deleteFrom('connection_feed')
    .where('connection_id', '=', connection_id)
    .where('feed', '=', WRITES)
    .execute();
}

/** Takes away what is told of a partner's connections over which nothing waits to be sent any more. */
export async function forgetIdleSignIns(trx: WriteTransaction, partnerId: string): Promise<void> {
  await trx
    .deleteFrom('connection_feed')
    .where('partner_id', '=', partnerId)
    .where('feed', '=', WRITES)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('operation')
            .select('operation.id')
            .whereRef('operation.connection_id', '=', 'connection_feed.connection_id')
            .where('operation.state', 'in', ['QUEUED', 'SENDING', 'UNCERTAIN']),
        ),
      ),
    )
    .execute();
}
