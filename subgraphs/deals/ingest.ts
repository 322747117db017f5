import type { Ingest, IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest, type ChangedRow } from '../../platform/ingest/mirror-ingest.ts';
import { recordRowId } from '../../platform/ingest/row-id.ts';
import { customerKeys } from '../../platform/matching/match-customer.ts';
import type { CustomerRecord, DealRecord } from '../../platform/records/records.ts';
import { searchText } from '../../platform/records/search-text.ts';

/**
 * The membership a deal is registered under. A membership's row id is made from its connection and program, so it is
 * known here without asking the domain that owns it.
 */
function membershipIdOf(
  record: DealRecord,
  origin: Pick<IngestOrigin, 'connectionId' | 'partnerId' | 'toldBy'>,
): string | null {
  return record.program === null ? null : recordRowId(origin, 'membership', record.program);
}

/** What the customer is found by when somebody asks whether anybody is already there. */
function keyColumns(customer: CustomerRecord): Record<'customer_key' | 'website_host' | 'duns_key', string | null> {
  const { name, host, duns } = customerKeys(customer);
  return { customer_key: name?.key ?? null, website_host: host, duns_key: duns };
}

/** What the vendor did since we last looked, as lines of the deal's history. */
async function writeEvents(
  trx: WriteTransaction,
  origin: IngestOrigin,
  changed: ReadonlyArray<ChangedRow<DealRecord>>,
): Promise<void> {
  const events = changed.map(({ id, record, action, before }) => {
    const from = (before?.['status'] as string | undefined) ?? null;
    const moved = from !== null && from !== record.status;
    return {
      deal_id: id,
      partner_id: origin.partnerId,
      vendor_id: origin.vendorId,
      area: origin.area,
      at: record.remoteUpdatedAt === null ? origin.fetchedAt : new Date(record.remoteUpdatedAt),
      actor: origin.vendorId,
      kind: action === 'ADDED' ? 'CREATED' : moved ? 'STATUS_CHANGED' : 'UPDATED',
      from_status: from,
      to_status: record.status,
      note: record.statusDetail.reason,
    };
  });
  await trx.insertInto('deal_event').values(events).execute();
}

/** A deal's own columns, as its record tells them. */
export function dealColumns(
  record: DealRecord,
  origin: Pick<IngestOrigin, 'area' | 'connectionId' | 'partnerId' | 'toldBy'>,
) {
  return {
    area: origin.area,
    name: record.name,
    name_search: searchText(record.name),
    deal_kind: record.dealKind,
    direction: record.direction,
    status: record.status,
    raw_status: record.statusDetail.raw,
    raw_sub_status: record.statusDetail.rawSub,
    status_rule: record.statusDetail.rule,
    status_exact: record.statusDetail.exact,
    status_reason: record.statusDetail.reason,
    stage: record.stage,
    value_amount: record.value?.amount ?? null,
    value_currency: record.value?.currency ?? null,
    close_on: record.closeOn,
    customer_name: record.customer.name,
    customer_search: record.customer.name === null ? null : searchText(record.customer.name),
    customer_country: record.customer.country,
    customer_website: record.customer.website,
    customer_duns: record.customer.duns,
    customer_city: record.customer.city,
    products: [...record.products],
    vendor_selling: record.vendorSelling,
    distribution: record.distribution,
    distributor_name: record.distributor?.by === 'NAME' ? record.distributor.name : null,
    distributor_teller_id: record.distributor?.by === 'TELLER' ? (origin.toldBy ?? origin.partnerId) : null,
    membership_id: membershipIdOf(record, origin),
    protection_starts_on: record.protection.startsOn,
    protection_ends_on: record.protection.endsOn,
    price_ends_on: record.protection.priceEndsOn,
    extension: record.protection.extension,
    extension_deadline: record.protection.extensionDeadline,
    group_key: record.groupKey,
    answer_by: record.answerBy ?? null,
    reported_id: record.externalId ?? null,
    ...keyColumns(record.customer),
  };
}

/** Takes deal records in: deals, and offers that a vendor makes. */
export const dealIngest: Ingest<DealRecord> = createMirrorIngest<DealRecord>({
  kind: 'deal',
  table: 'deal',
  changeKind: 'DEAL',
  columns: dealColumns,
  externalId: (record) => record.externalId ?? null,
  after: writeEvents,
});
