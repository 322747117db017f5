import { registerEnumType } from 'type-graphql';
import * as vocabulary from '../records/vocabulary.ts';
import { FIELD_ERROR_CODES } from '../writes/vocabulary.ts';

type EnumOf<List extends readonly string[]> = { readonly [Value in List[number]]: Value };

/** A vocabulary list as the object type-graphql makes an enum from. */
export function enumOf<const List extends readonly string[]>(
  name: string,
  list: List,
  description?: string,
): EnumOf<List> {
  const object = Object.fromEntries(list.map((value) => [value, value])) as EnumOf<List>;
  registerEnumType(object, { name, ...(description ? { description } : {}) });
  return object;
}

export const TransportEnum = enumOf(
  'Transport',
  vocabulary.TRANSPORTS,
  'How a capability of a vendor is served. PORTAL: the vendor offers no API, so it goes through its portal with our help.',
);
export const NoticeCodeEnum = enumOf('NoticeCode', vocabulary.NOTICE_CODES);
export const SortDirectionEnum = enumOf('SortDirection', ['ASC', 'DESC'] as const);
export const FieldErrorCodeEnum = enumOf('FieldErrorCode', FIELD_ERROR_CODES);
export const CapabilityAreaEnum = enumOf('CapabilityArea', vocabulary.CAPABILITY_AREAS);
export const SupportEnum = enumOf('Support', vocabulary.SUPPORTS);
export const DealStatusEnum = enumOf('DealStatus', vocabulary.DEAL_STATUSES);
export const DealStageEnum = enumOf('DealStage', vocabulary.DEAL_STAGES);
export const DealKindEnum = enumOf('DealKind', vocabulary.DEAL_KINDS);
export const DealDirectionEnum = enumOf('DealDirection', vocabulary.DEAL_DIRECTIONS);
export const VendorSellingEnum = enumOf('VendorSelling', vocabulary.VENDOR_SELLING);
export const ProtectionStateEnum = enumOf('ProtectionState', vocabulary.PROTECTION_STATES);
export const ExtensionStateEnum = enumOf('ExtensionState', vocabulary.EXTENSION_STATES);
export const WriteStateEnum = enumOf(
  'WriteState',
  vocabulary.WRITE_STATES,
  'CLEAN: nothing outstanding. AWAITING_PORTAL: a person must enter it at the vendor and confirm. UNCERTAIN: sent, no answer; being reconciled.',
);
export const DistributionTierEnum = enumOf(
  'DistributionTier',
  vocabulary.DISTRIBUTION_TIERS,
  'ONE_TIER: buys from the vendor. TWO_TIER: buys through a distributor.',
);
export const BenefitKindEnum = enumOf('BenefitKind', vocabulary.BENEFIT_KINDS);
export const BenefitStatusEnum = enumOf('BenefitStatus', vocabulary.BENEFIT_STATUSES);
export const CertificationPurposeEnum = enumOf('CertificationPurpose', vocabulary.CERTIFICATION_PURPOSES);
export const CertificationStatusEnum = enumOf('CertificationStatus', vocabulary.CERTIFICATION_STATUSES);
export const PartnerRoleEnum = enumOf('PartnerRole', vocabulary.PARTNER_ROLES);
export const RouteToMarketEnum = enumOf('RouteToMarket', vocabulary.ROUTES_TO_MARKET);
export const ConnectionStatusEnum = enumOf('ConnectionStatus', vocabulary.CONNECTION_STATUSES);
export const ChangeActionEnum = enumOf('ChangeAction', vocabulary.CHANGE_ACTIONS);
export const ChangeKindEnum = enumOf('ChangeKind', vocabulary.CHANGE_KINDS);
