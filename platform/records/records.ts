import type { JsonValue } from './json.ts';
import type {
  BenefitKind,
  BenefitStatus,
  CertificationPurpose,
  DealDirection,
  DealKind,
  DealStage,
  DealStatus,
  DistributionTier,
  ExtensionState,
  VendorSelling,
} from './vocabulary.ts';

/**
 * Vendor-neutral records: what an adapter hands over and a domain stores. Nothing in them is a vendor's word except
 * where the field says so (`raw…`, `remote…`).
 *
 * Units and forms, throughout:
 * - instant: RFC 3339 in UTC with milliseconds, `2026-03-31T08:00:00.000Z`
 * - date: ISO 8601 calendar date without zone, `2026-03-31`
 * - money: an exact decimal as a string and an ISO 4217 code; never a float
 * - text: already decoded (no HTML entities), trimmed; `null` where the vendor says nothing
 */
export interface RecordBase {
  /** The vendor's identifier of the record: unique within (connection, kind). */
  readonly remoteId: string;
  /** Deep link into the vendor's portal, where one is documented. */
  readonly remoteUrl: string | null;
  /** The vendor's version exactly as it wrote it (ETag, LastModifiedDate, Revision): never re-formatted. */
  readonly remoteVersion: string | null;
  /** Instant of the vendor's last change, when it tells. */
  readonly remoteUpdatedAt: string | null;
}

export interface MoneyRecord {
  readonly amount: string;
  readonly currency: string;
}

export interface CustomerRecord {
  readonly name: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly website: string | null;
  readonly duns: string | null;
  readonly city: string | null;
}

/** The canonical status with its working: the vendor's words and the rule of the vendor's table that read them. */
export interface StatusDetailRecord {
  readonly raw: string;
  readonly rawSub: string | null;
  /** Name of the rule in the vendor's status table, stable across releases. */
  readonly rule: string;
  /** False when the status was derived or guessed rather than mapped from a documented value. */
  readonly exact: boolean;
  /** The vendor's own reason text or code, where it gives one. */
  readonly reason: string | null;
}

export interface ProtectionRecord {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly priceEndsOn: string | null;
  readonly extension: ExtensionState;
  readonly extensionDeadline: string | null;
}

/** Through whom a deal is bought: a distributor by its name as the source writes it, or the partner that the source tells it. */
export type DealDistributorRecord = { readonly by: 'NAME'; readonly name: string } | { readonly by: 'TELLER' };

export interface DealRecord extends RecordBase {
  readonly kind: 'deal';
  readonly name: string;
  readonly dealKind: DealKind;
  readonly direction: DealDirection;
  readonly status: DealStatus;
  readonly statusDetail: StatusDetailRecord;
  readonly stage: DealStage | null;
  readonly value: MoneyRecord | null;
  readonly closeOn: string | null;
  readonly customer: CustomerRecord;
  readonly products: readonly string[];
  readonly vendorSelling: VendorSelling;
  readonly distribution: DistributionTier | null;
  /** Null or left out where the source tells nobody. */
  readonly distributor?: DealDistributorRecord | null;
  /** Code of the vendor's program (`VendorFacts.programs[].code`) the deal is registered under. */
  readonly program: string | null;
  readonly protection: ProtectionRecord;
  /** Calendar date (UTC) on which an offer that nobody answered lapses; null or left out where the vendor sets none. */
  readonly answerBy?: string | null;
  /** The vendor's key that ties together all records of one sale (engagement id), where it has one. */
  readonly groupKey: string | null;
  /** The partner's own number of the record, as the vendor gives it back: by it we know a deal that we brought there. */
  readonly externalId?: string | null;
}

export interface BenefitRecord extends RecordBase {
  readonly kind: 'benefit';
  readonly name: string;
  readonly benefitKind: BenefitKind;
  readonly status: BenefitStatus;
  readonly rawStatus: string;
  readonly program: string | null;
  readonly allocated: MoneyRecord | null;
  readonly used: MoneyRecord | null;
  readonly remaining: MoneyRecord | null;
  readonly quantity: {
    readonly total: string;
    readonly used: string;
    readonly remaining: string;
    readonly unit: string;
  } | null;
  readonly percent: string | null;
  readonly startsOn: string | null;
  readonly expiresOn: string | null;
  readonly claimBy: string | null;
}

