import { sql, type Selectable } from 'kysely';
import { adoptRow } from '../../../platform/ingest/adopt-row.ts';
import { logWholes } from '../../../platform/ingest/change-log.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { BenefitStatus } from '../../../platform/records/vocabulary.ts';
import type { MoneyRecord } from '../../../platform/records/records.ts';
import { OWN_FEED } from '../../../platform/writes/own-feed.ts';
import type { BenefitTable, FundRequestTable } from '../migrations.ts';
import { REQUEST_OF_BENEFIT } from '../request-of-benefit.ts';

export type OwnRequestRow = Selectable<FundRequestTable>;

/** A request belongs to its benefit: whatever becomes of it is told as a change of that. */
export function tellBenefit(
  trx: WriteTransaction,
  request: Pick<OwnRequestRow, 'benefit_id'>,
  at: Date,
): Promise<void> {
  return logWholes(trx, REQUEST_OF_BENEFIT, [request.benefit_id], at);
}

/** Stores a request that its vendor does not have yet. */
export async function storeRequest(
  trx: WriteTransaction,
  benefit: Pick<Selectable<BenefitTable>, 'id' | 'partner_id' | 'vendor_id' | 'connection_id'>,
  request: {
    readonly id: string;
    readonly activity: string;
    readonly amount: MoneyRecord;
    readonly activityOn: string;
    readonly jointWithId: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { id, now } = request;
  const area = 'FUND';
  await trx
    .insertInto('fund_request')
    .values({
      id,
      partner_id: benefit.partner_id,
      connection_id: benefit.connection_id,
      vendor_id: benefit.vendor_id,
      feed: OWN_FEED,
      transport: 'MANUAL',
      remote_id: id,
      remote_url: null,
      remote_version: null,
      remote_updated_at: null,
      fetched_at: now,
      payload_hash: '',
      seen_run: id,
      deleted_upstream: false,
      created_at: now,
      changed_at: now,
      area,
      benefit_id: benefit.id,
      activity: request.activity,
      status: 'AVAILABLE',
      raw_status: 'not sent yet',
      requested_amount: request.amount.amount,
      requested_currency: request.amount.currency,
      approved_amount: null,
      approved_currency: null,
      claimed_amount: null,
      claimed_currency: null,
      paid_amount: null,
      paid_currency: null,
      activity_on: request.activityOn,
      claim_by: null,
      external_id: id,
      joint_with_id: request.jointWithId,
    })
    .execute();
  await tellBenefit(trx, { benefit_id: benefit.id }, now);
}

/** The row of a request, held until the transaction ends; undefined where the tenant has none of this id. */
export function lockRequest(trx: WriteTransaction, id: string): Promise<OwnRequestRow | undefined> {
  return trx.selectFrom('fund_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Says of a request what a person did by hand. The next record of the vendor's stands above it. */
export async function storeRequestByHand(
  trx: WriteTransaction,
  request: OwnRequestRow,
  byHand: { readonly status: BenefitStatus; readonly claimed: MoneyRecord | null; readonly now: Date },
): Promise<void> {
  const { status, claimed, now } = byHand;
  await trx
    .updateTable('fund_request')
    .set({
      status,
      raw_status: 'confirmed by hand',
      ...(claimed === null ? {} : { claimed_amount: claimed.amount, claimed_currency: claimed.currency }),
      changed_at: now,
      payload_hash: '',
    })
    .where('id', '=', request.id)
    .execute();
  await tellBenefit(trx, request, now);
}

/**
 * Gives our row the number that the vendor gave the request; a row that a run or a file has brought meanwhile becomes ours.
 * @returns false when another request of ours has that number
 */
export async function nameRequest(
  trx: WriteTransaction,
  request: OwnRequestRow,
  remoteId: string,
  now: Date,
): Promise<boolean> {
  const adoption = { table: 'fund_request', id: request.id, connectionId: request.connection_id, remoteId };
  const adopted = await adoptRow(trx, { ...adoption, keep: ['joint_with_id'] }, async (goneId) => {
    await sql`update operation set target_id = ${request.id} where target_id = ${goneId}`.execute(trx);
  });
  if (adopted.kind === 'taken') return false;
  await tellBenefit(trx, request, now);
  return true;
}

/** Another request that came over the same connection under a number; undefined where there is none. */
export function requestWithNumber(
  trx: WriteTransaction,
  request: Pick<OwnRequestRow, 'id' | 'connection_id'>,
  remoteId: string,
): Promise<Pick<OwnRequestRow, 'external_id' | 'created_at'> | undefined> {
  return trx
    .selectFrom('fund_request')
    .select(['external_id', 'created_at'])
    .where('connection_id', '=', request.connection_id)
    .where('remote_id', '=', remoteId)
    .where('id', '<>', request.id)
    .executeTakeFirst();
}
