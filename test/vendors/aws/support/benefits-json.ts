/** Wire JSON of the benefits service, in the forms of the vendor file. */

export const MDF_BENEFIT = 'ben-0a1b2c3d4e5f6g';

export function usd(amount: string): object {
  return { Amount: amount, CurrencyCode: 'USD' };
}

export function benefit(id: string, more: object = {}): object {
  return {
    Id: id,
    Catalog: 'Sandbox',
    Arn: `arn:aws:partnercentral:us-east-1::catalog/Sandbox/benefit/${id}`,
    Name: 'Market development funds',
    Description: null,
    Programs: ['MDF'],
    FulfillmentTypes: ['CASH'],
    Status: 'ACTIVE',
    ...more,
  };
}

export const CONSUMABLE = {
  DisbursementDetails: null,
  ConsumableDetails: {
    AllocatedAmount: usd('20000'),
    RemainingAmount: usd('12000.0'),
    UtilizedAmount: usd('8000'),
    IssuanceDetails: { IssuanceId: 'iss-77', IssuanceAmount: usd('8000'), IssuedAt: '2026-07-15T00:00:00Z' },
  },
  CreditDetails: null,
  AccessDetails: null,
};

export function allocation(id: string, more: object = {}): object {
  return {
    Id: id,
    Catalog: 'Sandbox',
    Arn: `arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/benefit-allocation/${id}`,
    Name: 'MDF wallet FY26',
    Description: null,
    Status: 'ACTIVE',
    StatusReason: null,
    BenefitId: MDF_BENEFIT,
    BenefitApplicationId: 'benappl-0z9y8x7w6v5u4t',
    FulfillmentType: 'CASH',
    ApplicableBenefitIds: [],
    FulfillmentDetail: CONSUMABLE,
    CreatedAt: '2026-07-01T09:00:00Z',
    UpdatedAt: '2026-07-15T00:00:00.123456789Z',
    StartsAt: '2026-07-01T00:00:00Z',
    ExpiresAt: '2026-12-31T00:00:00Z',
    ...more,
  };
}

export function application(id: string, more: object = {}): object {
  return {
    Id: id,
    Arn: `arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/benefit-application/${id}`,
    Catalog: 'Sandbox',
    BenefitId: MDF_BENEFIT,
    Name: 'MDF Q3 webinar',
    Description: 'Two webinars for mid-size manufacturers',
    FulfillmentTypes: ['CASH'],
    BenefitApplicationDetails: {
      activityType: 'Webinar',
      startDate: '2026-08-01',
      requestedAmount: usd('8000.00'),
    },
    Programs: ['MDF'],
    Status: 'IN_REVIEW',
    Stage: 'BUSINESS_REVIEW',
    StatusReason: null,
    StatusReasonCode: null,
    StatusReasonCodes: null,
    CreatedAt: '2026-06-20T09:00:00Z',
    UpdatedAt: '2026-06-21T09:00:00Z',
    Revision: '3',
    AssociatedResources: [],
    PartnerContacts: [],
    FileDetails: [],
    ...more,
  };
}
