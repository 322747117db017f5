import { randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
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

/** Of a call to which no answer came. */
export const NO_TRACE: CallTrace = { httpStatus: null, vendorCode: null, requestId: null };

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

function callOf(attempt: AttemptRow, firstSentAt: Date): StoredCall {
  const request = JSON.parse(attempt.request) as JsonValue;
  return { step: attempt.step, request, token: attempt.client_token, firstSentAt };
}

/** A try as the vendor's workshop gets it back: the stored bytes and the stored token. */
export async function storedCall(trx: WriteTransaction, attempt: AttemptRow): Promise<StoredCall> {
  return callOf(attempt, await firstSentAt(trx, attempt));
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

/** What went before a call that is about to be made. */
export interface CallsBefore {
  readonly last: AttemptRow | undefined;
  /** When the call of the last try was first sent. */
  readonly firstSentAt: Date | undefined;
  /** The vendor has taken this very call before: a plan that asks for it again does not see its effect yet. */
  readonly isTaken: boolean;
}

/** What went before a call of an operation, in one statement. */
export async function callsBefore(
  trx: WriteTransaction,
  operationId: string,
  { step, request }: Pick<Frozen, 'step' | 'request'>,
): Promise<CallsBefore> {
  const { rows } = await sql<AttemptRow & { readonly first_sent_at: Date; readonly is_taken: boolean }>`
    select last.*,
      (select min(sent_at) from vendor_attempt same
        where same.operation_id = last.operation_id and same.client_token = last.client_token) as first_sent_at,
      exists (select from vendor_attempt taken where taken.operation_id = last.operation_id
        and taken.step = ${step} and taken.request = ${request} and taken.outcome = 'applied') as is_taken
    from vendor_attempt last where last.operation_id = ${operationId} order by last.n desc limit 1`.execute(trx);
  const [row] = rows;
  return { last: row, firstSentAt: row?.first_sent_at, isTaken: row?.is_taken ?? false };
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
  { before, now }: { readonly before: CallsBefore; readonly now: Date },
): Promise<{ readonly attempt: AttemptRow; readonly call: StoredCall }> {
  const { id, partner_id } = lease.operation;
  const { last } = before;
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
  return { attempt, call: callOf(attempt, same ? (before.firstSentAt ?? now) : now) };
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
