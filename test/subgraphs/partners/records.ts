import type { CertificationRecord, PartnerProfileRecord } from '../../../platform/records/records.ts';
import { certificationRecord } from '../certifications/records.ts';

/** What a vendor tells of a partner: nothing but that it is one, unless said otherwise. */
export function profileRecord(told: Partial<PartnerProfileRecord> = {}): PartnerProfileRecord {
  return {
    kind: 'partnerProfile',
    remoteId: 'P-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    legalName: null,
    countries: [],
    industries: [],
    services: [],
    identifiers: [],
    ...told,
  };
}

/** A certification, for the person who holds it. */
export function heldBy(key: string, name: string | null = null, email: string | null = null): CertificationRecord {
  return certificationRecord({ remoteId: `of ${key}`, holder: { key, name, email } });
}
