import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../../platform/records/json.ts';
import type { CustomerContent, DealContent } from '../../../../../platform/vendor/write-contract.ts';
import { AWS_DEAL_FORM } from '../../../../../vendors/aws/writes/form/deal-form.ts';
import { CONTENT } from '../support/intents.ts';

const TODAY = '2026-11-23';
const WHOLE = { ...CONTENT, vendorFields: { ...CONTENT.vendorFields, solutions: ['S-1'] } };

const withFields = (fields: Record<string, JsonValue>): DealContent => ({
  ...WHOLE,
  vendorFields: { ...WHOLE.vendorFields, ...fields },
});
const withCustomer = (customer: Partial<CustomerContent>): DealContent => ({
  ...WHOLE,
  customer: { ...WHOLE.customer, ...customer },
});

/** Complaints in short: `missing /path` or `CODE /path`. */
function complaints(content: DealContent): string[] {
  const { missing, errors } = AWS_DEAL_FORM.check(content, TODAY);
  return [...missing.map(({ path }) => `missing ${path}`), ...errors.map(({ code, path }) => `${code} ${path}`)];
}

describe('the check of a draft', () => {
  test('finds nothing in a whole one', () => {
    expect(complaints(WHOLE)).toEqual([]);
  });

  test('of an empty one names all that is asked for, in the order of the form and with its facts', () => {
    const nothing = Object.fromEntries(Object.keys(WHOLE.customer).map((name) => [name, null]));
    const empty = {
      ...WHOLE,
      name: '',
      description: null,
      closeOn: null,
      stage: null,
      customer: { ...nothing, name: ' ', country: '' } as unknown as CustomerContent,
      vendorFields: {},
    };
    const { missing, errors } = AWS_DEAL_FORM.check(empty, TODAY);
    expect(errors).toEqual([]);
    expect(missing.map(({ path }) => path)).toEqual([
      '/name',
      '/description',
      '/closeOn',
      '/vendorFields/monthlyAwsSpend',
      '/customer/name',
      '/customer/country',
      '/customer/website',
      '/customer/industry',
      '/vendorFields/useCase',
      '/vendorFields/deliveryModels',
      '/vendorFields/salesActivities',
      '/vendorFields/primaryNeeds',
      '/vendorFields/solutions',
    ]);
    expect(missing.every(({ required }) => required)).toBe(true);
    expect(missing.find(({ path }) => path === '/description')).toMatchObject({
      minLength: 20,
      maxLength: 2000,
      type: 'text',
    });
  });

  test.each<[string, DealContent, string[]]>([
    ['a date that does not exist', { ...WHOLE, closeOn: '2031-02-30' }, ['INVALID /closeOn']],
    ['a date that has passed', { ...WHOLE, closeOn: '2026-11-22' }, ['OUT_OF_RANGE /closeOn']],
    ['a date of today', { ...WHOLE, closeOn: TODAY }, []],
    ['a stage before it is qualified', { ...WHOLE, stage: 'PROSPECT' }, ['NOT_ALLOWED /stage']],
    ['a stage in which it is over', { ...WHOLE, stage: 'CLOSED' }, ['NOT_ALLOWED /stage']],
    ['a kind AWS has not', { ...WHOLE, dealKind: 'POST_WIN_ATTESTATION' }, ['NOT_ALLOWED /dealKind']],
    ['a state abroad, which is not sent', withCustomer({ state: 'Bavaria' }), []],
    [
      'a state of the US by two letters',
      withCustomer({ country: 'US', state: 'NY', postalCode: '12345' }),
      ['NOT_ALLOWED /customer/state'],
    ],
    ['a postal code where there are none, which is not sent', withCustomer({ country: 'AE', postalCode: '0' }), []],
    ['a total that is not sent, in any currency', { ...WHOLE, value: { amount: '-1', currency: 'GBP' } }, []],
    [
      'a total that is sent',
      { ...withFields({ contractMonths: 12 }), value: { amount: '9', currency: 'GBP' } },
      ['NOT_ALLOWED /value'],
    ],
    [
      'the length of a contract of no value',
      { ...withFields({ contractMonths: 12 }), value: null },
      ['missing /value'],
    ],
    ['months that are no whole number', withFields({ contractMonths: 1.5 }), ['INVALID /vendorFields/contractMonths']],
    ['money as a number', withFields({ monthlyAwsSpend: 12500 }), ['INVALID /vendorFields/monthlyAwsSpend']],
    [
      'money in pounds',
      withFields({ monthlyAwsSpend: { amount: '1', currency: 'GBP' } }),
      ['NOT_ALLOWED /vendorFields/monthlyAwsSpend'],
    ],
    ['a yes that is a word', withFields({ nationalSecurity: 'Yes' }), ['INVALID /vendorFields/nationalSecurity']],
    [
      'one word where a list is asked for',
      withFields({ deliveryModels: 'Resell' }),
      ['INVALID /vendorFields/deliveryModels'],
    ],
    [
      'too many solutions',
      withFields({ solutions: Array.from({ length: 11 }, (_, at) => `S-${at}`) }),
      ['TOO_LONG /vendorFields/solutions'],
    ],
    ['a solution that is none', withFields({ solutions: ['soln-1'] }), ['INVALID /vendorFields/solutions']],
    [
      'a Marketplace product instead',
      withFields({ solutions: null, marketplaceProducts: ['arn:aws:aws-marketplace:us-east-1:1:x'] }),
      [],
    ],
    ['AWS products alone', withFields({ solutions: [] }), ['missing /vendorFields/solutions']],
    ['another solution, described', withFields({ solutions: ['Other'], otherSolutionDescription: 'A new one' }), []],
    [
      'another solution, not described',
      withFields({ solutions: ['Other'] }),
      ['missing /vendorFields/otherSolutionDescription'],
    ],
    [
      'another solution, once it is committed',
      { ...withFields({ solutions: ['Other'], otherSolutionDescription: 'x' }), stage: 'COMMITTED' },
      ['NOT_ALLOWED /vendorFields/solutions'],
    ],
    [
      'needs of a deal for visibility',
      { ...WHOLE, dealKind: 'REGISTRATION' },
      ['NOT_ALLOWED /vendorFields/primaryNeeds'],
    ],
    ['a field nobody knows', withFields({ nonsense: 1 }), ['NOT_ALLOWED /vendorFields/nonsense']],
    [
      'marketing channels of no activity',
      withFields({ marketingChannels: ['Email'] }),
      ['NOT_ALLOWED /vendorFields/marketingChannels'],
    ],
    [
      'use cases of marketing that AWS did not fund',
      withFields({
        marketingSource: 'Marketing Activity',
        marketingFundingUsed: false,
        marketingUseCases: ['Analytics'],
      }),
      ['NOT_ALLOWED /vendorFields/marketingUseCases'],
    ],
    [
      'competitors of another name',
      withFields({ otherCompetitors: 'X' }),
      ['NOT_ALLOWED /vendorFields/otherCompetitors'],
    ],
    [
      'a secret of a private firm',
      withFields({ nationalSecurity: true }),
      ['NOT_ALLOWED /vendorFields/nationalSecurity', 'NOT_ALLOWED /vendorFields/nationalSecurity'],
    ],
    ['text of spaces, which is none', withFields({ nextSteps: '   ' }), []],
    [
      'nineteen characters outside of the first plane',
      { ...WHOLE, description: '🏭'.repeat(19) },
      ['TOO_SHORT /description'],
    ],
  ])('tells of %s', (_name, content, expected) => {
    expect(complaints(content)).toEqual(expected);
  });

  test('says what was expected, and never repeats what may be about a person', () => {
    const { errors } = AWS_DEAL_FORM.check(withFields({ contactEmail: 'Ada.Private@dairy' }), TODAY);
    expect(errors.map(({ message }) => message).join()).not.toContain('Private');
    const [wrong] = AWS_DEAL_FORM.check(withCustomer({ industry: 'Dairy' }), TODAY).errors;
    expect(wrong?.message).toBe('Customer industry: expected one of the 28 allowed values, got "Dairy"');
  });
});

