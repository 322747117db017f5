import type { MembershipRecord } from '../../../platform/records/records.ts';

type Told = Pick<MembershipRecord, 'remoteId' | 'program'> & Partial<MembershipRecord>;

/** A membership with what AWS tells; the rest is not offered by its APIs. */
export function membership(told: Told): MembershipRecord {
  return {
    kind: 'membership',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    portfolio: null,
    tier: null,
    tierSince: null,
    reviewOn: null,
    distribution: null,
    distributor: null,
    accountManager: null,
    specializations: [],
    ...told,
  };
}
