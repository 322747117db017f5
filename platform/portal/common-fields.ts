import type { PortalField } from './portal-field.ts';

/** The end customer, as every registration form asks for it. */
export const CUSTOMER_FIELDS: readonly PortalField[] = [
  { path: '/customer/name', label: 'End customer', type: 'string', required: true, maxLength: 255 },
  { path: '/customer/country', label: 'Country', type: 'country', required: true },
  { path: '/customer/street', label: 'Street', type: 'string', required: true, maxLength: 255 },
  { path: '/customer/postalCode', label: 'Postal code', type: 'string', required: false, maxLength: 20 },
  { path: '/customer/city', label: 'City', type: 'string', required: true, maxLength: 100 },
  { path: '/customer/state', label: 'State or region', type: 'string', required: false, maxLength: 100 },
];

/** Somebody at the customer, among the vendor's own fields. */
export const CONTACT_FIELDS: readonly PortalField[] = [
  { path: '/vendorFields/contactName', label: 'Customer contact', type: 'string', required: true, maxLength: 100 },
  { path: '/vendorFields/contactEmail', label: 'Contact e-mail', type: 'email', required: true, maxLength: 255 },
  { path: '/vendorFields/contactPhone', label: 'Contact phone', type: 'string', required: false, maxLength: 40 },
];

/** What a request for market development funds asks for before the activity. */
export const FUND_REQUEST_FIELDS: readonly PortalField[] = [
  { path: '/benefitName', label: 'Fund', type: 'string', required: true },
  { path: '/activity', label: 'Activity', type: 'text', required: true, maxLength: 2_000 },
  { path: '/amount', label: 'Amount asked for', type: 'money', required: true },
  { path: '/activityOn', label: 'Date of the activity', type: 'date', required: true, notInThePast: true },
];

/** What a claim asks for after it. */
export const FUND_CLAIM_FIELDS: readonly PortalField[] = [
  { path: '/benefitName', label: 'Fund', type: 'string', required: true },
  { path: '/activity', label: 'Activity', type: 'text', required: true, maxLength: 2_000 },
  { path: '/amount', label: 'Amount claimed', type: 'money', required: true },
  { path: '/invoiceNumber', label: 'Invoice number', type: 'string', required: true, maxLength: 100 },
  { path: '/proofUrl', label: 'Proof of execution', type: 'url', required: true },
];
