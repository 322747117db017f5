import { expect, test } from '@jest/globals';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { allocationMoney } from '../../../../vendors/aws/records/allocation-money.ts';
import { allocation } from '../../../../vendors/aws/wire/benefits.ts';
import { allocation as allocationJson, CONSUMABLE, usd } from '../support/benefits-json.ts';

const NOTHING = { allocated: null, used: null, remaining: null };
const dollars = (amount: string) => ({ amount, currency: 'USD' });

function moneyOf(detail: unknown) {
  const read = check(allocation, allocationJson('benalloc-1', { FulfillmentDetail: detail }) as never);
  if ('fault' in read) throw new Error(read.fault.problem);
  return allocationMoney(read.value.FulfillmentDetail);
}

function code(value: unknown, status: string): object {
  return {
    AwsAccountId: '111122223333',
    Value: value,
    AwsCreditCode: 'ABC',
    Status: status,
    IssuedAt: '2026-01-01T00:00:00Z',
    ExpiresAt: '2026-12-31T00:00:00Z',
  };
}

function credit(allocated: string, ...codes: unknown[]): object {
  return { CreditDetails: { AllocatedAmount: usd(allocated), IssuedAmount: usd('500'), Codes: codes } };
}

test('a wallet says what was allocated, used and is left', () => {
  expect(moneyOf(CONSUMABLE)).toEqual({
    allocated: dollars('20000'),
    used: dollars('8000'),
    remaining: dollars('12000'),
  });
});

test('a disbursement has used what was paid out', () => {
  expect(moneyOf({ DisbursementDetails: { DisbursedAmount: usd('150.250'), IssuanceDetails: null } })).toEqual({
    ...NOTHING,
    used: dollars('150.25'),
  });
});

test('credit is used where its codes are fulfilled, lost where they are inactive, and else remains', () => {
  const codes = [
    code(usd('100.10'), 'FULFILLED'),
    code(usd('200.20'), 'INACTIVE'),
    code(usd('199.70'), 'ACTIVE'),
    null,
    code(usd('0.05'), 'FULFILLED'),
  ];
  expect(moneyOf(credit('1000', ...codes))).toEqual({
    allocated: dollars('1000'),
    used: dollars('100.15'),
    remaining: dollars('699.65'),
  });
});

test.each([
  ['in a state that is not known', code(usd('1'), 'REDEEMED')],
  ['in another currency', code({ Amount: '1', CurrencyCode: 'EUR' }, 'ACTIVE')],
  ['without a value', code(null, 'ACTIVE')],
  ['worth more than was allocated', code(usd('1000.01'), 'FULFILLED')],
])('with a credit code %s only the allocation is told', (_, one) => {
  expect(moneyOf(credit('1000', one))).toEqual({ ...NOTHING, allocated: dollars('1000') });
});

test.each([
  ['access', { AccessDetails: { Description: 'Early access &amp; support' } }],
  ['a form that is not known yet', { VoucherDetails: { Count: '5' } }],
  ['nothing', null],
  ['an empty form', {}],
])('%s has no amounts', (_, detail) => {
  expect(moneyOf(detail)).toEqual(NOTHING);
});
