import type { MembershipRecord, PartnerProfileRecord } from '../../../platform/records/records.ts';
import { APN } from '../programs.ts';
import type { WirePartner } from '../wire/account.ts';
import { accountOf } from '../wire/ids.ts';
import { membership } from './membership.ts';

/** Schemes of the numbers AWS knows a partner by. */
export const AWS_PARTNER_ID = 'AWS_PARTNER_ID';
export const AWS_ACCOUNT = 'AWS_ACCOUNT';

/**
 * What AWS knows of the partner. `GetPartner` tells when it was made, not when it changed, and has no version.
 * @param ownAccount account of the connection, for an ARN that names none
 */
export function partnerProfile(partner: WirePartner, ownAccount: string): PartnerProfileRecord {
  const { Profile } = partner;
  const country = Profile?.Headquarters?.CountryCode ?? null;
  const service = Profile?.PrimarySolutionType ?? null;
  return {
    kind: 'partnerProfile',
    remoteId: partner.Id,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    legalName: partner.LegalName,
    countries: country === null ? [] : [country],
    industries: Profile?.IndustrySegments ?? [],
    services: service === null ? [] : [service],
    identifiers: [
      { scheme: AWS_PARTNER_ID, value: partner.Id },
      { scheme: AWS_ACCOUNT, value: accountOf(partner.Arn) ?? ownAccount },
    ],
  };
}

/**
 * Being a partner at all: who has a partner record is in the AWS Partner Network. Its tier is not offered by API. The
 * membership has no number of its own, so it carries the partner's.
 */
export function networkMembership(partner: WirePartner): MembershipRecord {
  return membership({ remoteId: partner.Id, program: APN });
}
