import type { Column, Columns, ColumnType } from '../mapping/file-map.ts';

type Headers = readonly [string, ...string[]];

/** A column that every row must fill. */
export function needed(type: ColumnType, ...headers: Headers): Column {
  return { headers, type, required: true };
}

/** A column that may be missing, and whose cells may be empty. */
export function optional(type: ColumnType, ...headers: Headers): Column {
  return { headers, type };
}

/** What exports of any kind may have. */
const ANY_RECORD: Columns = {
  updatedOn: optional('date', 'Last updated', 'Last modified', 'Updated on', 'Modified date'),
  link: optional('link', 'Link', 'URL'),
};

/** What most exports of deal registrations have; a vendor's map adds `id` and what it calls otherwise. */
export const DEAL_COLUMNS: Columns = {
  ...ANY_RECORD,
  name: optional('text', 'Deal name', 'Deal', 'Opportunity name', 'Project name', 'Name'),
  status: needed('text', 'Status', 'Deal status', 'Registration status'),
  subStatus: optional('text', 'Sub-status', 'Stage', 'Status detail'),
  reason: optional('text', 'Reason', 'Decline reason', 'Rejection reason', 'Comments'),
  customer: needed('text', 'End customer', 'Customer', 'Customer name', 'End user', 'Account name'),
  country: optional('country', 'Country', 'Customer country', 'End customer country'),
  city: optional('text', 'City', 'Customer city', 'End customer city'),
  website: optional('text', 'Website', 'Customer website'),
  duns: optional('text', 'DUNS', 'D-U-N-S number'),
  amount: optional('number', 'Expected revenue', 'Deal value', 'Value', 'Amount', 'Estimated revenue'),
  currency: optional('currency', 'Currency', 'Currency code'),
  closeOn: optional('date', 'Expected close date', 'Close date', 'Estimated close date'),
  approvedOn: optional('date', 'Approval date', 'Approved on', 'Approved date'),
  expiresOn: optional('date', 'Expiration date', 'Expires on', 'Expiry date', 'Valid until'),
  priceEndsOn: optional('date', 'Price protection until', 'Price protection end date', 'Pricing expiration date'),
  products: optional('list', 'Products', 'Lines of business', 'Product', 'Line of business'),
  distributor: optional('text', 'Distributor', 'Distributor name', 'Value-added distributor'),
};

/** What most exports and statements of benefits have; a vendor's map adds `id` and what it calls otherwise. */
export const BENEFIT_COLUMNS: Columns = {
  ...ANY_RECORD,
  name: needed('text', 'Benefit', 'Benefit name', 'Name', 'Program', 'Description'),
  detail: optional('text', 'Period', 'Detail'),
  kind: optional('text', 'Type', 'Benefit type', 'Kind', 'Category'),
  status: optional('text', 'Status', 'State'),
  allocated: optional('number', 'Allocated', 'Earned', 'Awarded amount', 'Total amount', 'Amount'),
  used: optional('number', 'Used', 'Claimed', 'Used amount', 'Paid'),
  remaining: optional('number', 'Remaining', 'Available', 'Balance', 'Remaining amount'),
  currency: optional('currency', 'Currency', 'Currency code'),
  quantity: optional('number', 'Quantity', 'Total quantity', 'Entitled quantity'),
  quantityUsed: optional('number', 'Quantity used', 'Used quantity', 'Activated quantity'),
  quantityLeft: optional('number', 'Quantity left', 'Remaining quantity', 'Available quantity'),
  unit: optional('text', 'Unit', 'Units'),
  startsOn: optional('date', 'Start date', 'Valid from', 'Starts on'),
  expiresOn: optional('date', 'Expiration date', 'End date', 'Expires on', 'Valid until'),
  claimBy: optional('date', 'Claim by', 'Claim deadline', 'Claim due date'),
};

/** What most exports of requests for funds have; a vendor's map adds `id`, and `fund` as its benefits are named. */
export const FUND_COLUMNS: Columns = {
  ...ANY_RECORD,
  activity: needed('text', 'Activity', 'Activity name', 'Activity description', 'Description'),
  status: optional('text', 'Status', 'Request status', 'State'),
  requested: optional('number', 'Requested', 'Requested amount', 'Amount requested'),
  approved: optional('number', 'Approved', 'Approved amount', 'Amount approved'),
  claimed: optional('number', 'Claimed', 'Claimed amount', 'Amount claimed'),
  paid: optional('number', 'Paid', 'Paid amount', 'Amount paid'),
  currency: optional('currency', 'Currency', 'Currency code'),
  activityOn: optional('date', 'Activity date', 'Event date', 'Program date'),
  claimBy: optional('date', 'Claim by', 'Claim deadline', 'Claim due date'),
};

/** What exports of a standing in a program have, beside the tier itself. */
export const MEMBERSHIP_COLUMNS: Columns = {
  ...ANY_RECORD,
  tierSince: optional('date', 'Tier since', 'Since', 'Effective date', 'Attained on'),
  reviewOn: optional('date', 'Next review', 'Review date', 'Renewal date', 'Anniversary date', 'Valid until'),
  specializations: optional('list', 'Specializations', 'Competencies', 'Specialisations'),
  managerName: optional('text', 'Account manager', 'Partner manager', 'Partner development manager'),
  managerEmail: optional('text', 'Account manager e-mail', 'Partner manager e-mail'),
  managerTitle: optional('text', 'Account manager title', 'Partner manager title'),
};
