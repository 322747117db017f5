import { describe, expect, test } from '@jest/globals';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { opportunityDeal } from '../../../../vendors/aws/records/opportunity.ts';
import { dealValue } from '../../../../vendors/aws/records/spend.ts';
import { awsSummary, opportunity } from '../../../../vendors/aws/wire/selling.ts';
import { opportunity as opportunityJson, summary as summaryJson } from '../support/selling-json.ts';

function deal(more: object, summary: object | null = {}) {
  const read = check(opportunity, opportunityJson('O1', more) as never);
  const aws = check(awsSummary, summaryJson('O1', summary ?? {}) as never);
  if ('fault' in read || 'fault' in aws) throw new Error('the example does not fit its shape');
  return opportunityDeal(read.value, summary === null ? null : aws.value, null);
}

describe('the value of a deal', () => {
  const entry = (TargetCompany: string, Amount: string | null, CurrencyCode = 'USD') => ({
    Amount,
    CurrencyCode,
    Frequency: TargetCompany === 'Self' ? 'None' : 'Monthly',
    TargetCompany,
  });

  test("is the partner's own contract value where there is one", () => {
    expect(dealValue([entry('AWS', '100'), entry('Self', '36000')])).toEqual({ amount: '36000', currency: 'USD' });
  });

  test('is else the expected spend at AWS a month, added up exactly', () => {
    expect(dealValue([entry('AWS', '0.1'), entry('AWS', '0.2')])).toEqual({ amount: '0.3', currency: 'USD' });
    expect(dealValue([entry('AWS', '100'), entry('Self', null)])).toEqual({ amount: '100', currency: 'USD' });
  });

  test('is not told without an amount, or in several currencies', () => {
    expect(dealValue([])).toBeNull();
    expect(dealValue([entry('AWS', null)])).toBeNull();
    expect(dealValue([entry('AWS', '1'), entry('AWS', '1', 'EUR')])).toBeNull();
  });
});

describe('how a deal came about', () => {
  test.each([
    ['AWS referred it', {}, { Origin: 'AWS Referral' }, { dealKind: 'REFERRAL', direction: 'INBOUND' }],
    ['it is sold together', {}, { InvolvementType: 'Co-Sell' }, { dealKind: 'CO_SELL', direction: 'OUTBOUND' }],
    ['AWS only sees it', {}, { InvolvementType: 'For Visibility Only' }, { dealKind: 'REGISTRATION' }],
    ['a draft asks for help', { PrimaryNeedsFromAws: ['Co-Sell - Deal Support'] }, null, { dealKind: 'CO_SELL' }],
    ['a draft asks for none', { PrimaryNeedsFromAws: null }, null, { dealKind: 'REGISTRATION', direction: 'OUTBOUND' }],
  ])('%s', (_, more, summary, expected) => {
    expect(deal(more, summary)).toMatchObject(expected);
  });
});

describe('whether AWS sells in it', () => {
  test.each([
    [{ InvolvementType: 'Co-Sell', CosellMotion: 'AWS Field-engaged' }, 'DIRECT_ENGAGED'],
    [{ InvolvementType: 'Co-Sell', CosellMotion: 'Agent-engaged' }, 'CO_SELL'],
    [{ InvolvementType: 'Co-Sell', CosellMotion: 'Partner-led' }, 'CO_SELL'],
    [{ InvolvementType: 'Co-Sell', CosellMotion: null }, 'CO_SELL'],
    [{ InvolvementType: 'For Visibility Only', CosellMotion: 'Partner-led' }, 'FOR_VISIBILITY'],
    [{ InvolvementType: null }, 'UNKNOWN'],
    [{ InvolvementType: 'Advisory' }, 'UNKNOWN'],
    [null, 'NONE'],
  ])('%j is %s', (summary, vendorSelling) => {
    expect(deal({}, summary)).toMatchObject({ vendorSelling });
  });
});

test('an opportunity with nothing but its identifier and date is a deal named by it', () => {
  const bare = {
    Customer: null,
    Project: null,
    LifeCycle: null,
    RelatedEntityIdentifiers: null,
    PrimaryNeedsFromAws: null,
  };
  expect(deal(bare, null)).toMatchObject({
    name: 'O1',
    status: 'UNKNOWN',
    stage: null,
    value: null,
    closeOn: null,
    products: [],
    customer: { name: null, country: null, website: null, duns: null, city: null },
  });
});

test('the reason is the code of the review, else its comments, else why the sale was lost', () => {
  const lifeCycle = { Stage: 'Closed Lost', ReviewStatus: 'Approved', ClosedLostReason: 'Price' };
  const reasonOf = (more: object) => deal({ LifeCycle: { ...lifeCycle, ...more } }).statusDetail.reason;
  expect(reasonOf({ ReviewStatusReason: 'CODE', ReviewComments: 'text' })).toBe('CODE');
  expect(reasonOf({ ReviewStatusReason: 'null', ReviewComments: 'Q&amp;A missing' })).toBe('Q&A missing');
  expect(reasonOf({})).toBe('Price');
});
