import type { MembershipRecord } from '../../../platform/records/records.ts';
import type { DistributionTier } from '../../../platform/records/vocabulary.ts';
import { RESALE_PROGRAMS } from '../programs.ts';
import type { WireProgramAccount, WireRelationship } from '../wire/channel.ts';
import { accountOf } from '../wire/ids.ts';
import { membership } from './membership.ts';
import { AWS_ACCOUNT } from './partner.ts';

/** Solution providers and distributors buy from AWS itself, distribution sellers through a distributor. */
const DISTRIBUTION: Readonly<Record<WireProgramAccount['program'], DistributionTier>> = {
  SOLUTION_PROVIDER: 'ONE_TIER',
  DISTRIBUTION: 'ONE_TIER',
  DISTRIBUTION_SELLER: 'TWO_TIER',
};

/** States in which an account does not take part: not yet, or no longer `[M-chn ProgramManagementAccountStatus]`. */
const OUTSIDE = new Set(['PENDING', 'INACTIVE']);

/**
 * Whether a program management account is a membership. A word we do not know ends none: only AWS's own two words say
 * that an account it lists does not take part.
 */
export function takesPart(account: WireProgramAccount): boolean {
  return account.status === null || !OUTSIDE.has(account.status);
}

/**
 * Which of two accounts of one membership stands for it: an ACTIVE one before others, then the one that started first,
 * last the one without a start; its identifier decides between equals, so that every run takes the same one.
 */
export function byPrecedence(a: WireProgramAccount, b: WireProgramAccount): number {
  return precedence(a) < precedence(b) ? -1 : 1;
}

function precedence({ status, startDate, id }: WireProgramAccount): string {
  return [status === 'ACTIVE' ? 'active' : 'other', startDate?.instant ?? 'unknown', id].join(' ');
}

/**
 * Taking part in a resale program, with the version of the account that stands for the membership.
 * @param lead the first by precedence of the accounts of this program and distributor
 */
export function resaleMembership(
  lead: WireProgramAccount,
  distributor: MembershipRecord['distributor'],
): MembershipRecord {
  return membership({
    remoteId: lead.id,
    remoteVersion: lead.revision,
    remoteUpdatedAt: lead.updatedAt?.instant ?? null,
    program: RESALE_PROGRAMS[lead.program],
    distribution: DISTRIBUTION[lead.program],
    distributor,
  });
}

/**
 * The distributor of a distribution seller, where a relationship we can see tells it: one that names the seller as
 * downstream and belongs to another account, which is in its ARN. Several such accounts, or none: not known. Its name is
 * not told; the relationship's display name is the distributor's name for the seller.
 */
export function distributorOf(
  account: WireProgramAccount,
  relationships: readonly WireRelationship[],
): MembershipRecord['distributor'] {
  if (account.program !== 'DISTRIBUTION_SELLER') return null;
  const owners = relationships
    .filter((one) => one.associationType === 'DOWNSTREAM_SELLER' && one.associatedAccountId === account.accountId)
    .map((one) => accountOf(one.arn))
    .filter((owner) => owner !== null && owner !== account.accountId);
  const [distributor, ...others] = new Set(owners);
  if (distributor === undefined || distributor === null || others.length > 0) return null;
  return { scheme: AWS_ACCOUNT, value: distributor, name: null };
}
