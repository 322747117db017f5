import type { MembershipRecord } from '../../../platform/records/records.ts';

/** A membership of alpha's program, in its lowest tier, unless said otherwise. */
export function membershipRecord(told: Partial<MembershipRecord> = {}): MembershipRecord {
  return {
    kind: 'membership',
    remoteId: 'M-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    program: 'main',
    portfolio: null,
    tier: 'bronze',
    tierSince: '2025-01-31',
    reviewOn: '2026-12-31',
    distribution: null,
    distributor: null,
    accountManager: null,
    specializations: [],
    ...told,
  };
}

/** A membership in one of beta's portfolios. */
export function betaRecord(portfolio: string | null, told: Partial<MembershipRecord> = {}): MembershipRecord {
  return membershipRecord({
    remoteId: `B-${portfolio ?? 'none'}`,
    program: 'portfolios',
    portfolio,
    tier: 'partner',
    ...told,
  });
}