describe('the requirements', () => {
  test('of a deal that AWS shall sell too ask for needs and activities; those of one for visibility do not', () => {
    const asked = (kind: 'CO_SELL' | 'REGISTRATION') =>
      Object.fromEntries(AWS_DEAL_FORM.requirements(kind).map(({ path, required }) => [path, required]));
    expect(asked('CO_SELL')).toMatchObject({
      '/vendorFields/primaryNeeds': true,
      '/vendorFields/salesActivities': true,
    });
    expect(asked('REGISTRATION')['/vendorFields/primaryNeeds']).toBeUndefined();
    expect(asked('REGISTRATION')['/vendorFields/salesActivities']).toBe(false);
  });

  test('tell the words that are allowed, and of money what is meant by it', () => {
    const facts = new Map(AWS_DEAL_FORM.requirements('CO_SELL').map((one) => [one.path, one]));
    expect(facts.get('/customer/industry')?.allowedValues).toContain('Manufacturing');
    expect(facts.get('/stage')?.allowedValues).toEqual([
      'QUALIFIED',
      'TECHNICAL_VALIDATION',
      'BUSINESS_VALIDATION',
      'COMMITTED',
    ]);
    expect(facts.get('/vendorFields/awsProducts')?.allowedValues).toHaveLength(522);
    expect(facts.get('/vendorFields/monthlyAwsSpend')).toMatchObject({
      type: 'money',
      required: true,
      help: expect.stringContaining('in one month'),
    });
    expect(facts.get('/vendorFields/monthlyAwsSpend')?.allowedValues).toBeUndefined();
    expect(facts.get('/value')).toMatchObject({ required: false, help: expect.stringContaining('contractMonths') });
  });
});
