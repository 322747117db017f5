import type { MembershipRecord, PartnerProfileRecord, RecordBase } from '../../../platform/records/records.ts';
import { PARTNER_PROGRAM } from '../programs.ts';
import { countryOrNull, distinct, textOrNull } from '../wire/texts.ts';
import type { LegalBusinessProfile, MpnProfile, OrganizationProfile } from './profile-wire.ts';

/** The three profiles of one partner; null where Microsoft keeps none. */
export interface Profiles {
  readonly mpn: MpnProfile | null;
  readonly organization: OrganizationProfile | null;
  readonly legalBusiness: LegalBusinessProfile | null;
}

/** Profiles carry neither version, date nor link. */
const UNVERSIONED = { remoteUrl: null, remoteVersion: null, remoteUpdatedAt: null } satisfies Partial<RecordBase>;

/**
 * What Microsoft knows of the partner itself.
 * @param tenantId the connection's tenant: the record's id, so that it stays the same whichever profile is missing
 */
export function toPartnerProfile(profiles: Profiles, tenantId: string): PartnerProfileRecord {
  const { mpn, organization, legalBusiness } = profiles;
  const mpnId = mpnIdOf(mpn);
  return {
    kind: 'partnerProfile',
    remoteId: tenantId,
    ...UNVERSIONED,
    legalName:
      textOrNull(legalBusiness?.companyName) ?? textOrNull(organization?.companyName) ?? textOrNull(mpn?.partnerName),
    countries: distinct([
      countryOrNull(legalBusiness?.address?.country),
      countryOrNull(organization?.defaultAddress?.country),
    ]),
    industries: [],
    services: [],
    identifiers: [
      ...(mpnId ? [{ scheme: 'MPN_ID', value: mpnId }] : []),
      { scheme: 'ENTRA_TENANT', value: textOrNull(organization?.tenantId) ?? tenantId },
    ],
  };
}

/**
 * Membership in the partner program, as far as it can be told: a firm with a Partner ID is enrolled. Tier, date and
 * specializations are not in any profile [SDKD profile-resources.md].
 */
export function toProgramMembership(mpn: MpnProfile | null): MembershipRecord | null {
  const mpnId = mpnIdOf(mpn);
  if (!mpnId) return null;
  return {
    kind: 'membership',
    remoteId: `${PARTNER_PROGRAM}:${mpnId}`,
    ...UNVERSIONED,
    program: PARTNER_PROGRAM,
    portfolio: null,
    tier: null,
    tierSince: null,
    reviewOn: null,
    distribution: null,
    distributor: null,
    accountManager: null,
    specializations: [],
  };
}

function mpnIdOf(mpn: MpnProfile | null): string | null {
  const id = mpn?.mpnId ?? null;
  return id === null ? null : textOrNull(String(id));
}
