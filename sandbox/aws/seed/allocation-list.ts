import type { JsonObject } from '../json.ts';
import { DAY_MS, seconds } from '../time.ts';

/** An allocation as it is seeded; days count from the start, negative ones lie before it. */
export interface AllocationRow {
  readonly benefit: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'INACTIVE' | 'FULFILLED';
  readonly fulfillment: 'CREDITS' | 'CASH' | 'ACCESS';
  readonly startsIn: number;
  /** Null: it does not expire. */
  readonly expiresIn: number | null;
  /** Exactly one member: the form of the union FulfillmentDetails. @param at turns days into an instant */
  readonly detail: (at: (days: number) => string) => JsonObject;
  readonly more?: JsonObject;
}

function usd(amount: string): JsonObject {
  return { Amount: amount, CurrencyCode: 'USD' };
}

/** An instant some days after `start`. */
export function daysAfter(start: number): (days: number) => string {
  return (days) => seconds(start + days * DAY_MS);
}

export const ALLOCATIONS: readonly AllocationRow[] = [
  {
    benefit: 'mdf',
    name: 'MDF wallet of this half-year',
    status: 'ACTIVE',
    fulfillment: 'CASH',
    startsIn: -120,
    expiresIn: 12,
    detail: (at) => ({
      ConsumableDetails: {
        AllocatedAmount: usd('20000'),
        RemainingAmount: usd('12000'),
        UtilizedAmount: usd('8000'),
        IssuanceDetails: { IssuanceId: 'iss-77', IssuanceAmount: usd('8000'), IssuedAt: at(-60) },
      },
    }),
  },
  {
    benefit: 'mdf',
    name: 'MDF wallet of the next half-year',
    status: 'ACTIVE',
    fulfillment: 'CASH',
    startsIn: -5,
    expiresIn: 178,
    detail: () => ({
      ConsumableDetails: { AllocatedAmount: usd('25000'), RemainingAmount: usd('25000'), UtilizedAmount: usd('0') },
    }),
  },
  {
    benefit: 'mdf',
    name: 'MDF wallet of last year',
    status: 'INACTIVE',
    fulfillment: 'CASH',
    startsIn: -500,
    expiresIn: -60,
    detail: () => ({
      ConsumableDetails: {
        AllocatedAmount: usd('15000'),
        RemainingAmount: usd('2350.50'),
        UtilizedAmount: usd('12649.50'),
      },
    }),
    more: { StatusReason: 'Expired' },
  },
  {
    benefit: 'map',
    name: 'MAP credits, mobilize phase',
    status: 'ACTIVE',
    fulfillment: 'CREDITS',
    startsIn: -40,
    expiresIn: 20,
    detail: (at) => ({
      CreditDetails: {
        AllocatedAmount: usd('42000'),
        IssuedAmount: usd('10000'),
        Codes: [
          {
            AwsAccountId: '900000000001',
            Value: usd('10000'),
            AwsCreditCode: 'MAPMOBILIZE0001',
            Status: 'ACTIVE',
            IssuedAt: at(-38),
            ExpiresAt: at(20),
          },
        ],
      },
    }),
  },
  {
    benefit: 'sandbox',
    name: 'Innovation Sandbox credits',
    status: 'FULFILLED',
    fulfillment: 'CREDITS',
    startsIn: -200,
    expiresIn: 165,
    detail: (at) => ({
      CreditDetails: {
        AllocatedAmount: usd('500'),
        IssuedAmount: usd('500'),
        Codes: [
          {
            AwsAccountId: '900000000002',
            Value: usd('500'),
            AwsCreditCode: 'SANDBOX000042',
            Status: 'FULFILLED',
            IssuedAt: at(-199),
            ExpiresAt: at(165),
          },
        ],
      },
    }),
  },
  {
    benefit: 'poc',
    name: 'Proof of concept funding, paid',
    status: 'FULFILLED',
    fulfillment: 'CASH',
    startsIn: -90,
    expiresIn: null,
    detail: (at) => ({
      DisbursementDetails: {
        DisbursedAmount: usd('7500'),
        IssuanceDetails: { IssuanceId: 'iss-81', IssuanceAmount: usd('7500'), IssuedAt: at(-30) },
      },
    }),
  },
  {
    benefit: 'poc',
    name: 'Proof of concept funding, open',
    status: 'ACTIVE',
    fulfillment: 'CASH',
    startsIn: -10,
    expiresIn: 80,
    detail: () => ({ DisbursementDetails: { DisbursedAmount: { Amount: '0', CurrencyCode: 'EUR' } } }),
  },
  {
    benefit: 'access',
    name: 'Preview seats',
    status: 'ACTIVE',
    fulfillment: 'ACCESS',
    startsIn: -15,
    expiresIn: 6,
    detail: () => ({ AccessDetails: { Description: 'Five seats in the preview of the planning service.' } }),
  },
];
