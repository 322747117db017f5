import { checkFields } from '../../../platform/portal/check-fields.ts';
import { CONTACT_FIELDS, FUND_CLAIM_FIELDS, FUND_REQUEST_FIELDS } from '../../../platform/portal/common-fields.ts';
import type { PortalField } from '../../../platform/portal/portal-field.ts';
import { portalWrites } from '../../../platform/portal/portal-writes.ts';
import { createVendorDirectory, type VendorDirectory, type VendorForms } from '../../../platform/vendor/directory.ts';
import type { DealForm, VendorFieldError, WriteFacts } from '../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../platform/writes/vocabulary.ts';
import { FILE_SOURCE, FILE_VENDOR, TEST_VENDORS } from './test-vendors.ts';

const API_FIELDS: readonly PortalField[] = [
  { path: '/name', label: 'Title', type: 'string', required: true, maxLength: 100 },
  { path: '/closeOn', label: 'Close date', type: 'date', required: true, notInThePast: true },
  { path: '/value', label: 'Expected revenue', type: 'money', required: true },
  { path: '/customer/city', label: 'City', type: 'string', required: false, maxLength: 30 },
  { path: '/vendorFields/useCase', label: 'Use case', type: 'choice', required: true, allowedValues: ['Data', 'Web'] },
];

/** A name that the vendor's judge refuses, and one that it only warns of. */
export const FORBIDDEN_NAME = 'A forbidden name';
export const DOUBTFUL_NAME = 'A doubtful name';

function judged(name: string | undefined, which: string): VendorFieldError[] {
  if (name !== which) return [];
  return [{ path: '/name', code: 'NOT_ALLOWED', message: 'alpha does not like it', vendorCode: 'A-1', editable: true }];
}

const API_FORM: DealForm = {
  kinds: ['CO_SELL', 'REFERRAL'],
  requirements: () => API_FIELDS,
  check: (content, today) => checkFields(API_FIELDS, content, today),
  judge: ({ patch }) => ({
    errors: judged(patch?.name, FORBIDDEN_NAME),
    warnings: judged(patch?.name, DOUBTFUL_NAME),
  }),
};

function byApi(kind: WriteKind, area: 'DEAL' | 'FUND' = 'DEAL'): WriteFacts {
  return { kind, area, support: 'FULL', transport: 'API' };
}

const DEAL_KINDS: readonly WriteKind[] = [
  'SUBMIT_DEAL',
  'UPDATE_DEAL',
  'WITHDRAW_DEAL',
  'EXTEND_DEAL',
  'ACCEPT_OFFER',
  'DECLINE_OFFER',
  'CLOSE_WON',
  'CLOSE_LOST',
];

const API_WRITES: VendorForms = {
  operations: [...DEAL_KINDS.map((kind) => byApi(kind)), byApi('REQUEST_FUNDS', 'FUND'), byApi('CLAIM_FUNDS', 'FUND')],
  deals: API_FORM,
  funds: {
    requirements: () => FUND_REQUEST_FIELDS,
    check: (kind, content, today) =>
      checkFields(kind === 'CLAIM_FUNDS' ? FUND_CLAIM_FIELDS : FUND_REQUEST_FIELDS, content, today),
  },
};

const PORTAL_FIELDS: readonly PortalField[] = [
  { path: '/name', label: 'Deal name', type: 'string', required: true, maxLength: 120 },
  { path: '/customer/name', label: 'End customer', type: 'string', required: true },
  { path: '/value', label: 'Revenue', type: 'money', required: true },
  { path: '/closeOn', label: 'Close date', type: 'date', required: true, notInThePast: true },
  { path: '/distributor', label: 'Distributor', type: 'string', required: false },
  ...CONTACT_FIELDS,
];

/** Takes all that can be done with a registration in its portal, and funds too. */
const PORTAL_WRITES = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: 'https://beta.example/portal', fields: PORTAL_FIELDS },
  dealOperations: ['UPDATE_DEAL', 'WITHDRAW_DEAL', 'EXTEND_DEAL', 'CLOSE_WON', 'CLOSE_LOST'],
  funds: {
    request: { portalUrl: 'https://beta.example/funds', fields: FUND_REQUEST_FIELDS },
    claim: { portalUrl: 'https://beta.example/claims', fields: FUND_CLAIM_FIELDS },
  },
});

/** Takes registrations in its portal, and nothing else. */
export const PORTAL_SUBMIT_ONLY = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: 'https://omega.example/portal', fields: PORTAL_FIELDS.slice(0, 2) },
  dealOperations: [],
});

const [ALPHA, BETA, GAMMA] = TEST_VENDORS;

/** alpha takes everything by API, beta everything in its portal, omega registrations alone, gamma nothing. */
export function writingVendors(): VendorDirectory {
  return createVendorDirectory([
    { ...ALPHA, writes: API_WRITES },
    { ...BETA, writes: PORTAL_WRITES },
    GAMMA,
    { ...FILE_VENDOR, writes: PORTAL_SUBMIT_ONLY },
    FILE_SOURCE,
  ]);
}
