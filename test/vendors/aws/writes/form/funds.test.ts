import { describe, expect, test } from '@jest/globals';
import type { FundContent } from '../../../../../platform/vendor/write-contract.ts';
import { AWS_FUND_FORM } from '../../../../../vendors/aws/writes/funds/fund-form.ts';
import { bearsReference, describe as describeFor } from '../../../../../vendors/aws/writes/funds/reference.ts';
import { detailsOf, missingDetails } from '../../../../../vendors/aws/writes/funds/request-schema.ts';
import { FUNDS } from '../support/intents.ts';

function complaints(change: Partial<FundContent>, kind: 'REQUEST_FUNDS' | 'CLAIM_FUNDS' = 'REQUEST_FUNDS'): string[] {
  const { missing, errors } = AWS_FUND_FORM.check(kind, { ...FUNDS, ...change }, '2026-11-23');
  return [...missing.map(({ path }) => `missing ${path}`), ...errors.map(({ code, path }) => `${code} ${path}`)];
}

describe('a request for funds, checked before it is queued', () => {
  test.each<[Partial<FundContent>, string[]]>([
    [{}, []],
    [{ activity: ' ' }, ['missing /activity']],
    [{ activity: 'a'.repeat(256) }, ['TOO_LONG /activity']],
    [{ amount: { amount: '0', currency: 'USD' } }, ['OUT_OF_RANGE /amount']],
    [{ amount: { amount: '1.005', currency: 'USD' } }, ['OUT_OF_RANGE /amount']],
    [{ activityOn: '2026-02-30' }, ['INVALID /activityOn']],
    [{ benefitRemoteId: 'benalloc-00000000000000' }, ['NOT_ALLOWED /benefit']],
    [{ vendorFields: { description: 'd'.repeat(901) } }, ['TOO_LONG /vendorFields/description']],
    [{ vendorFields: { description: 5 } }, ['INVALID /vendorFields/description']],
    [{ vendorFields: { fulfillmentType: 'GIFT' } }, ['NOT_ALLOWED /vendorFields/fulfillmentType']],
    [{ vendorFields: { opportunity: 'X' } }, ['INVALID /vendorFields/opportunity']],
    [{ vendorFields: { contactEmail: 'Noa' } }, ['INVALID /vendorFields/contactEmail']],
    [{ vendorFields: { anythingOfTheirForm: { deep: [1] } } }, []],
  ])('%j: %j', (change, expected) => {
    expect(complaints(change)).toEqual(expected);
  });

  test('a claim goes by portal, so only what it is about is looked at', () => {
    expect(complaints({ benefitRemoteId: 'x', activityOn: 'x' }, 'CLAIM_FUNDS')).toEqual([]);
    expect(complaints({ amount: { amount: '-1', currency: 'USD' } }, 'CLAIM_FUNDS')).toEqual(['OUT_OF_RANGE /amount']);
  });

  test('its requirements are in the form that is shown, the contact by its own name', () => {
    const facts = AWS_FUND_FORM.requirements();
    expect(facts.filter(({ required }) => required).map(({ path }) => path)).toEqual(['/activity', '/amount']);
    expect(facts.find(({ path }) => path === '/vendorFields/contactEmail')?.label).toBe('Your contact: e-mail');
  });
});

describe("a benefit's own form", () => {
  const content = { ...FUNDS, vendorFields: { phase: 'Assess', description: 'x' } };

  test('that tells nothing gets all that we have', () => {
    expect(detailsOf(content, null)).toEqual({
      phase: 'Assess',
      startDate: '2031-08-01',
      requestedAmount: { Amount: '8000', CurrencyCode: 'USD' },
    });
  });

  test('that names its members gets those of ours that it has, and all vendor fields', () => {
    expect(detailsOf(content, { properties: { startDate: {} } })).toEqual({ phase: 'Assess', startDate: '2031-08-01' });
  });

  test('asks for what it requires, by our names where we have one', () => {
    const schema = { required: ['phase', 'startDate', 'requestedAmount', 'other', 7] };
    const details = detailsOf({ ...content, activityOn: null }, schema);
    expect(missingDetails(details, schema).map(({ path }) => path)).toEqual(['/activityOn', '/vendorFields/other']);
  });
});

describe('our reference in a description', () => {
  test('is found as it was written, and no other is taken for it', () => {
    const text = describeFor('Reference: pg-1', 'pg-12');
    expect(bearsReference(text, 'pg-12')).toBe(true);
    expect(bearsReference(text, 'pg-1')).toBe(false);
    expect(bearsReference(null, 'pg-1')).toBe(false);
  });
});
