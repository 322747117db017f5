import type { ChangeFields } from '../../platform/graph/change-fields.ts';
import type { BenefitTable } from './migrations.ts';

const COLUMNS: ChangeFields<BenefitTable> = {
  area: null,
  name: 'name',
  name_search: null,
  benefit_kind: 'kind',
  status: 'benefitStatus',
  // The vendor's own word is the note of a line of the history.
  raw_status: 'history',
  membership_id: 'membership',
  allocated_amount: 'allocated',
  allocated_currency: 'allocated',
  used_amount: 'used',
  used_currency: 'used',
  remaining_amount: 'remaining',
  remaining_currency: 'remaining',
  quantity_total: 'quantity',
  quantity_used: 'quantity',
  quantity_remaining: 'quantity',
  quantity_unit: 'quantity',
  percent: 'percent',
  starts_on: 'startsOn',
  expires_on: 'expiresOn',
  claim_by: 'claimBy',
};

/** The graph's fields of a benefit by column, and its requests, which are told as part of it. */
export const BENEFIT_FIELDS = { ...COLUMNS, requests: 'requests' } as const;
