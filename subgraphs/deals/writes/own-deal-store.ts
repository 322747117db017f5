import { sql, type Selectable } from 'kysely';
import { adoptRow } from '../../../platform/ingest/adopt-row.ts';
import { logChanges, type LoggedChange } from '../../../platform/ingest/change-log.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { DealStatus } from '../../../platform/records/vocabulary.ts';
import type { DealTable } from '../migrations.ts';

/** A deal as a change of it begins: the row alone, of one tenant. */
export type OwnDealRow = Selectable<DealTable>;

/** Whose deal it is, and which. */
type DealPlace = Pick<OwnDealRow, 'id' | 'partner_id' | 'vendor_id' | 'area'>;

/** Tells the change feed the same of several deals. */
export function logDeals(
  trx: WriteTransaction,
  deals: readonly DealPlace[],
  change: Pick<LoggedChange, 'action' | 'fields' | 'at'>,
): Promise<void> {
  return logChanges(
    trx,
    deals.map(({ id, partner_id: partnerId, vendor_id: vendorId, area }) => {
      return { id, partnerId, vendorId, area, kind: 'DEAL', ...change };
    }),
  );
}

/** A line of a deal's history. */
export interface DealLine {
  readonly at: Date;
  readonly actor: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly note: string | null;
}

/** The same line in the history of several deals. */
export async function tellDeals(trx: WriteTransaction, deals: readonly DealPlace[], line: DealLine): Promise<void> {
  await trx
    .insertInto('deal_event')
    .values(
      deals.map((deal) => ({
        deal_id: deal.id,
        partner_id: deal.partner_id,
        vendor_id: deal.vendor_id,
        area: deal.area,
        at: line.at,
        actor: line.actor,
        kind: line.kind,
        from_status: line.from,
        to_status: line.to,
        note: line.note,
      })),
    )
    .execute();
}

/** A line of a deal's history. */
export function tellDeal(trx: WriteTransaction, deal: DealPlace, line: DealLine): Promise<void> {
  return tellDeals(trx, [deal], line);
}

/** The row of a deal, held until the transaction ends; undefined where the tenant has none of this id. */
export function lockDeal(trx: WriteTransaction, id: string): Promise<OwnDealRow | undefined> {
  return trx.selectFrom('deal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Sets who works on a deal together with its owner. */
export async function storeTeam(
  trx: WriteTransaction,
  deal: OwnDealRow,
  team: readonly string[],
  now: Date,
): Promise<void> {
  await trx
    .updateTable('deal')
    .set({ team: [...team] })
    .where('id', '=', deal.id)
    .execute();
  await logDeals(trx, [deal], { action: 'UPDATED', fields: ['team'], at: now });
}

/** What a deal is until its vendor tells, and by which rule that is said. */
export interface OwnStatus {
  readonly status: DealStatus;
  readonly raw: string;
  readonly rule: string;
  readonly now: Date;
}

/**
 * Says of a deal what its vendor has not told: that it was withdrawn before anybody had it, or what a person did by hand.
 * The next record of the vendor's stands above it, whatever it says.
 */
export async function storeOwnStatus(trx: WriteTransaction, deal: DealPlace, own: OwnStatus): Promise<void> {
  await trx
    .updateTable('deal')
    .set({
      status: own.status,
      raw_status: own.raw,
      raw_sub_status: null,
      status_rule: own.rule,
      status_exact: false,
      status_reason: null,
      changed_at: own.now,
      payload_hash: '',
    })
    .where('id', '=', deal.id)
    .execute();
  await logDeals(trx, [deal], { action: 'UPDATED', fields: ['status'], at: own.now });
}

/** Tells that a deal has another number than it was said to have. */
export async function storeNumber(trx: WriteTransaction, deal: DealPlace, now: Date): Promise<void> {
  await trx.updateTable('deal').set({ changed_at: now }).where('id', '=', deal.id).execute();
  await logDeals(trx, [deal], { action: 'UPDATED', fields: ['remote_id'], at: now });
}

/** A person has asked the vendor for more time. */
export async function storeExtensionAsked(trx: WriteTransaction, deal: DealPlace, now: Date): Promise<void> {
  await trx
    .updateTable('deal')
    .set({ extension: 'REQUESTED', changed_at: now, payload_hash: '' })
    .where('id', '=', deal.id)
    .execute();
  await logDeals(trx, [deal], { action: 'UPDATED', fields: ['extension'], at: now });
}

/** Columns that stay ours when a record of the vendor turns out to be a deal of ours. */
const STAYS_OURS = ['draft', 'draft_version', 'opportunity_id', 'team', 'chosen_distributor_id'] as const;

/**
 * Gives our row the number that the vendor gave the deal. Where a run or a file has brought the record under that number
 * already, the two become one: history, payload and what was asked of the other row become ours.
 * @returns false when another deal of ours has that number
 */
export async function nameDeal(
  trx: WriteTransaction,
  deal: DealPlace & Pick<OwnDealRow, 'connection_id'>,
  remoteId: string,
  now: Date,
): Promise<boolean> {
  const adoption = { table: 'deal', id: deal.id, connectionId: deal.connection_id, remoteId, keep: STAYS_OURS };
  const adopted = await adoptRow(trx, adoption, async (goneId) => {
    await sql`update deal_event set deal_id = ${deal.id} where deal_id = ${goneId}`.execute(trx);
    await sql`update operation set target_id = ${deal.id} where target_id = ${goneId}`.execute(trx);
  });
  if (adopted.kind !== 'merged') return adopted.kind === 'named';
  const gone = { ...deal, id: adopted.goneId };
  await logDeals(trx, [gone], { action: 'DELETED', fields: ['deleted_upstream'], at: now });
  await logDeals(trx, [deal], { action: 'UPDATED', fields: adopted.fields, at: now });
  return true;
}

/** Another deal that came over the same connection under a number; undefined where there is none. */
export function dealWithNumber(
  trx: WriteTransaction,
  deal: Pick<OwnDealRow, 'id' | 'connection_id'>,
  remoteId: string,
): Promise<Pick<OwnDealRow, 'external_id' | 'direction' | 'created_at'> | undefined> {
  return trx
    .selectFrom('deal')
    .select(['external_id', 'direction', 'created_at'])
    .where('connection_id', '=', deal.connection_id)
    .where('remote_id', '=', remoteId)
    .where('id', '<>', deal.id)
    .executeTakeFirst();
}
