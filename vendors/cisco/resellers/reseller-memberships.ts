import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledRecord, MembershipRecord } from '../../../platform/records/records.ts';
import type { MalformedItem } from '../../../platform/vendor/contract.ts';
import { check, idMember, malformed } from '../../../platform/vendor/shape-check.ts';
import { membershipId, toMembership } from './membership-record.ts';
import { findRows, resellerShape, type Reseller } from './reseller-wire.ts';

/** The membership of one reseller, and whose it is. */
export interface ResellerMembership extends PulledRecord<MembershipRecord> {
  /** The reseller's number in Cisco's partner database. */
  readonly beGeoId: string;
}

/** A row that can't be read, and whose it is as far as that can be told. */
export interface MalformedReseller extends MalformedItem {
  readonly beGeoId: string | null;
}

/** What answers of the reseller search tell. */
export interface ResellerMemberships {
  /** One for each reseller, in the order of their first row. The payload holds the reseller's rows. */
  readonly memberships: readonly ResellerMembership[];
  readonly malformed: readonly MalformedReseller[];
}

interface Row {
  readonly reseller: Reseller;
  readonly raw: JsonValue;
  /** What rows are ordered by, and known again by. */
  readonly text: string;
}

/**
 * The memberships that answers of `searchReseller` tell, whoever's they are: a distributor sees all its resellers.
 * @param answers the parsed bodies of all pages of one search: a reseller's rows may be on several
 */
export function resellerMemberships(answers: readonly JsonValue[]): ResellerMemberships {
  const byReseller = new Map<string, Row[]>();
  const rejected: MalformedReseller[] = [];
  for (const raw of answers.flatMap((answer) => findRows(answer)?.rows ?? [])) {
    const checked = check(resellerShape, raw);
    if ('fault' in checked) {
      const beGeoId = idMember(raw, 'pdbBeGeoID');
      rejected.push({ ...malformed(checked.fault, beGeoId === null ? null : membershipId(beGeoId)), beGeoId });
      continue;
    }
    const reseller = checked.value;
    const row = { reseller, raw, text: JSON.stringify([reseller.partnerSiteID ?? '', raw]) };
    const known = byReseller.get(reseller.pdbBeGeoID);
    if (known) known.push(row);
    else byReseller.set(reseller.pdbBeGeoID, [row]);
  }
  const memberships = [...byReseller].flatMap(([beGeoId, rows]) => {
    const [first, ...rest] = inOrder(rows);
    if (!first) return [];
    const record = toMembership([first.reseller, ...rest.map(({ reseller }) => reseller)]);
    return { beGeoId, record, payload: [first.raw, ...rest.map(({ raw }) => raw)] };
  });
  return { memberships, malformed: rejected };
}

/** Each row once, by site: pages may shift while they are read, and the same rows must make the same record. */
function inOrder(rows: readonly Row[]): Row[] {
  const distinct = new Map(rows.map((row) => [row.text, row]));
  return [...distinct.values()].toSorted((a, b) => (a.text < b.text ? -1 : 1));
}
