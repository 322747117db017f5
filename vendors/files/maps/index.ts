import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { FileMap } from '../mapping/file-map.ts';
import { awsTier } from './aws-tier.ts';
import { ciscoBenefit } from './cisco-benefit.ts';
import { ciscoFund } from './cisco-fund.ts';
import { ciscoTier } from './cisco-tier.ts';
import { dellBenefit } from './dell-benefit.ts';
import { dellDeal } from './dell-deal.ts';
import { dellFund } from './dell-fund.ts';
import { dellMembership } from './dell-membership.ts';
import { ibmBenefit } from './ibm-benefit.ts';
import { ibmDeal } from './ibm-deal.ts';
import { ibmFund } from './ibm-fund.ts';
import { ibmMembership } from './ibm-membership.ts';
import { microsoftBenefit } from './microsoft-benefit.ts';
import { microsoftFund } from './microsoft-fund.ts';
import { microsoftTier } from './microsoft-tier.ts';

/** Every export that is taken, one line each. */
export const FILE_MAPS: readonly FileMap[] = [
  awsTier,
  ciscoTier,
  ciscoBenefit,
  ciscoFund,
  dellMembership,
  dellBenefit,
  dellFund,
  dellDeal,
  ibmMembership,
  ibmBenefit,
  ibmFund,
  ibmDeal,
  microsoftTier,
  microsoftBenefit,
  microsoftFund,
];

/** Areas that the rows of a map tell of. */
export function areasOf(map: FileMap): readonly CapabilityArea[] {
  return [map.area, ...(map.tellsAlso ?? [])];
}

/** The map of a vendor's export for an area; null when no file is taken there. */
export function findFileMap(vendor: string, area: CapabilityArea): FileMap | null {
  return FILE_MAPS.find((map) => map.vendor === vendor && areasOf(map).includes(area)) ?? null;
}
