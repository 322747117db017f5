import { sql, type Selectable } from 'kysely';
import { adoptRow } from '../../../platform/ingest/adopt-row.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { DealRecord } from '../../../platform/records/records.ts';
import type { CustomerContent, DealContent } from '../../../platform/vendor/write-contract.ts';
import { dealColumns } from '../ingest.ts';
import type { DealTable } from '../migrations.ts';
import { recordOfDraft } from './deal-content.ts';

/** A deal as a change of it begins: the row alone, of one tenant. */
export type OwnDealRow = Selectable<DealTable>;

/** Feed of deals that no vendor has told of yet: no run of any connection counts them as gone. */
export const OWN_FEED = 'ours';

/** Records of deals that a person brings to a vendor's portal belong to registrations. */
const OWN_AREA = 'DEAL';

/** Which connection of a partner a draft is for. */
export interface DraftPlace {
  readonly partnerId: string;
  readonly vendorId: string;
  readonly connectionId: string;
}

export interface NewDraft extends DraftPlace {
  readonly id: string;
  readonly opportunityId: string;
  readonly content: DealContent;
  readonly distributorId: string | null;
  readonly actor: string;
  readonly now: Date;
}

/** Values of the columns that follow from what was entered. */
function draftColumns(place: DraftPlace, record: DealRecord, now: Date) {
  const { value_amount, ...columns } = dealColumns(record, { ...place, area: OWN_AREA });
  return {
    ...columns,
    value_amount,
    remote_version: record.remoteVersion,
    changed_at: now,
    fetched_at: now,
    payload_hash: '',
  };
}

async function logChange(
  trx: WriteTransaction,
  place: Pick<DraftPlace, 'partnerId' | 'vendorId'>,
  change: {
    readonly id: string;
    readonly action: 'ADDED' | 'UPDATED' | 'DELETED';
    readonly fields: string[];
    readonly at: Date;
  },
): Promise<void> {
  await trx
    .insertInto('change')
    .values({
      partner_id: place.partnerId,
      vendor_id: place.vendorId,
      area: OWN_AREA,
      kind: 'DEAL',
      node_id: change.id,
      action: change.action,
      fields: change.fields,
      at: change.at,
    })
    .execute();
}

