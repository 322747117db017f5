import fc from 'fast-check';
import type { JsonValue } from '../../../../../platform/records/json.ts';
import type { CustomerContent, DealContent } from '../../../../../platform/vendor/write-contract.ts';
import { wordsOf } from '../../../../../vendors/aws/writes/data/deal-form.ts';
import { postalFormats } from '../../../../../vendors/aws/writes/data/postal-codes.ts';

/** Countries of all sorts: without postal codes, without a known format, with letters, with several formats. */
const COUNTRIES = ['DE', 'US', 'GB', 'CA', 'NL', 'JP', 'AE', 'HK', 'CL', 'SE', 'IE', 'MT', 'BN'];

const text = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', minLength: min, maxLength: max }).map((one) => one.trim().padEnd(min, 'x'));

const maybe = <T extends JsonValue>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<JsonValue>(null) },
    { weight: 1, arbitrary: arbitrary as fc.Arbitrary<JsonValue> },
  );

const someOf = (list: string, most = 3): fc.Arbitrary<string[]> =>
  fc.subarray([...wordsOf(list)].slice(0, 30), { minLength: 1, maxLength: most });

const oneOf = (list: string): fc.Arbitrary<string> => fc.constantFrom(...wordsOf(list));

/** A code in one of the country's formats, its letters sometimes small. */
function postalCode(country: string): fc.Arbitrary<string | null> {
  const formats = postalFormats(country);
  if (formats.length === 0) return fc.constantFrom('12345', 'A-1');
  return fc
    .tuple(fc.constantFrom(...formats), fc.infiniteStream(fc.nat(9)), fc.boolean())
    .map(([format, digits, small]) => {
      const code = [...format].map((sign) => {
        const { value: digit = 0 } = digits.next() as { value: number };
        return sign === '#' ? digit : sign === '@' ? 'ABCDEFGHIJ'.charAt(digit) : sign;
      });
      return small ? code.join('').toLowerCase() : code.join('');
    });
}

const customer = (isSecret: boolean): fc.Arbitrary<CustomerContent> =>
  fc.constantFrom(...(isSecret ? ['US'] : COUNTRIES)).chain((country) =>
    fc.record({
      name: text(1, 60),
      country: fc.constant(country),
      website: fc.constantFrom('https://dairy.example.com', 'a.bc'),
      duns: fc.constantFrom(null, '123456789'),
      city: fc.constantFrom(null, 'Berlin'),
      street: fc.constantFrom(null, 'Long Street 5'),
      postalCode: postalCode(country),
      state: country === 'US' ? oneOf('StateOrRegion') : fc.constantFrom(null, 'Bavaria'),
      industry: isSecret ? fc.constant('Government') : oneOf('Industry').filter((one) => one !== 'Other'),
    }),
  );

const spend = fc
  .tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.constantFrom('USD', 'EUR'))
  .map(([cents, currency]): JsonValue => ({ amount: (cents / 100).toFixed(2), currency }));

const marketing = fc.oneof(
  fc.constant({}),
  fc.constant({ marketingSource: 'None' }),
  fc.record({
    marketingSource: fc.constant('Marketing Activity'),
    marketingFundingUsed: fc.constant(true),
    marketingChannels: maybe(someOf('Channel')),
    marketingUseCases: maybe(someOf('MarketingUseCase')),
    marketingCampaign: maybe(fc.constant('Spring')),
  }),
);

/** A draft that has everything AWS asks for, and some of what it does not. */
function whole(solutions: readonly string[]): fc.Arbitrary<DealContent> {
  return fc
    .tuple(fc.constantFrom('CO_SELL' as const, 'REGISTRATION' as const), fc.boolean())
    .chain(([dealKind, secret]) => {
      const isSecret = secret && dealKind === 'CO_SELL';
      const fields = fc.record({
        solutions: fc.subarray([...solutions], { minLength: 1, maxLength: 3 }),
        monthlyAwsSpend: spend,
        useCase: oneOf('CustomerUseCase'),
        deliveryModels: someOf('DeliveryModel'),
        salesActivities: someOf('SalesActivity'),
        primaryNeeds: dealKind === 'CO_SELL' ? someOf('PrimaryNeedFromAws') : fc.constant<JsonValue>(null),
        awsProducts: maybe(someOf('AwsProduct')),
        apnPrograms: maybe(someOf('ApnProgram')),
        competitor: maybe(oneOf('CompetitorName').filter((one) => one !== '*Other')),
        opportunityType: maybe(fc.constantFrom('Net New Business', 'Expansion')),
        contractMonths: maybe(fc.integer({ min: 1, max: 144 })),
        nationalSecurity: isSecret ? fc.constant<JsonValue>(true) : maybe(fc.constant(false)),
        nextSteps: maybe(text(1, 60)),
        additionalComments: maybe(text(1, 60)),
        contactEmail: maybe(fc.constant('ada@dairy.example.com')),
        contactPhone: maybe(fc.constant('+4930000000')),
        awsAccountId: maybe(fc.constant('123456789012')),
      });
      return fc.record({
        name: text(1, 40),
        description: text(20, 200),
        value: fc.constant({ amount: '240000', currency: 'EUR' }),
        closeOn: fc.constant('2031-03-31'),
        products: fc.constant([]),
        stage: fc.constantFrom('QUALIFIED' as const, 'BUSINESS_VALIDATION' as const, 'COMMITTED' as const, null),
        dealKind: fc.constant(dealKind),
        customer: customer(isSecret),
        distributor: fc.constant(null),
        vendorFields: fc.tuple(fields, marketing).map(([one, other]) => ({ ...one, ...other })),
      });
    });
}

