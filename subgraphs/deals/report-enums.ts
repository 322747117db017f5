import { enumOf } from '../../platform/graph/enums.ts';

export const DealGroupEnum = enumOf('DealGroup', [
  'VENDOR',
  'STATUS',
  'KIND',
  'DISTRIBUTOR',
  'DISTRIBUTION',
  'PARTNER',
  'CLOSE_MONTH',
  'DIRECTION',
  'STAGE',
]);
export type DealGroup = keyof typeof DealGroupEnum;

export const ClockKindEnum = enumOf('ClockKind', [
  'REGISTRATION_ENDS',
  'PRICE_PROTECTION_ENDS',
  'EXTENSION_DEADLINE',
  'OFFER_LAPSES',
  'BID_EXPIRES',
]);
export type ClockKind = keyof typeof ClockKindEnum;

export const ConflictKindEnum = enumOf('ConflictKind', [
  'SAME_VENDOR_SAME_CUSTOMER',
  'OTHER_DISTRIBUTOR',
  'COMPETING_VENDOR',
  'PRIOR_REJECTION',
  'ACTIVE_SPECIAL_BID',
  'DIRECT_SEGMENT',
  'BELOW_MINIMUM',
]);
export type ConflictKind = keyof typeof ConflictKindEnum;

export const ConflictSeverityEnum = enumOf('ConflictSeverity', ['BLOCKING', 'WARNING', 'INFO']);
export type ConflictSeverity = keyof typeof ConflictSeverityEnum;
