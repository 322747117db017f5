import type { DealKind } from '../../../../platform/records/vocabulary.ts';
import type { FieldRequirementFacts } from '../../../../platform/vendor/write-contract.ts';
import { ASSISTANCE, CUSTOMER_SIZES, INDUSTRIES, PRODUCTS, SERVICES, SOLUTION_CATEGORIES } from './picklists.ts';

/**
 * How a deal can be brought to Microsoft, the one for drafts that name none first. REGISTRATION is the partner's own
 * deal, private or partner-led; CO_SELL invites Microsoft's sellers. A deal of the partner's own can become more than
 * that later, an invitation can't be taken back.
 */
export const DEAL_KINDS_TAKEN = ['REGISTRATION', 'CO_SELL'] as const satisfies readonly DealKind[];

/** Answers of the customer's that the partner has to know; they have no default, since they are somebody's word. */
export const CONSENTS = {
  shareInfo: '/vendorFields/consentToShareInfoWithOthers',
  contact: '/vendorFields/consentToContact',
  microsoftSellers: '/vendorFields/consentToShareWithMicrosoftSellers',
} as const;

/** The two people a deal names: objects whose members are all optional, but for the e-mail once there is any other. */
export const CONTACTS = {
  customer: '/vendorFields/customerContact',
  partner: '/vendorFields/partnerContact',
} as const;

interface Requirement extends FieldRequirementFacts {
  /** Left out: of all kinds. */
  readonly only?: DealKind;
}

/** `details` and `customerProfile` are required as wholes [PR20 create-a-referral.md]; their members' own need is ours. */
const DEAL: readonly Requirement[] = [
  { path: '/name', label: 'Deal name', type: 'string', required: true },
  {
    path: '/description',
    label: 'Notes',
    type: 'text',
    required: false,
    help: 'What the customer wants to reach. Whoever Microsoft lets see the deal can read it.',
  },
  { path: '/value', label: 'Estimated value', type: 'money', required: true },
  { path: '/closeOn', label: 'Estimated close date', type: 'date', required: true },
  {
    path: '/products',
    label: 'Products and solution areas',
    type: 'choices',
    required: false,
    allowedValues: [...PRODUCTS, ...SOLUTION_CATEGORIES],
  },
];

const CUSTOMER: readonly Requirement[] = [
  { path: '/customer/name', label: 'Customer', type: 'string', required: true },
  { path: '/customer/country', label: 'Country', type: 'country', required: true },
  { path: '/customer/street', label: 'Street', type: 'string', required: false },
  { path: '/customer/city', label: 'City', type: 'string', required: false },
  { path: '/customer/state', label: 'State', type: 'string', required: false },
  { path: '/customer/postalCode', label: 'Postal code', type: 'string', required: false },
  { path: '/customer/duns', label: 'D-U-N-S number', type: 'string', required: false },
];

const VENDOR_FIELDS: readonly Requirement[] = [
  {
    path: '/vendorFields/industry',
    label: 'Industry',
    type: 'choice',
    required: false,
    allowedValues: INDUSTRIES,
    help: "Left out, the customer's industry is sent where it is one of these.",
  },
  {
    path: '/vendorFields/customerSize',
    label: "Customer's employees",
    type: 'choice',
    required: false,
    allowedValues: CUSTOMER_SIZES,
  },
  {
    path: '/vendorFields/services',
    label: 'Services',
    type: 'choices',
    required: false,
    allowedValues: SERVICES,
  },
  {
    path: '/vendorFields/solutionId',
    label: 'Own solution',
    type: 'string',
    required: false,
    help: "Id of your solution in Microsoft's catalog, such as SOL-12345-ABC. Incentives ask for an eligible one.",
  },
  {
    path: CONSENTS.shareInfo,
    label: 'Customer agrees that contact details are shared with others',
    type: 'boolean',
    required: true,
  },
  { path: CONSENTS.contact, label: 'Customer agrees to be contacted', type: 'boolean', required: true },
  {
    path: CONSENTS.microsoftSellers,
    label: "Share the deal with Microsoft's sellers",
    type: 'boolean',
    required: true,
    help: 'No makes it a private deal, yes a partner-led one. A co-sell deal needs yes.',
  },
  {
    path: '/vendorFields/assistance',
    label: 'Help wanted of Microsoft',
    type: 'choice',
    required: false,
    allowedValues: ASSISTANCE,
    only: 'CO_SELL',
  },
  {
    path: '/vendorFields/inviteNotes',
    label: 'Notes for Microsoft',
    type: 'text',
    required: false,
    help: "For Microsoft's sellers alone. Left out, they get the deal's notes.",
    only: 'CO_SELL',
  },
];

function contact(path: string, whose: string, help: string): Requirement[] {
  return [
    { path: `${path}/firstName`, label: `${whose}: first name`, type: 'string', required: false },
    { path: `${path}/lastName`, label: `${whose}: last name`, type: 'string', required: false },
    { path: `${path}/email`, label: `${whose}: e-mail`, type: 'email', required: false, help },
    { path: `${path}/phoneNumber`, label: `${whose}: phone`, type: 'string', required: false },
  ];
}

const ALL: readonly Requirement[] = [
  ...DEAL,
  ...CUSTOMER,
  ...VENDOR_FIELDS,
  ...contact(CONTACTS.customer, 'Contact at the customer', 'Needed once anything of this contact is given.'),
  ...contact(
    CONTACTS.partner,
    'Own contact',
    'Needed once anything of this contact is given. Users of Microsoft without the administrator role see only deals that name them.',
  ),
];

/** What Microsoft wants to know of a deal of this kind; nothing of kinds that it does not take. */
export function requirementsOf(kind: DealKind): readonly FieldRequirementFacts[] {
  if (!isTaken(kind)) return [];
  return ALL.filter(({ only }) => only === undefined || only === kind).map(({ only: _only, ...facts }) => facts);
}

export function isTaken(kind: DealKind): boolean {
  return DEAL_KINDS_TAKEN.some((taken) => taken === kind);
}
