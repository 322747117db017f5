/**
 * The closed vocabularies of the graph, each said once. A GraphQL enum, a record type and a database check
 * are all made from these lists, so they cannot drift apart.
 *
 * Shape: `const X = [...] as const` and `type X = (typeof X)[number]`.
 */

export const CAPABILITY_AREAS = [
  'MEMBERSHIP',
  'TIER',
  'CERTIFICATION',
  'BENEFIT',
  'FUND',
  'DEAL',
  'LEAD',
  'SPECIAL_BID',
] as const;
export type CapabilityArea = (typeof CAPABILITY_AREAS)[number];

/** How well a capability is served. */
export const SUPPORTS = ['FULL', 'PARTIAL', 'NONE'] as const;
export type Support = (typeof SUPPORTS)[number];

/** How a capability is served. PORTAL: the vendor has no API for it, a person goes through its portal. */
export const TRANSPORTS = ['API', 'FILE', 'PORTAL', 'MANUAL'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const NOTICE_CODES = [
  'RATE_LIMITED',
  'AUTH_EXPIRED',
  'UNREACHABLE',
  'UPSTREAM_ERROR',
  'NEVER_SYNCED',
  'STALE',
  'NOT_SUPPORTED',
  'CONSENT_LIMITED',
  'RATE_MISSING',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

export const DEAL_STATUSES = [
  'DRAFT',
  'OFFERED',
  'SUBMITTED',
  'IN_REVIEW',
  'ACTION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'DECLINED',
  'EXPIRED',
  'WITHDRAWN',
  'REVOKED',
  'WON',
  'LOST',
  'UNKNOWN',
] as const;
export type DealStatus = (typeof DEAL_STATUSES)[number];

export const DEAL_STAGES = [
  'PROSPECT',
  'QUALIFIED',
  'TECHNICAL_VALIDATION',
  'BUSINESS_VALIDATION',
  'COMMITTED',
  'CLOSED',
] as const;
export type DealStage = (typeof DEAL_STAGES)[number];

export const DEAL_KINDS = ['REGISTRATION', 'REFERRAL', 'CO_SELL', 'POST_WIN_ATTESTATION'] as const;
export type DealKind = (typeof DEAL_KINDS)[number];

export const DEAL_DIRECTIONS = ['OUTBOUND', 'INBOUND'] as const;
export type DealDirection = (typeof DEAL_DIRECTIONS)[number];

export const VENDOR_SELLING = ['NONE', 'FOR_VISIBILITY', 'CO_SELL', 'DIRECT_ENGAGED', 'UNKNOWN'] as const;
export type VendorSelling = (typeof VENDOR_SELLING)[number];

export const PROTECTION_STATES = ['NONE', 'PENDING', 'PROTECTED', 'EXPIRING', 'LAPSED'] as const;
export type ProtectionState = (typeof PROTECTION_STATES)[number];

export const EXTENSION_STATES = ['NOT_OFFERED', 'AVAILABLE', 'REQUESTED', 'GRANTED', 'DENIED'] as const;
export type ExtensionState = (typeof EXTENSION_STATES)[number];

export const WRITE_STATES = ['CLEAN', 'QUEUED', 'SENDING', 'UNCERTAIN', 'AWAITING_PORTAL', 'FAILED'] as const;
export type WriteState = (typeof WRITE_STATES)[number];

export const DISTRIBUTION_TIERS = ['ONE_TIER', 'TWO_TIER'] as const;
export type DistributionTier = (typeof DISTRIBUTION_TIERS)[number];

export const BENEFIT_KINDS = [
  'MDF',
  'COOP',
  'CREDIT',
  'REBATE',
  'DISCOUNT',
  'SUPPORT',
  'TRAINING',
  'LEADS',
  'EARLY_ACCESS',
  'CO_BRANDING',
  'LICENSE',
  'ACCESS',
  'OTHER',
] as const;
export type BenefitKind = (typeof BENEFIT_KINDS)[number];

export const BENEFIT_STATUSES = [
  'AVAILABLE',
  'REQUESTED',
  'ACTION_REQUIRED',
  'PRE_APPROVED',
  'CLAIMED',
  'PAID',
  'REJECTED',
  'LAPSED',
  'UNKNOWN',
] as const;
export type BenefitStatus = (typeof BENEFIT_STATUSES)[number];

export const CERTIFICATION_PURPOSES = ['SALES', 'TECHNICAL', 'DELIVERY', 'UNKNOWN'] as const;
export type CertificationPurpose = (typeof CERTIFICATION_PURPOSES)[number];

export const CERTIFICATION_STATUSES = ['ACTIVE', 'EXPIRING', 'EXPIRED', 'REVOKED', 'UNKNOWN'] as const;
export type CertificationStatus = (typeof CERTIFICATION_STATUSES)[number];

export const PARTNER_ROLES = ['VAR', 'SYSTEMS_INTEGRATOR', 'CONSULTANT', 'MSP', 'OEM', 'DISTRIBUTOR', 'ISV'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

export const ROUTES_TO_MARKET = ['CHANNEL_ONLY', 'MIXED', 'DIRECT_FIRST'] as const;
export type RouteToMarket = (typeof ROUTES_TO_MARKET)[number];

export const CONNECTION_STATUSES = [
  'HEALTHY',
  'SYNCING',
  'PARTIAL',
  'FAILED',
  'AUTH_EXPIRED',
  'PAUSED',
  'NEVER_SYNCED',
] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

export const CHANGE_ACTIONS = ['ADDED', 'UPDATED', 'DELETED'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

export const CHANGE_KINDS = ['DEAL', 'MEMBERSHIP', 'CERTIFICATION', 'BENEFIT', 'SPECIAL_BID'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
