import type { MembershipRecord } from '../../../platform/records/records.ts';
import { CSP_PROGRAM } from '../programs.ts';
import { fold, textOrNull } from '../wire/texts.ts';
import type { Relationship } from './relationship-wire.ts';

const CSP_MEMBERSHIP = {
  kind: 'membership',
  remoteUrl: null,
  remoteVersion: null,
  remoteUpdatedAt: null,
  program: CSP_PROGRAM,
  portfolio: null,
  tier: null,
  tierSince: null,
  reviewOn: null,
  accountManager: null,
  specializations: [],
} satisfies Partial<MembershipRecord>;

/** `state` is documented by the example `Active` alone; the customer form of the answer leaves it out. */
export function isActive(relationship: Relationship): boolean {
  const state = fold(relationship.state);
  return state === '' || state === 'active';
}

/**
 * The partner as reseller of one indirect provider: it takes part in CSP through that distributor. One record for each
 * provider, since a reseller may have several.
 */
export function toResellerMembership(provider: Relationship): MembershipRecord {
  return {
    ...CSP_MEMBERSHIP,
    remoteId: idAsResellerOf(provider.id),
    distribution: 'TWO_TIER',
    distributor: { scheme: 'ENTRA_TENANT', value: provider.id, name: textOrNull(provider.name) },
  };
}

/** Id of the record for one provider; null when the provider's tenant is not known. */
export function resellerMembershipId(providerTenant: string | null): string | null {
  return providerTenant === null ? null : idAsResellerOf(providerTenant);
}

function idAsResellerOf(providerTenant: string): string {
  return `${CSP_PROGRAM}:reseller-of:${providerTenant.toLowerCase()}`;
}

/** The partner as indirect provider: it buys from Microsoft itself. */
export function toProviderMembership(): MembershipRecord {
  return {
    ...CSP_MEMBERSHIP,
    remoteId: `${CSP_PROGRAM}:indirect-provider`,
    distribution: 'ONE_TIER',
    distributor: null,
  };
}
