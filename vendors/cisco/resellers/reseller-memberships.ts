import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledRecord, MembershipRecord } from '../../../platform/records/records.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, textMember } from '../wire/checked.ts';
import { membershipId, toMembership } from './membership-record.ts';
import { findRows, resellerShape, type Reseller } from './reseller-wire.ts';

/** The membership of one reseller, and whose it is. */
export interface ResellerMembership extends PulledRecord<MembershipRecord> {
  /** The reseller's number in Cisco's partner database. */
  readonly beGeoId: string;
}

/** What an answer of the reseller search tells. */
export interface ResellerMemberships {
  /** One for each reseller, in the order of their first row. The payload holds the reseller's rows. */
  readonly memberships: readonly ResellerMembership[];
  readonly malformed: readonly MalformedItem[];
}

/**
 * The memberships that an answer of `searchReseller` tells, whoever's they are: a distributor sees all its resellers.
 * @param answer the parsed body
 */
export function resellerMemberships(answer: JsonValue): ResellerMemberships {
  const byReseller = new Map<string, { rows: [Reseller, ...Reseller[]]; payload: JsonValue[] }>();
  const rejected: MalformedItem[] = [];
  for (const raw of findRows(answer)?.rows ?? []) {
    const checked = check(resellerShape, raw);
    if ('fault' in checked) {
      const beGeoId = textMember(raw, 'pdbBeGeoID');
      rejected.push(malformed(checked.fault, beGeoId === null ? null : membershipId(beGeoId)));
      continue;
    }
    const known = byReseller.get(checked.value.pdbBeGeoID);
    known?.rows.push(checked.value);
    known?.payload.push(raw);
    if (!known) byReseller.set(checked.value.pdbBeGeoID, { rows: [checked.value], payload: [raw] });
  }
  return {
    memberships: [...byReseller].map(([beGeoId, { rows, payload }]) => ({
      beGeoId,
      record: toMembership(rows),
      payload,
    })),
    malformed: rejected,
  };
}
