import { isCalendarDate } from '../../../../platform/records/dates.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type {
  FieldRequirementFacts,
  FundContent,
  FundForm,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import { awsAmount } from '../form/money.ts';
import { isContactField, contactErrors, CONTACT_REQUIREMENTS } from './contact.ts';

/** Words of the model; the guide knows more `[M-ben FulfillmentType]`. */
const FULFILLMENT_TYPES = ['CREDITS', 'CASH', 'ACCESS'] as const;

/** `BenefitApplicationName` and `BenefitApplicationDescription` `[M-ben]`; of the latter we keep some for our reference. */
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 900;

const REQUIREMENTS: readonly FieldRequirementFacts[] = [
  {
    path: '/activity',
    label: 'Name of the application',
    type: 'string',
    required: true,
    minLength: 1,
    maxLength: LONGEST_NAME,
    help: 'What the money is for.',
  },
  {
    path: '/amount',
    label: 'Amount asked for',
    type: 'money',
    required: true,
    help: "Sent as requestedAmount, where the benefit's own form has such a field or names none.",
  },
  {
    path: '/activityOn',
    label: 'Day of the activity',
    type: 'date',
    required: false,
    help: "Sent as startDate, where the benefit's own form has such a field or names none.",
  },
  {
    path: '/vendorFields/description',
    label: 'Description',
    type: 'text',
    required: false,
    minLength: 1,
    maxLength: LONGEST_DESCRIPTION,
  },
  {
    path: '/vendorFields/fulfillmentType',
    label: 'Form of the benefit',
    type: 'choice',
    required: false,
    allowedValues: FULFILLMENT_TYPES,
    help: 'Asked for when the benefit comes in several forms.',
  },
  {
    path: '/vendorFields/opportunity',
    label: 'Opportunity it goes with',
    type: 'string',
    required: false,
    help: 'The number at AWS of the opportunity, O and digits.',
  },
  ...CONTACT_REQUIREMENTS,
];

/** Members of `vendorFields` that are not part of the benefit's own form. */
const OURS: ReadonlySet<string> = new Set(['description', 'fulfillmentType', 'opportunity']);

/** Members that go into the benefit's own form under their own names: each benefit has another, and none is public. */
export function detailFields({ vendorFields }: FundContent): FundContent['vendorFields'] {
  const own = Object.entries(vendorFields).filter(([name]) => !OURS.has(name) && !isContactField(name));
  return Object.fromEntries(own);
}

/**
 * How AWS takes a request for funds. Each benefit has a form of its own, which only AWS knows: it is read and looked at
 * before anything is made there; here is looked at what all of them have in common.
 */
export const AWS_FUND_FORM: FundForm = {
  requirements: () => REQUIREMENTS,
  check: (kind, content) => ({
    missing: content.activity.trim() === '' ? REQUIREMENTS.filter(({ path }) => path === '/activity') : [],
    errors: kind === 'REQUEST_FUNDS' ? requestErrors(content) : amountErrors(content),
  }),
};

function requestErrors(content: FundContent): VendorFieldError[] {
  const { activity, activityOn, benefitRemoteId, vendorFields } = content;
  const errors = [...amountErrors(content), ...contactErrors(vendorFields)];
  if (activity.length > LONGEST_NAME) {
    errors.push(fieldError('/activity', 'TOO_LONG', `expected at most ${LONGEST_NAME} characters`));
  }
  if (activityOn !== null && !isCalendarDate(activityOn)) {
    errors.push(fieldError('/activityOn', 'INVALID', 'expected a calendar date such as 2027-03-31'));
  }
  if (!BENEFIT.test(benefitRemoteId)) errors.push(fieldError('/benefit', 'NOT_ALLOWED', CATALOGUE));
  return [...errors, ...ownFieldErrors(vendorFields)];
}

const BENEFIT = /^(arn:.*\/)?ben-[0-9a-z]{14}$/;
const CATALOGUE = 'expected a benefit of the catalogue (ben-…): what was granted already cannot be asked for again';

function amountErrors({ amount }: FundContent): VendorFieldError[] {
  if (awsAmount(amount.amount) !== null) return [];
  const message = 'expected an amount above zero with at most two digits behind the point';
  return [fieldError('/amount', 'OUT_OF_RANGE', message)];
}

function ownFieldErrors({
  description,
  fulfillmentType,
  opportunity,
}: FundContent['vendorFields']): VendorFieldError[] {
  const errors: VendorFieldError[] = [];
  const at = (name: string): string => `/vendorFields/${name}`;
  if (description !== undefined && typeof description !== 'string') {
    errors.push(fieldError(at('description'), 'INVALID', 'expected text'));
  }
  if (typeof description === 'string' && description.length > LONGEST_DESCRIPTION) {
    errors.push(fieldError(at('description'), 'TOO_LONG', `expected at most ${LONGEST_DESCRIPTION} characters`));
  }
  if (fulfillmentType !== undefined && !FULFILLMENT_TYPES.some((type) => type === fulfillmentType)) {
    const message = `expected one of ${FULFILLMENT_TYPES.join(', ')}`;
    errors.push(fieldError(at('fulfillmentType'), 'NOT_ALLOWED', message));
  }
  if (opportunity !== undefined && !(typeof opportunity === 'string' && /^O[0-9]{1,19}$/.test(opportunity))) {
    errors.push(fieldError(at('opportunity'), 'INVALID', 'expected the number of an opportunity, O and digits'));
  }
  return errors;
}
