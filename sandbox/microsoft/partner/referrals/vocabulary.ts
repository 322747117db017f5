/** The closed word lists of a referral `[PR20][PR22 referral-resources.md]`. */
export const STATUSES = ['None', 'New', 'Active', 'Closed'] as const;
export type Status = (typeof STATUSES)[number];

export const SUBSTATUSES = ['None', 'Pending', 'Received', 'Accepted', 'Won', 'Lost', 'Declined', 'Expired'] as const;

export const REFERRAL_TYPES = ['Independent', 'Shared'] as const;
export const QUALIFICATIONS = ['None', 'Direct', 'MarketingQualified', 'SalesQualified'] as const;
export const DIRECTIONS = ['Incoming', 'Outgoing'] as const;
export const TARGET_TYPES = ['None', 'BusinessProfileLocation', 'SolutionProfile'] as const;
export const PROFILE_TYPES = ['Duns', 'External'] as const;
export const SOLUTION_TYPES = ['None', 'Category', 'Name'] as const;

/** Target id that addresses Microsoft itself. */
export const MICROSOFT_TARGET = 'msft';
export const MICROSOFT_NAME = 'Microsoft';
/** The organisation id under which the stand-in plays Microsoft. */
export const MICROSOFT_ORGANIZATION = '72f988bf-0000-4000-8000-0000000f5000';

/** Current sizes, then those of older records. */
export const CUSTOMER_SIZES = [
  '1to9employees',
  '10to50employees',
  '51to250employees',
  '251to1000employees',
  '1001to5000employees',
  '5001to10000employees',
  '10001to20000employees',
  'Morethan20000employees',
  '1to50employees',
  '51to500employees',
  'Morethan500employees',
] as const;

/** Help a partner may ask of Microsoft `[IDX 70209431424]`. */
export const ASSISTANCE_CODES = [
  'Unknown',
  'GeneralOrOther',
  'CustomerTechnicalArchitecture',
  'ProofOfConceptOrDemo',
  'QuotesOrLicensing',
  'PostSalesCustomerSuccess',
  'WorkloadSpecificValueProposition',
] as const;
