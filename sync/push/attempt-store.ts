import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { JsonValue } from '../../platform/records/json.ts';
import { storable } from '../../platform/records/storable.ts';
import type {
  CallTrace,
  PlannedCall,
  Recovery,
  SendOutcome,
  StoredCall,
} from '../../platform/vendor/write-contract.ts';
import type { VendorAttemptTable } from '../../platform/writes/migration.ts';
import type { Lease } from './operation-lease.ts';

export type AttemptRow = Selectable<VendorAttemptTable>;

/** The last try of an operation; undefined before the first. */
export function lastAttempt(trx: WriteTransaction, operationId: string): Promise<AttemptRow | undefined> {
  return trx
    .selectFrom('vendor_attempt')
    .selectAll()
    .where('operation_id', '=', operationId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** When the frozen call of this try was first sent: tries of the same token are the same call. */
async function firstSentAt(trx: WriteTransaction, attempt: AttemptRow): Promise<Date> {
  const row = await trx
    .selectFrom('vendor_attempt')
    .select((eb) => eb.fn.min('sent_at').as('at'))
    .where('operation_id', '=', attempt.operation_id)
    .where('client_token', '=', attempt.client_token)
    .executeTakeFirstOrThrow();
  return row.at;
}

/** A try as the vendor's workshop gets it back: the stored bytes and the stored token. */
export async function storedCall(trx: WriteTransaction, attempt: AttemptRow): Promise<StoredCall> {
  return {
    step: attempt.step,
    request: JSON.parse(attempt.request) as JsonValue,
    token: attempt.client_token,
    firstSentAt: await firstSentAt(trx, attempt),
  };
}

/** What is sent next: a planned call, or one that was stored before. */
export interface Frozen {
  readonly step: string;
  /** JSON text, sent as it stands. */
  readonly request: string;
  readonly recovery: Recovery;
  readonly buckets: readonly string[];
}

/** The text of a planned call, from which every try of it is sent. */
export function freeze(call: PlannedCall): Frozen {
  return { step: call.step, request: JSON.stringify(call.request), recovery: call.recovery, buckets: call.buckets };
}

/**
 * Whether the vendor has taken this very call of the operation before. A plan that asks for it again does not see its
 * effect yet.
 */
export async function wasTaken(
  trx: WriteTransaction,
  operationId: string,
  { step, request }: Pick<Frozen, 'step' | 'request'>,
): Promise<boolean> {
  const taken = await trx
    .selectFrom('vendor_attempt')
    .select('id')
    .where('operation_id', '=', operationId)
    .where('step', '=', step)
    .where('request', '=', request)
    .where('outcome', '=', 'applied')
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Tries of a call, this one left out, whose outcome stayed unknown: a vendor that only says "not now" in between is not
 * counted with them.
 * @param since when the present trouble began; null for none before this try
 */
export async function unknownBefore(
  trx: WriteTransaction,
  attempt: Pick<AttemptRow, 'operation_id' | 'client_token' | 'n'>,
  since: Date | null,
): Promise<number> {
  if (since === null) return 0;
  const { count } = await trx
    .selectFrom('vendor_attempt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('operation_id', '=', attempt.operation_id)
    .where('client_token', '=', attempt.client_token)
    .where('n', '<', attempt.n)
    .where('outcome', '=', 'unknown')
    .where('ended_at', '>=', since)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Stores a try before it is made. The same bytes of the same step keep their token; other bytes are another call and
 * get one of their own.
 */
export async function beginAttempt(
  trx: WriteTransaction,
  lease: Lease,
  frozen: Frozen,
  now: Date,
): Promise<{ readonly attempt: AttemptRow; readonly call: StoredCall }> {
  const { id, partner_id } = lease.operation;
  const last = await lastAttempt(trx, id);
  const same = last?.step === frozen.step && last.request === frozen.request;
  const attempt = await trx
    .insertInto('vendor_attempt')
    .values({
      operation_id: id,
      partner_id,
      n: (last?.n ?? 0) + 1,
      step: frozen.step,
      client_token: same ? last.client_token : randomUUID(),
      recovery: JSON.stringify(frozen.recovery),
      request: frozen.request,
      buckets: [...frozen.buckets],
      lease_token: lease.token,
      sent_at: now,
      ended_at: null,
      outcome: null,
      http_status: null,
      vendor_code: null,
      request_id: null,
      note: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { attempt, call: await storedCall(trx, attempt) };
}

/** Stores how a try ended. */
export async function endAttempt(
  trx: WriteTransaction,
  attempt: Pick<AttemptRow, 'id'>,
  ended: {
    readonly outcome: SendOutcome['kind'];
    readonly trace: CallTrace;
    readonly note: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { httpStatus, vendorCode, requestId } = ended.trace;
  await trx
    .updateTable('vendor_attempt')
    .set({
      ended_at: ended.now,
      outcome: ended.outcome,
      ...storable({ http_status: httpStatus, vendor_code: vendorCode, request_id: requestId, note: ended.note }),
    })
    .where('id', '=', attempt.id)
    .execute();
}