/** The connection of a partner to a vendor; null when there is none. */
export async function connectionTo(trx: WriteTransaction, partnerId: string, vendorId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('connection')
    .select('id')
    .where('partner_id', '=', partnerId)
    .where('vendor_id', '=', vendorId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Stores the sale that drafts are of. */
export async function storeOpportunity(
  trx: WriteTransaction,
  sale: { readonly id: string; readonly partnerId: string; readonly name: string; readonly now: Date },
  customer: Pick<CustomerContent, 'name' | 'country' | 'website' | 'duns' | 'city'>,
): Promise<void> {
  await trx
    .insertInto('opportunity')
    .values({
      id: sale.id,
      partner_id: sale.partnerId,
      name: sale.name,
      customer_name: customer.name,
      customer_country: customer.country,
      customer_website: customer.website,
      customer_duns: customer.duns,
      customer_city: customer.city,
      created_at: sale.now,
    })
    .execute();
}

/** Stores a draft: a deal whose number at the vendor is, for now, our own of it. */
export async function storeDraft(trx: WriteTransaction, draft: NewDraft): Promise<void> {
  const { id, now, content } = draft;
  await trx
    .insertInto('deal')
    .values({
      id,
      partner_id: draft.partnerId,
      connection_id: draft.connectionId,
      vendor_id: draft.vendorId,
      feed: OWN_FEED,
      transport: 'MANUAL',
      remote_id: id,
      remote_url: null,
      remote_updated_at: null,
      seen_run: id,
      deleted_upstream: false,
      created_at: now,
      ...draftColumns(draft, recordOfDraft(content, id, 1), now),
      external_id: id,
      draft: JSON.stringify(content),
      draft_version: 1,
      opportunity_id: draft.opportunityId,
      chosen_distributor_id: draft.distributorId,
      team: [],
    })
    .execute();
  const place = { partnerId: draft.partnerId, vendorId: draft.vendorId };
  await logChange(trx, place, { id, action: 'ADDED', fields: ['draft'], at: now });
  await tellDeal(
    trx,
    { id, partner_id: draft.partnerId, vendor_id: draft.vendorId, area: OWN_AREA },
    {
      at: now,
      actor: draft.actor,
      kind: 'CREATED',
      from: null,
      to: 'DRAFT',
      note: null,
    },
  );
}

/** Changes a draft. */
export async function storeDraftChange(
  trx: WriteTransaction,
  deal: OwnDealRow,
  change: { readonly content: DealContent; readonly distributorId: string | null; readonly now: Date },
): Promise<void> {
  const version = (deal.draft_version ?? 0) + 1;
  const record = recordOfDraft(change.content, deal.external_id ?? deal.id, version);
  const place = { partnerId: deal.partner_id, vendorId: deal.vendor_id, connectionId: deal.connection_id };
  const columns = draftColumns(place, record, change.now);
  await trx
    .updateTable('deal')
    .set({
      ...columns,
      draft: JSON.stringify(change.content),
      draft_version: version,
      chosen_distributor_id: change.distributorId,
      // A record that the vendor has already keeps its version there.
      ...(deal.remote_id === deal.external_id ? {} : { remote_version: deal.remote_version }),
    })
    .where('id', '=', deal.id)
    .execute();
  await logChange(trx, place, { id: deal.id, action: 'UPDATED', fields: ['draft'], at: change.now });
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
  const place = { partnerId: deal.partner_id, vendorId: deal.vendor_id };
  await logChange(trx, place, { id: deal.id, action: 'UPDATED', fields: ['team'], at: now });
}

/** Takes a deal out of the way of its owner before any vendor has it, or as a person confirms what was done by hand. */
export async function storeOwnStatus(
  trx: WriteTransaction,
  deal: Pick<OwnDealRow, 'id' | 'partner_id' | 'vendor_id'>,
  status: {
    readonly status: 'WITHDRAWN' | 'SUBMITTED';
    readonly raw: string;
    readonly rule: string;
    readonly now: Date;
  },
): Promise<void> {
  await trx
    .updateTable('deal')
    .set({
      status: status.status,
      raw_status: status.raw,
      raw_sub_status: null,
      status_rule: status.rule,
      status_exact: false,
      changed_at: status.now,
      payload_hash: '',
    })
    .where('id', '=', deal.id)
    .execute();
  const place = { partnerId: deal.partner_id, vendorId: deal.vendor_id };
  await logChange(trx, place, { id: deal.id, action: 'UPDATED', fields: ['status'], at: status.now });
}

/** The row of a deal, held until the transaction ends; undefined where the tenant has none of this id. */
export function lockDeal(trx: WriteTransaction, id: string): Promise<OwnDealRow | undefined> {
  return trx.selectFrom('deal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** A line of a deal's history. */
export async function tellDeal(
  trx: WriteTransaction,
  deal: Pick<OwnDealRow, 'id' | 'partner_id' | 'vendor_id' | 'area'>,
  line: {
    readonly at: Date;
    readonly actor: string;
    readonly kind: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly note: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('deal_event')
    .values({
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
    })
    .execute();
}

/** Columns that stay ours when a record of the vendor turns out to be a deal of ours. */
const STAYS_OURS = ['draft', 'draft_version', 'opportunity_id', 'team', 'chosen_distributor_id'] as const;

/**
 * Gives our row the number that the vendor gave the deal. Where a run or a file has brought the record under that number
 * already, the two become one.
 * @returns false when another deal of ours has that number
 */
export async function nameDeal(
  trx: WriteTransaction,
  deal: Pick<OwnDealRow, 'id' | 'partner_id' | 'vendor_id' | 'connection_id'>,
  remoteId: string,
  now: Date,
): Promise<boolean> {
  const adoption = { table: 'deal', id: deal.id, connectionId: deal.connection_id, remoteId, keep: STAYS_OURS };
  const adopted = await adoptRow(trx, adoption, async (goneId) => {
    await sql`update deal_event set deal_id = ${deal.id} where deal_id = ${goneId}`.execute(trx);
  });
  if (adopted.kind !== 'merged') return adopted.kind === 'named';
  const place = { partnerId: deal.partner_id, vendorId: deal.vendor_id };
  await logChange(trx, place, { id: adopted.goneId, action: 'DELETED', fields: ['deleted_upstream'], at: now });
  await logChange(trx, place, { id: deal.id, action: 'UPDATED', fields: [...adopted.fields], at: now });
  return true;
}
