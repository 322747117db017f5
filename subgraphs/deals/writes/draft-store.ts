import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { DealRecord } from '../../../platform/records/records.ts';
import type { CustomerContent, DealContent } from '../../../platform/vendor/write-contract.ts';
import { OWN_FEED } from '../../../platform/writes/own-feed.ts';
import { dealColumns } from '../ingest.ts';
import { recordOfDraft } from './deal-content.ts';
import { logDeals, tellDeals, type OwnDealRow } from './own-deal-store.ts';

/** Records of deals that begin with us belong to registrations. */
const OWN_AREA = 'DEAL';

/** Which connection of a partner a draft is for. */
export interface DraftPlace {
  readonly partnerId: string;
  readonly vendorId: string;
  readonly connectionId: string;
}

export interface NewDraft extends DraftPlace {
  readonly id: string;
  readonly content: DealContent;
  readonly distributorId: string | null;
}

/** What all drafts of one entry have in common. */
export interface DraftEntry {
  readonly opportunityId: string;
  readonly actor: string;
  readonly now: Date;
}

/** Values of the columns that follow from what was entered. */
function draftColumns(place: DraftPlace, record: DealRecord, now: Date) {
  return {
    ...dealColumns(record, { ...place, area: OWN_AREA }),
    remote_version: record.remoteVersion,
    changed_at: now,
    fetched_at: now,
    payload_hash: '',
  };
}

/** The connections of a partner to some vendors, by vendor; those it has none to are missing. One statement. */
export async function connectionsTo(
  trx: WriteTransaction,
  partnerId: string,
  vendorIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (vendorIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('connection')
    .select(['id', 'vendor_id'])
    .where('partner_id', '=', partnerId)
    .where('vendor_id', 'in', [...vendorIds])
    .execute();
  return new Map(rows.map((row) => [row.vendor_id, row.id]));
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

function draftRow(draft: NewDraft, { opportunityId, now }: DraftEntry) {
  const { id, content } = draft;
  return {
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
    opportunity_id: opportunityId,
    chosen_distributor_id: draft.distributorId,
    team: [],
  };
}

/**
 * Stores drafts: deals whose number at the vendor is, for now, our own of them. Three statements, however many there are.
 */
export async function storeDrafts(
  trx: WriteTransaction,
  drafts: readonly NewDraft[],
  entry: DraftEntry,
): Promise<void> {
  await trx
    .insertInto('deal')
    .values(drafts.map((draft) => draftRow(draft, entry)))
    .execute();
  const rows = drafts.map((draft) => ({
    id: draft.id,
    partner_id: draft.partnerId,
    vendor_id: draft.vendorId,
    area: OWN_AREA,
  }));
  await logDeals(trx, rows, { action: 'ADDED', fields: ['draft'], at: entry.now });
  const { actor, now: at } = entry;
  await tellDeals(trx, rows, { at, actor, kind: 'CREATED', from: null, to: 'DRAFT', note: null });
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
  await trx
    .updateTable('deal')
    .set({
      ...draftColumns(place, record, change.now),
      draft: JSON.stringify(change.content),
      draft_version: version,
      chosen_distributor_id: change.distributorId,
      // A record that the vendor has already keeps its version there, and the number it gives back as ours.
      ...(deal.remote_id === deal.external_id
        ? {}
        : { remote_version: deal.remote_version, reported_id: deal.reported_id }),
    })
    .where('id', '=', deal.id)
    .execute();
  await logDeals(trx, [deal], { action: 'UPDATED', fields: ['draft'], at: change.now });
}
