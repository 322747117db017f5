import type { Ingest, IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest, type ChangedRow } from '../../platform/ingest/mirror-ingest.ts';
import { recordRowId } from '../../platform/ingest/row-id.ts';
import type { BenefitRecord, FundRequestRecord, MoneyRecord } from '../../platform/records/records.ts';
import { searchText } from '../../platform/records/search-text.ts';
import { REQUEST_OF_BENEFIT } from './request-of-benefit.ts';

/**
 * The membership a benefit comes with. A membership's row id is made from its connection and program, so it is known
 * here without asking the domain that owns it.
 */
function membershipIdOf(record: BenefitRecord, origin: IngestOrigin): string | null {
  return record.program === null ? null : recordRowId(origin, 'membership', record.program);
}

/** A sum of money as its pair of columns. */
function moneyColumns<Name extends string>(
  name: Name,
  money: MoneyRecord | null,
): Record<`${Name}_amount` | `${Name}_currency`, string | null> {
  const columns = { [`${name}_amount`]: money?.amount ?? null, [`${name}_currency`]: money?.currency ?? null };
  return columns as Record<`${Name}_amount` | `${Name}_currency`, string | null>;
}

/** Lines of history for benefits that are new or whose status moved; the vendor's own word for it is the note. */
async function writeEvents(
  trx: WriteTransaction,
  origin: IngestOrigin,
  changed: ReadonlyArray<ChangedRow<BenefitRecord>>,
): Promise<void> {
  const events = changed.flatMap(({ id, record, before }) => {
    const from = (before?.['status'] as string | undefined) ?? null;
    if (from === record.status && before?.['raw_status'] === record.rawStatus) return [];
    return {
      benefit_id: id,
      partner_id: origin.partnerId,
      vendor_id: origin.vendorId,
      area: origin.area,
      at: record.remoteUpdatedAt === null ? origin.fetchedAt : new Date(record.remoteUpdatedAt),
      actor: origin.vendorId,
      from_status: from,
      to_status: record.status,
      note: record.rawStatus === '' ? null : record.rawStatus,
    };
  });
  if (events.length > 0) await trx.insertInto('benefit_event').values(events).execute();
}

/** Takes benefit records in: what a partner is entitled to, and the money allotted to it. */
export const benefitIngest: Ingest<BenefitRecord> = createMirrorIngest<BenefitRecord>({
  kind: 'benefit',
  table: 'benefit',
  changeKind: 'BENEFIT',
  columns: (record, origin) => ({
    area: origin.area,
    name: record.name,
    name_search: searchText(record.name),
    benefit_kind: record.benefitKind,
    status: record.status,
    raw_status: record.rawStatus,
    membership_id: membershipIdOf(record, origin),
    ...moneyColumns('allocated', record.allocated),
    ...moneyColumns('used', record.used),
    ...moneyColumns('remaining', record.remaining),
    quantity_total: record.quantity?.total ?? null,
    quantity_used: record.quantity?.used ?? null,
    quantity_remaining: record.quantity?.remaining ?? null,
    quantity_unit: record.quantity?.unit ?? null,
    percent: record.percent,
    starts_on: record.startsOn,
    expires_on: record.expiresOn,
    claim_by: record.claimBy,
  }),
  after: writeEvents,
});

/** Takes requests for funds in. Each is part of its benefit: a request that changes is a change of the benefit. */
export const fundRequestIngest: Ingest<FundRequestRecord> = createMirrorIngest<FundRequestRecord>({
  kind: 'fundRequest',
  table: 'fund_request',
  changeKind: null,
  // No vendor gives back a number of ours: a request that began here is known by the vendor's number alone.
  externalId: () => null,
  partOf: { ...REQUEST_OF_BENEFIT, column: 'benefit_id' },
  columns: (record, origin) => ({
    area: origin.area,
    benefit_id: recordRowId(origin, 'benefit', record.benefitRemoteId),
    activity: record.activity,
    status: record.status,
    raw_status: record.rawStatus,
    ...moneyColumns('requested', record.requested),
    ...moneyColumns('approved', record.approved),
    ...moneyColumns('claimed', record.claimed),
    ...moneyColumns('paid', record.paid),
    activity_on: record.activityOn,
    claim_by: record.claimBy,
  }),
});

/** All that this room takes in. */
export const benefitIngests = [benefitIngest, fundRequestIngest] as const;
