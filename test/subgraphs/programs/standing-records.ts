import type { CertificationRecord, DealRecord } from '../../../platform/records/records.ts';

const BASE = { remoteUrl: null, remoteVersion: null, remoteUpdatedAt: null } as const;

const NAMES: Readonly<Record<string, string>> = {
  'A-TECH': 'Alpha Certified Technician',
  'A-EXPERT': 'Alpha Certified Expert',
  'A-SALES': 'Alpha Sales Professional',
  'B-ARCH': 'Beta Cloud Architect',
  'B-OPS': 'Beta Cloud Operator',
};

/** A certification that a person holds from 2025 on and without an end, unless said otherwise. */
export function held(person: string, code: string, told: Partial<CertificationRecord> = {}): CertificationRecord {
  return {
    ...BASE,
    kind: 'certification',
    remoteId: `${person} ${code}`,
    name: NAMES[code] ?? code,
    code,
    level: null,
    purpose: 'TECHNICAL',
    issuedOn: '2025-01-10',
    expiresOn: null,
    revoked: false,
    verifyUrl: null,
    holder: { key: person, name: person, email: null },
    ...told,
  };
}

/** A deal that was won on a day, for 1,000 USD, unless said otherwise. */
export function won(remoteId: string, closeOn: string | null, told: Partial<DealRecord> = {}): DealRecord {
  return {
    ...BASE,
    kind: 'deal',
    remoteId,
    name: remoteId,
    dealKind: 'REGISTRATION',
    direction: 'OUTBOUND',
    status: 'WON',
    statusDetail: { raw: 'Won', rawSub: null, rule: 'won', exact: true, reason: null },
    stage: 'CLOSED',
    value: { amount: '1000', currency: 'USD' },
    closeOn,
    customer: { name: null, country: null, website: null, duns: null, city: null },
    products: [],
    vendorSelling: 'NONE',
    distribution: null,
    program: null,
    protection: { startsOn: null, endsOn: null, priceEndsOn: null, extension: 'NOT_OFFERED', extensionDeadline: null },
    groupKey: null,
    ...told,
  };
}
