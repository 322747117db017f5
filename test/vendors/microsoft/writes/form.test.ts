import { describe, expect, test } from '@jest/globals';
import { DEAL_KINDS } from '../../../../platform/records/vocabulary.ts';
import type { DealContent, DealForm } from '../../../../platform/vendor/write-contract.ts';
import { microsoftWorkshop } from '../../../../vendors/microsoft/index.ts';
import { MICROSOFT_WRITES } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { deal } from './support/intents.ts';

function formOf(): DealForm {
  const form = MICROSOFT_WRITES.deals;
  if (!form) throw new Error('expected a form for deals, got none');
  return form;
}

function checked(members: Partial<DealContent>): { missing: string[]; errors: Array<readonly [string, string]> } {
  const { missing, errors } = formOf().check(deal(members), '2026-04-15');
  return { missing: missing.map(({ path }) => path), errors: errors.map(({ path, code }) => [path, code] as const) };
}

function vendorFields(members: DealContent['vendorFields']): Partial<DealContent> {
  return { vendorFields: { ...deal().vendorFields, ...members } };
}

describe("Microsoft's form for a deal", () => {
  test('hangs on the workshop', () => {
    expect(microsoftWorkshop.writes).toBe(MICROSOFT_WRITES);
    const told = MICROSOFT_WRITES.operations.map(({ area, transport }) => `${area} by ${transport}`);
    // An incoming referral is a lead until it is answered.
    expect([...new Set(told)].toSorted()).toEqual(['DEAL by API', 'LEAD by API']);
  });

  test('takes a deal of the own where none is named, since an invitation of Microsoft can not be taken back', () => {
    expect(formOf().kinds).toEqual(['REGISTRATION', 'CO_SELL']);
  });

  test.each(DEAL_KINDS)('has requirements for %s exactly when it takes it', (kind) => {
    const paths = formOf()
      .requirements(kind)
      .map(({ path }) => path);
    expect(paths.length > 0).toBe(formOf().kinds.includes(kind));
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('asks what help is wanted when Microsoft is invited, and not else', () => {
    const asks = (kind: 'REGISTRATION' | 'CO_SELL'): string[] =>
      formOf()
        .requirements(kind)
        .map(({ path }) => path);
    expect(asks('CO_SELL').filter((path) => !asks('REGISTRATION').includes(path))).toEqual([
      '/vendorFields/assistance',
      '/vendorFields/inviteNotes',
    ]);
  });

  test("offers Microsoft's words, and claims no lengths, since none are documented", () => {
    const fields = new Map(
      formOf()
        .requirements('CO_SELL')
        .map((field) => [field.path, field]),
    );
    expect(fields.get('/products')?.allowedValues).toEqual(expect.arrayContaining(['Azure', 'DataWarehouse']));
    expect(fields.get('/vendorFields/industry')?.allowedValues).toHaveLength(14);
    expect(fields.get('/vendorFields/services')?.allowedValues).toHaveLength(10);
    expect(fields.get('/vendorFields/customerSize')?.allowedValues).toHaveLength(8);
    expect([...fields.values()].some((field) => 'maxLength' in field || 'minLength' in field)).toBe(false);
  });

  test('has nothing to say of a deal that is whole', () => {
    expect(checked({})).toEqual({ missing: [], errors: [] });
    expect(checked({ dealKind: 'CO_SELL' })).toEqual({ missing: [], errors: [] });
  });

  test('names what is missing of an empty draft', () => {
    const customer = { ...deal().customer, duns: null, city: null, street: null, postalCode: null, industry: null };
    const empty = { description: null, value: null, closeOn: null, products: [], customer, vendorFields: {} };
    expect(checked(empty)).toEqual({
      missing: [
        '/value',
        '/closeOn',
        '/vendorFields/consentToShareInfoWithOthers',
        '/vendorFields/consentToContact',
        '/vendorFields/consentToShareWithMicrosoftSellers',
      ],
      errors: [],
    });
    expect(checked({ name: ' ' }).missing).toEqual(['/name']);
  });

  test('tells what is missing as required, also where it is so only now', () => {
    const { missing } = formOf().check(deal(vendorFields({ customerContact: { firstName: 'Ada' } })), '2026-04-15');
    expect(missing).toMatchObject([{ path: '/vendorFields/customerContact/email', required: true }]);
  });

  test.each<[string, Partial<DealContent>, string, string]>([
    ['a kind that Microsoft takes nowhere', { dealKind: 'POST_WIN_ATTESTATION' }, '/dealKind', 'NOT_SUPPORTED'],
    ['a negative value', { value: { amount: '-1', currency: 'EUR' } }, '/value/amount', 'OUT_OF_RANGE'],
    [
      'a value that JSON can not hold',
      { value: { amount: '1234567890123456.78', currency: 'EUR' } },
      '/value/amount',
      'OUT_OF_RANGE',
    ],
    ['a value that is no number', { value: { amount: 'many', currency: 'EUR' } }, '/value/amount', 'INVALID'],
    ['a currency that is none', { value: { amount: '1', currency: 'ZZ' } }, '/value/currency', 'INVALID'],
    ['a day that does not exist', { closeOn: '2027-02-29' }, '/closeOn', 'INVALID'],
    ['a product of another firm', { products: ['Azure', 'S3'] }, '/products/1', 'NOT_ALLOWED'],
    ['a country by name', { customer: { ...deal().customer, country: 'Germany' } }, '/customer/country', 'INVALID'],
    ['a size in other words', vendorFields({ customerSize: 'large' }), '/vendorFields/customerSize', 'NOT_ALLOWED'],
    ['an industry in other words', vendorFields({ industry: 'Milk' }), '/vendorFields/industry', 'NOT_ALLOWED'],
    ['a service that is no text', vendorFields({ services: [7] }), '/vendorFields/services/0', 'INVALID'],
    ['services that are no list', vendorFields({ services: 'Hardware' }), '/vendorFields/services', 'INVALID'],
    [
      'a consent that is no answer',
      vendorFields({ consentToContact: 'yes' }),
      '/vendorFields/consentToContact',
      'INVALID',
    ],
    [
      'an e-mail that is none',
      vendorFields({ partnerContact: { email: 'rep' } }),
      '/vendorFields/partnerContact/email',
      'INVALID',
    ],
    [
      'a member that the form does not have',
      vendorFields({ service: 'Hardware' }),
      '/vendorFields/service',
      'NOT_ALLOWED',
    ],
    [
      'a contact that is a text',
      vendorFields({ partnerContact: 'Lin' }),
      '/vendorFields/partnerContact',
      'NOT_ALLOWED',
    ],
    [
      'help wanted of nobody',
      vendorFields({ assistance: 'QuotesOrLicensing' }),
      '/vendorFields/assistance',
      'NOT_ALLOWED',
    ],
    [
      'a co-sell deal that Microsoft may not see',
      { dealKind: 'CO_SELL', ...vendorFields({ consentToShareWithMicrosoftSellers: false }) },
      '/vendorFields/consentToShareWithMicrosoftSellers',
      'NOT_ALLOWED',
    ],
  ])('finds %s', (_what, members, path, code) => {
    expect(checked(members).errors).toEqual([[path, code]]);
  });

  test('says of a negative value what was expected and what came', () => {
    const { errors } = formOf().check(deal({ value: { amount: '-1.50', currency: 'EUR' } }), '2026-04-15');
    expect(errors.map(({ message }) => message)).toEqual(['expected zero or more, got -1.50']);
  });

  test('takes what the entry has for other vendors without a word', () => {
    const customer = { ...deal().customer, website: 'no address', industry: 'Dairy farming' };
    expect(checked({ customer, stage: 'PROSPECT', distributor: 'Example Distribution' })).toEqual({
      missing: [],
      errors: [],
    });
  });
});
