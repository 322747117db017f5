import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { recordRowId } from '../../../platform/ingest/row-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { CertificationRecord, DealRecord } from '../../../platform/records/records.ts';
import { createFactIngest } from './fact-ingest.ts';

/** Who holds which certification from when to when. */
export const certificationFactIngest: Ingest<CertificationRecord> = createFactIngest<CertificationRecord>({
  kind: 'certification',
  fact: 'CERTIFICATION',
  columns: (record, origin) => ({
    code: record.code,
    name: record.name,
    level: record.level,
    person_id: recordRowId(origin, 'person', record.holder.key),
    amount: null,
    currency: null,
    from_date: record.issuedOn,
    to_date: record.expiresOn,
    counts: !record.revoked,
    datedWhenSeen: false,
  }),
});

/**
 * Which deals were won, when, and for how much. A vendor tells no day of winning: it is the day the deal was to close, unless that
 * is still to come; else the day of the vendor's last change; else the day it was first seen as won.
 */
export const wonDealFactIngest: Ingest<DealRecord> = createFactIngest<DealRecord>({
  kind: 'deal',
  fact: 'WON_DEAL',
  columns: (record, origin) => {
    if (record.status !== 'WON') return null;
    const seenOn = utcDate(origin.fetchedAt);
    const closed = record.closeOn !== null && record.closeOn <= seenOn ? record.closeOn : null;
    return {
      code: record.dealKind,
      name: null,
      level: null,
      person_id: null,
      amount: record.value?.amount ?? null,
      currency: record.value?.currency ?? null,
      from_date: closed ?? record.remoteUpdatedAt?.slice(0, 10) ?? null,
      to_date: null,
      counts: true,
      datedWhenSeen: true,
    };
  },
});
