import { describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { toDeal } from '../../../../vendors/microsoft/referrals/deal-record.ts';
import { referralShape } from '../../../../vendors/microsoft/referrals/referral-wire.ts';
import { referral } from '../support/referral.ts';

function deal(members: Record<string, unknown> = {}): DealRecord {
  return toDeal(referralShape.parse(referral(members)));
}

function details(members: Record<string, unknown>): { details: Record<string, unknown> } {
  return { details: { ...(referral()['details'] as Record<string, unknown>), ...members } };
}

const MSFT_TARGET = { target: [{ type: 'BusinessProfileLocation', id: 'msft' }] };

function consent(toSellers: boolean | null): Record<string, unknown> {
  return { consent: { consentToShareReferralWithMicrosoftSellers: toSellers } };
}

describe('a referral as a deal', () => {
  test('carries everything the graph shows, and its version with the inner quotes', () => {
    expect(deal()).toEqual({
      kind: 'deal',
      remoteId: '0b6a7c1e-2f33-4a4b-9c9c-7d0d2b1f0001',
      remoteUrl: null,
      remoteVersion: '"00006d10-0000-0000-0000-660bd6270000"',
      remoteUpdatedAt: '2026-04-02T10:15:03.123Z',
      name: 'Plant data lake',
      dealKind: 'REGISTRATION',
      direction: 'OUTBOUND',
      status: 'APPROVED',
      statusDetail: {
        raw: 'Active',
        rawSub: 'Accepted',
        rule: 'active-accepted/outbound',
        exact: true,
        reason: null,
      },
      stage: null,
      value: { amount: '50000', currency: 'EUR' },
      closeOn: '2027-03-31',
      customer: { name: 'Example Dairy GmbH', country: 'DE', website: null, duns: '315000000', city: 'Berlin' },
      products: ['Azure', 'Data Warehouse'],
      vendorSelling: 'FOR_VISIBILITY',
      distribution: null,
      program: 'ai-cloud-partner-program',
      protection: {
        startsOn: null,
        endsOn: null,
        priceEndsOn: null,
        extension: 'NOT_OFFERED',
        extensionDeadline: null,
      },
      groupKey: '8c1f6a52-9a7e-4b3c-8a55-0d0d2b1f0002',
      externalId: 'CRM-000417',
    });
  });

  test.each([
    ['Outgoing', 'Independent', 'REGISTRATION', 'OUTBOUND'],
    ['Outgoing', 'Shared', 'CO_SELL', 'OUTBOUND'],
    ['Incoming', 'Independent', 'REFERRAL', 'INBOUND'],
    ['Incoming', 'Shared', 'CO_SELL', 'INBOUND'],
    ['incoming', 'shared', 'CO_SELL', 'INBOUND'],
  ])('%s and %s is %s, %s', (direction, type, dealKind, expected) => {
    expect(deal({ direction, type })).toMatchObject({ dealKind, direction: expected });
  });

  test('a deal addressed to Microsoft is co-sell whatever its type says', () => {
    expect(deal({ type: 'Partnered', ...MSFT_TARGET })).toMatchObject({
      dealKind: 'CO_SELL',
      vendorSelling: 'CO_SELL',
    });
  });

  test.each([
    ['Independent', false, 'NONE'],
    ['Independent', true, 'FOR_VISIBILITY'],
    ['Shared', true, 'CO_SELL'],
    ['Shared', false, 'NONE'],
    ['Independent', null, 'UNKNOWN'],
    ['Shared', null, 'UNKNOWN'],
  ])('type %s with consent %s for sellers: Microsoft is %s', (type, toSellers, expected) => {
    expect(deal({ type, ...consent(toSellers) }).vendorSelling).toBe(expected);
  });

  test.each([
    [50_000, '50000'],
    ['10000', '10000'],
    ['10000.50', '10000.5'],
    [0.1, '0.1'],
    ['1234567890123456789.01', '1234567890123456789.01'],
  ])('a deal value of %j is exactly %s', (dealValue, amount) => {
    expect(deal(details({ dealValue })).value).toEqual({ amount, currency: 'EUR' });
  });

  test.each([
    [{ dealValue: null }],
    [{ dealValue: '' }],
    [{ dealValue: 5, currency: null }],
    [{ dealValue: 5, currency: '' }],
  ])('%j is no money', (members) => {
    expect(deal(details(members)).value).toBeNull();
  });

  test('an empty closing date is no date', () => {
    expect(deal(details({ closingDateTime: '0001-01-01T00:00:00' })).closeOn).toBeNull();
    expect(deal(details({ closingDateTime: null })).closeOn).toBeNull();
  });

  test('a lead without a name goes by its customer, and without that by its id', () => {
    expect(deal({ name: ' ' }).name).toBe('Example Dairy GmbH');
    expect(deal({ name: null, customerProfile: {} }).name).toBe('0b6a7c1e-2f33-4a4b-9c9c-7d0d2b1f0001');
  });

  test('empty objects and unknown members are no reason to reject a referral', () => {
    const sparse = deal({
      customerProfile: {},
      consent: {},
      details: {},
      target: null,
      engagementId: null,
      extra: [1],
    });
    expect(sparse).toMatchObject({
      value: null,
      closeOn: null,
      products: [],
      groupKey: null,
      customer: { name: null, country: null, website: null, duns: null, city: null },
    });
  });

  test.each([
    [{ status: 'Closed', substatus: 'Won' }, 'CLOSED'],
    [{ salesStage: 'Qualify' }, 'QUALIFIED'],
    [{ salesStage: 'Propose' }, null],
    [{ salesStage: 100 }, null],
  ])('%j is stage %s', (members, stage) => {
    expect(deal(members).stage).toBe(stage);
  });

  test('a country that is no two-letter code is left out', () => {
    const customerProfile = { name: 'X', address: { country: 'Germany' } };
    expect(deal({ customerProfile }).customer.country).toBeNull();
  });

  test('the lapse of an offer is not shown as the end of a protection', () => {
    const offer = deal({
      direction: 'Incoming',
      status: 'New',
      substatus: 'Pending',
      expirationDateTime: '2026-04-16T00:00:00Z',
    });
    expect(offer.status).toBe('OFFERED');
    expect(offer.protection).toMatchObject({ endsOn: null, extensionDeadline: null });
  });
});