const inCustomer =
  (member: keyof CustomerContent, value: string | null) =>
  (draft: DealContent): DealContent => ({
    ...draft,
    customer: { ...draft.customer, [member]: value },
  });
const inFields =
  (name: string, value: JsonValue) =>
  (draft: DealContent): DealContent => ({
    ...draft,
    vendorFields: { ...draft.vendorFields, [name]: value },
  });
const inDeal =
  (change: Partial<DealContent>) =>
  (draft: DealContent): DealContent => ({ ...draft, ...change });

/** What may be wrong with a draft; some of it is wrong only beside something else. */
export const MISTAKES: Readonly<Record<string, (draft: DealContent) => DealContent>> = {
  'no name': inDeal({ name: ' ' }),
  'a long name': inDeal({ name: 'n'.repeat(256) }),
  'no description': inDeal({ description: null }),
  'a short description': inDeal({ description: 'nineteen characters' }),
  'a long description': inDeal({ description: 'd'.repeat(2001) }),
  'no close date': inDeal({ closeOn: null }),
  'a close date that has passed': inDeal({ closeOn: '2020-01-01' }),
  'a long customer name': inCustomer('name', 'c'.repeat(121)),
  'no such country': inCustomer('country', 'XX'),
  'no website': inCustomer('website', null),
  'a short website': inCustomer('website', 'a.b'),
  'a short D-U-N-S': inCustomer('duns', '12345'),
  'a long city': inCustomer('city', 'y'.repeat(256)),
  'no postal code': inCustomer('postalCode', null),
  'a wrong postal code': inCustomer('postalCode', '?'),
  'a long postal code': inCustomer('postalCode', '1'.repeat(21)),
  'no state': inCustomer('state', null),
  'a state by two letters': inCustomer('state', 'NY'),
  'no industry': inCustomer('industry', null),
  'an unknown industry': inCustomer('industry', 'Dairy'),
  'another industry without its name': inCustomer('industry', 'Other'),
  'no spend': inFields('monthlyAwsSpend', null),
  'a spend of nothing': inFields('monthlyAwsSpend', { amount: '0', currency: 'USD' }),
  'a negative spend': inFields('monthlyAwsSpend', { amount: '-5', currency: 'USD' }),
  'a spend too fine': inFields('monthlyAwsSpend', { amount: '1.005', currency: 'USD' }),
  'no use case': inFields('useCase', null),
  'no delivery models': inFields('deliveryModels', []),
  'an unknown delivery model': inFields('deliveryModels', ['Nonsense']),
  'no sales activities': inFields('salesActivities', null),
  'an unknown sales activity': inFields('salesActivities', ['Nonsense']),
  'no needs': inFields('primaryNeeds', null),
  'an unknown need': inFields('primaryNeeds', ['Nonsense']),
  'nothing to sell': inFields('solutions', null),
  'an unknown solution': inFields('solutions', ['S-9999999999']),
  'an unknown product': inFields('awsProducts', ['NoSuchProduct']),
  'a contract of no months': inFields('contractMonths', 0),
  'a contract of too many months': inFields('contractMonths', 145),
  'a renewal of nothing': inFields('opportunityType', 'Flat Renewal'),
  'another competitor without a name': inFields('competitor', '*Other'),
  'long next steps': inFields('nextSteps', 'z'.repeat(256)),
  'a wrong e-mail': inFields('contactEmail', 'Ada@dairy'),
  'a wrong phone': inFields('contactPhone', '030'),
  'marketing without its funding': (draft) =>
    inFields('marketingFundingUsed', null)(inFields('marketingSource', 'Marketing Activity')(draft)),
  'use cases of unfunded marketing': (draft) =>
    inFields('marketingUseCases', ['Analytics'])(
      inFields('marketingFundingUsed', false)(inFields('marketingSource', 'Marketing Activity')(draft)),
    ),
  'a secret in industry': (draft) => inFields('nationalSecurity', true)(inCustomer('industry', 'Mining')(draft)),
};

/** Drafts as people fill them in: right, or with a mistake or two. */
export function drafts(solutions: readonly string[]): fc.Arbitrary<DealContent> {
  const mistakes = fc.subarray(Object.keys(MISTAKES), { minLength: 0, maxLength: 2 });
  const none = fc.constant<string[]>([]);
  return fc.tuple(whole(solutions), fc.oneof(none, mistakes)).map(([draft, names]) => {
    let wrong = draft;
    for (const name of names) wrong = MISTAKES[name]?.(wrong) ?? wrong;
    return wrong;
  });
}
