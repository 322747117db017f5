import type { MembershipRecord } from '../../../platform/records/records.ts';
import { CISCO_PROGRAMS, FORMER_PROGRAM } from '../programs.ts';
import { dateOf } from '../wire/cisco-date.ts';
import { fold, textOrNull } from '../wire/texts.ts';
import type { Reseller } from './reseller-wire.ts';

const TIERS = CISCO_PROGRAMS.find((program) => program.code === FORMER_PROGRAM)?.tiers ?? [];

/**
 * A reseller's standing in the program before Cisco 360: level, its term, and specializations. Whether the search tells
 * designations of Cisco 360 by now is not known; a level of another name is no tier of ours and stays in the payload.
 *
 * @param rows of one reseller, one for each site or account; a level on any of them is that of the reseller
 */
export function toMembership(rows: readonly [Reseller, ...Reseller[]]): MembershipRecord {
  const [first] = rows;
  const levelled = rows.find((row) => textOrNull(row.certification)) ?? first;
  const hasAccount = rows.some((row) => textOrNull(String(row.distiValResellerAcNo ?? '')));
  return {
    kind: 'membership',
    remoteId: membershipId(first.pdbBeGeoID),
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    program: FORMER_PROGRAM,
    portfolio: null,
    tier: TIERS.find((tier) => fold(tier.code) === fold(levelled.certification))?.code ?? null,
    tierSince: dateOf(levelled.certEffectiveStartDate),
    reviewOn: dateOf(levelled.certificationExpiryDate),
    // Assumed: who has an account at the distributor buys from it.
    distribution: hasAccount ? 'TWO_TIER' : null,
    distributor: null,
    accountManager: null,
    specializations: specializationsOf(rows),
  };
}

/** Id of a reseller's membership. */
export function membershipId(beGeoId: string): string {
  return `${FORMER_PROGRAM}:${beGeoId}`;
}

/** Each specialization once, with the latest of its dates. Only its code is told: `AENAS`. */
function specializationsOf(rows: readonly Reseller[]): MembershipRecord['specializations'] {
  const byCode = new Map<string, string | null>();
  for (const { specType, validUntil } of rows.flatMap((row) => row.specialization ?? [])) {
    const code = textOrNull(specType);
    if (code === null) continue;
    const until = dateOf(validUntil);
    const known = byCode.get(code) ?? null;
    byCode.set(code, known !== null && (until === null || until < known) ? known : until);
  }
  return [...byCode].map(([code, expiresOn]) => ({ name: code, code, since: null, expiresOn }));
}
