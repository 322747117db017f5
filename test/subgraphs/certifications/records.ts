import type { CertificationRecord } from '../../../platform/records/records.ts';

/** A certification without end of somebody without a name, unless said otherwise. */
export function certificationRecord(told: Partial<CertificationRecord> = {}): CertificationRecord {
  return {
    kind: 'certification',
    remoteId: 'C-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: 'A certification',
    code: null,
    level: null,
    purpose: 'TECHNICAL',
    issuedOn: null,
    expiresOn: null,
    revoked: false,
    verifyUrl: null,
    holder: { key: 'person-1', name: null, email: null },
    ...told,
  };
}
