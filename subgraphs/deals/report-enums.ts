import { registerEnumType } from 'type-graphql';

export const DealGroupEnum = {
  VENDOR: 'VENDOR',
  STATUS: 'STATUS',
  KIND: 'KIND',
  DISTRIBUTOR: 'DISTRIBUTOR',
  DISTRIBUTION: 'DISTRIBUTION',
  PARTNER: 'PARTNER',
  CLOSE_MONTH: 'CLOSE_MONTH',
  DIRECTION: 'DIRECTION',
  STAGE: 'STAGE',
} as const;
export type DealGroup = keyof typeof DealGroupEnum;
registerEnumType(DealGroupEnum, { name: 'DealGroup' });

export const ClockKindEnum = {
  REGISTRATION_ENDS: 'REGISTRATION_ENDS',
  PRICE_PROTECTION_ENDS: 'PRICE_PROTECTION_ENDS',
  EXTENSION_DEADLINE: 'EXTENSION_DEADLINE',
  OFFER_LAPSES: 'OFFER_LAPSES',
  BID_EXPIRES: 'BID_EXPIRES',
} as const;
export type ClockKind = keyof typeof ClockKindEnum;
registerEnumType(ClockKindEnum, { name: 'ClockKind' });

export const ConflictKindEnum = {
  SAME_VENDOR_SAME_CUSTOMER: 'SAME_VENDOR_SAME_CUSTOMER',
  OTHER_DISTRIBUTOR: 'OTHER_DISTRIBUTOR',
  COMPETING_VENDOR: 'COMPETING_VENDOR',
  PRIOR_REJECTION: 'PRIOR_REJECTION',
  ACTIVE_SPECIAL_BID: 'ACTIVE_SPECIAL_BID',
  DIRECT_SEGMENT: 'DIRECT_SEGMENT',
  BELOW_MINIMUM: 'BELOW_MINIMUM',
} as const;
export type ConflictKind = keyof typeof ConflictKindEnum;
registerEnumType(ConflictKindEnum, { name: 'ConflictKind' });

export const ConflictSeverityEnum = { BLOCKING: 'BLOCKING', WARNING: 'WARNING', INFO: 'INFO' } as const;
export type ConflictSeverity = keyof typeof ConflictSeverityEnum;
registerEnumType(ConflictSeverityEnum, { name: 'ConflictSeverity' });
