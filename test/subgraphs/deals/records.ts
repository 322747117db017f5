import type { CustomerRecord, DealRecord, ProtectionRecord } from '../../../platform/records/records.ts';

/** A customer that has a name and nothing else, unless said otherwise. */
export function customer(told: Partial<CustomerRecord> = {}): CustomerRecord {
  return { name: 'A customer', country: null, website: null, duns: null, city: null, ...told };
}

/** A deal that is not protected, unless said otherwise. */
export function protection(told: Partial<ProtectionRecord> = {}): ProtectionRecord {
  return {
    startsOn: null,
    endsOn: null,
    priceEndsOn: null,
    extension: 'NOT_OFFERED',
    extensionDeadline: null,
    ...told,
  };
}

/** A deal that tells nothing beyond what it must, unless said otherwise. */
export function dealRecord(told: Partial<DealRecord> = {}): DealRecord {
  return {
    kind: 'deal',
    remoteId: 'D-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: 'A deal',
    dealKind: 'CO_SELL',
    direction: 'OUTBOUND',
    status: 'SUBMITTED',
    statusDetail: { raw: 'Submitted', rawSub: null, rule: 'submitted', exact: true, reason: null },
    stage: null,
    value: null,
    closeOn: null,
    customer: customer(),
    products: [],
    vendorSelling: 'UNKNOWN',
    distribution: null,
    program: null,
    protection: protection(),
    groupKey: null,
    ...told,
  } as DealRecord;
}
