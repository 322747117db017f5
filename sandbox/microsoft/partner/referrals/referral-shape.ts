import { ANYTHING, BOOLEAN, DECIMAL, INSTANT, TEXT, listOf, objectOf, oneOf } from '../odata/shape.ts';
import { INDUSTRIES, PRODUCTS, SERVICES } from './picklists.ts';
import {
  ASSISTANCE_CODES,
  CUSTOMER_SIZES,
  DIRECTIONS,
  PROFILE_TYPES,
  QUALIFICATIONS,
  REFERRAL_TYPES,
  SOLUTION_TYPES,
  STATUSES,
  SUBSTATUSES,
  TARGET_TYPES,
} from './vocabulary.ts';

const ISO_CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

const COUNTRY = { kind: 'text', pattern: /^[A-Z]{2}$/ } as const;
const CURRENCY = oneOf([...ISO_CURRENCIES]);

const MEMBER = objectOf({
  firstName: TEXT,
  lastName: TEXT,
  title: TEXT,
  phoneNumber: TEXT,
  email: { kind: 'text', pattern: /^[^@\s]+@[^@\s]+$/ },
  contactPreference: objectOf({ locale: TEXT, disableNotifications: BOOLEAN }),
});

const ADDRESS = objectOf({
  addressLine1: TEXT,
  addressLine2: TEXT,
  city: TEXT,
  state: TEXT,
  postalCode: TEXT,
  country: COUNTRY,
  region: TEXT,
});

const SOLUTION = objectOf({
  id: TEXT,
  name: TEXT,
  type: oneOf(SOLUTION_TYPES),
  price: DECIMAL,
  quantity: DECIMAL,
  currency: CURRENCY,
  publisherName: TEXT,
  solutionType: TEXT,
  closingDateTime: INSTANT,
});

const DETAILS = objectOf({
  notes: TEXT,
  dealValue: DECIMAL,
  currency: CURRENCY,
  closingDateTime: INSTANT,
  customerRequestedContact: ANYTHING,
  customerAction: TEXT,
  incentiveLevel: TEXT,
  requirements: objectOf({
    industries: listOf(objectOf({ id: oneOf(INDUSTRIES) })),
    products: listOf(objectOf({ id: oneOf(PRODUCTS) })),
    services: listOf(objectOf({ id: oneOf(SERVICES) })),
    solutions: listOf(SOLUTION),
    offers: ANYTHING,
    salesPlays: ANYTHING,
    additionalRequirements: ANYTHING,
  }),
});

const LINK = objectOf({ uri: TEXT, method: TEXT });

/** Members that the documents list `[PR22 referral-resources.md]`. */
const DOCUMENTED = {
  id: TEXT,
  engagementId: TEXT,
  name: TEXT,
  externalReferenceId: TEXT,
  organizationId: TEXT,
  organizationName: TEXT,
  status: oneOf(STATUSES),
  substatus: oneOf(SUBSTATUSES),
  statusReason: TEXT,
  type: oneOf(REFERRAL_TYPES),
  qualification: oneOf(QUALIFICATIONS),
  direction: oneOf(DIRECTIONS),
  createdDateTime: INSTANT,
  updatedDateTime: INSTANT,
  expirationDateTime: INSTANT,
  eTag: TEXT,
  target: listOf(objectOf({ type: oneOf(TARGET_TYPES), id: TEXT })),
  customerProfile: objectOf({
    name: TEXT,
    address: ADDRESS,
    size: oneOf(CUSTOMER_SIZES),
    team: listOf(MEMBER),
    ids: listOf(objectOf({ profileType: oneOf(PROFILE_TYPES), id: TEXT })),
    isMatchingComplete: BOOLEAN,
  }),
  consent: objectOf({
    consentToToShareInfoWithOthers: BOOLEAN,
    consentToContact: BOOLEAN,
    consentToShareReferralWithMicrosoftSellers: BOOLEAN,
    consentToMicrosoftToContactSpecificPartners: BOOLEAN,
  }),
  details: DETAILS,
  team: listOf(MEMBER),
  inviteContext: objectOf({
    notes: TEXT,
    invitedBy: objectOf({ organizationId: TEXT, organizationName: TEXT }),
    assistanceRequestCode: oneOf(ASSISTANCE_CODES),
    invitedMpnId: TEXT,
  }),
  links: objectOf({ self: LINK, relatedReferrals: LINK }),
};

/** Members only seen in captured samples `[IDX 15751536028, 11977320105, 12302222756]`. */
const CAPTURED = {
  acceptedDateTime: INSTANT,
  closedDateTime: INSTANT,
  mpnId: TEXT,
  referralSource: TEXT,
  referralProgram: TEXT,
  salesStage: TEXT,
  createdVia: TEXT,
  registrationStatus: TEXT,
  registrations: ANYTHING,
  tags: ANYTHING,
};

/** What a referral holds. The doubled "ToTo" of the consent is the real name. */
export const REFERRAL_SHAPE = objectOf({ ...DOCUMENTED, ...CAPTURED });

/** Members that only the service sets. */
export const READ_ONLY_MEMBERS: readonly string[] = [
  'id',
  'organizationId',
  'organizationName',
  'direction',
  'createdDateTime',
  'updatedDateTime',
  'expirationDateTime',
  'acceptedDateTime',
  'closedDateTime',
  'eTag',
  'mpnId',
  'createdVia',
  'registrationStatus',
  'registrations',
];

/** Members that must be there `[PR20 create-a-referral.md]`. */
export const REQUIRED_MEMBERS = ['type', 'customerProfile', 'consent', 'details'] as const;
