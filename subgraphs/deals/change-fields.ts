import type { ChangeFields } from '../../platform/graph/change-fields.ts';
import type { DealTable } from './migrations.ts';
import type { SpecialBidTable } from './special-bid-migration.ts';

const CUSTOMER = {
  customer_name: 'customer',
  customer_country: 'customer',
  customer_website: 'customer',
  customer_duns: 'customer',
  customer_city: 'customer',
  customer_key: null,
  website_host: null,
  duns_key: null,
} as const;

const DEAL_COLUMNS: ChangeFields<DealTable> = {
  ...CUSTOMER,
  area: null,
  name: 'name',
  name_search: null,
  deal_kind: 'kind',
  direction: 'direction',
  status: ['dealStatus', 'statusDetail'],
  raw_status: 'statusDetail',
  raw_sub_status: 'statusDetail',
  status_rule: 'statusDetail',
  status_exact: 'statusDetail',
  status_reason: 'statusDetail',
  stage: 'stage',
  value_amount: 'value',
  value_currency: 'value',
  close_on: 'closeOn',
  customer_search: null,
  products: 'products',
  vendor_selling: 'vendorSelling',
  distribution: 'distribution',
  membership_id: 'membership',
  protection_starts_on: 'protection',
  protection_ends_on: 'protection',
  price_ends_on: 'protection',
  extension: 'protection',
  extension_deadline: 'protection',
  group_key: null,
  answer_by: null,
  // As a record names it: shown once it has been found to be a partner.
  distributor_name: null,
  distributor_teller_id: null,
  source_distributor_id: 'distributor',
  chosen_distributor_id: 'distributor',
  external_id: null,
  reported_id: null,
  // All that its partner enters is told as one.
  draft: ['name', 'customer', 'value', 'closeOn', 'products', 'stage', 'distributor', 'pendingWrite'],
  draft_version: null,
  opportunity_id: 'opportunity',
  team: 'team',
};

/**
 * The graph's fields of a deal by column, the one that the database makes among them, and by the name under which its
 * distributor is told once it is found.
 */
export const DEAL_FIELDS = { ...DEAL_COLUMNS, distributor_id: 'distributor', number_key: null } as const;

/** The graph's fields of a special bid by column. */
export const SPECIAL_BID_FIELDS: ChangeFields<SpecialBidTable> = {
  ...CUSTOMER,
  number: 'number',
  number_key: null,
  version: 'version',
  manufacturer: null,
  manufacturer_id: 'vendor',
  distributor_id: 'distributor',
  // Where its days begin and end decides when it has run out.
  time_zone: ['bidStatus', 'daysLeft'],
  search_text: null,
  received_on: 'receivedOn',
  expires_on: 'expiresOn',
  price_protection_ends_on: 'priceProtectionEndsOn',
  approved_quantity: 'consumption',
  remaining_quantity: 'consumption',
  lines: 'lines',
};