/** A request for funds on a benefit (AWS: a benefit application). */
export interface FundRequestRecord extends RecordBase {
  readonly kind: 'fundRequest';
  /** `remoteId` of the benefit record it belongs to, in the same connection. */
  readonly benefitRemoteId: string;
  readonly activity: string;
  readonly status: BenefitStatus;
  readonly rawStatus: string;
  readonly requested: MoneyRecord | null;
  readonly approved: MoneyRecord | null;
  readonly claimed: MoneyRecord | null;
  readonly paid: MoneyRecord | null;
  readonly activityOn: string | null;
  readonly claimBy: string | null;
}

export interface CertificationRecord extends RecordBase {
  readonly kind: 'certification';
  readonly name: string;
  readonly code: string | null;
  readonly level: string | null;
  readonly purpose: CertificationPurpose;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly revoked: boolean;
  readonly verifyUrl: string | null;
  /** Who holds it: a key that is stable for one person at this vendor and says nothing about them. */
  readonly holder: { readonly key: string; readonly name: string | null; readonly email: string | null };
}

export interface MembershipRecord extends RecordBase {
  readonly kind: 'membership';
  /** Code of the vendor's program, one of `VendorFacts.programs[].code`. */
  readonly program: string;
  readonly portfolio: string | null;
  /** Code of the tier within the program, one of `ProgramFacts.tiers[].code`; null where the source tells none. */
  readonly tier: string | null;
  readonly tierSince: string | null;
  readonly reviewOn: string | null;
  readonly distribution: DistributionTier | null;
  /** The distributor as the vendor names it: id at the vendor and name. Matched to a partner of ours by identifier. */
  readonly distributor: { readonly scheme: string; readonly value: string; readonly name: string | null } | null;
  readonly accountManager: {
    readonly name: string;
    readonly email: string | null;
    readonly title: string | null;
  } | null;
  readonly specializations: ReadonlyArray<{
    readonly name: string;
    readonly code: string | null;
    readonly since: string | null;
    readonly expiresOn: string | null;
  }>;
}

/** One line of a special bid. */
export interface SpecialBidLineRecord {
  /** Part numbers at the distributor and at the manufacturer. */
  readonly distributorPart: string | null;
  readonly vendorPart: string | null;
  readonly description: string | null;
  /** Pieces, whole numbers that fit 32 bits: how many the price was granted for, and how many may still be ordered. */
  readonly approvedQuantity: number;
  readonly remainingQuantity: number;
  /** For one piece: the list price, and the price the distributor holds. */
  readonly msrp: MoneyRecord | null;
  readonly price: MoneyRecord | null;
  readonly expiresOn: string | null;
}

/**
 * A price that a distributor holds for a deal. It has no status of its own: what it is worth on a day follows from its
 * dates and quantities, and is worked out when it is read.
 */
export interface SpecialBidRecord extends RecordBase {
  readonly kind: 'specialBid';
  /** Number of the deal or special bid, as the distributor writes it. */
  readonly number: string;
  readonly version: string | null;
  /** Who makes the goods, as the distributor writes it. */
  readonly manufacturer: string | null;
  /** Code of the vendor that the manufacturer is, where it is one of ours. */
  readonly vendorCode: string | null;
  /** Row id of the partner of ours that is the distributor, where whoever made the connection said so. */
  readonly distributorPartnerId: string | null;
  /** IANA name of the zone that the dates are of: a bid ends when the day is over there. */
  readonly timeZone: string;
  readonly customer: CustomerRecord;
  readonly receivedOn: string | null;
  readonly expiresOn: string | null;
  readonly priceProtectionEndsOn: string | null;
  readonly lines: readonly SpecialBidLineRecord[];
}

/** What a vendor knows of the partner itself: numbers and names, never a second partner. */
export interface PartnerProfileRecord extends RecordBase {
  readonly kind: 'partnerProfile';
  readonly legalName: string | null;
  readonly countries: readonly string[];
  readonly industries: readonly string[];
  readonly services: readonly string[];
  /** `claimed`: set down by the partner itself. The vendor has not told it, so nobody may rely on it alone. */
  readonly identifiers: ReadonlyArray<{ readonly scheme: string; readonly value: string; readonly claimed?: true }>;
}

export type VendorRecord =
  | DealRecord
  | BenefitRecord
  | FundRequestRecord
  | CertificationRecord
  | MembershipRecord
  | PartnerProfileRecord
  | SpecialBidRecord;

export type RecordKind = VendorRecord['kind'];

/** A record with the vendor's own payload beside it, as the vendor sent it. */
export interface PulledRecord<R extends VendorRecord = VendorRecord> {
  readonly record: R;
  readonly payload: JsonValue;
}
