import type { DealContent, FundContent, WriteIntent } from '../../../../../platform/vendor/write-contract.ts';

/** A solution that every partner of the stand-in has is not known beforehand: see `solutionOf`. */
export const CONTENT: DealContent = {
  name: 'Plant data lake & more',
  description: 'Sensor data of nine plants is spread over local databases.',
  value: { amount: '240000', currency: 'EUR' },
  closeOn: '2031-03-31',
  products: ['Data lake'],
  stage: 'TECHNICAL_VALIDATION',
  dealKind: 'CO_SELL',
  customer: {
    name: "Example & Sons 'Dairy' GmbH",
    country: 'DE',
    website: 'https://dairy.example.com',
    duns: '123456789',
    city: 'Berlin',
    street: 'Invalidenstr. 1',
    postalCode: '10115',
    state: 'Berlin',
    industry: 'Manufacturing',
  },
  distributor: null,
  vendorFields: {
    monthlyAwsSpend: { amount: '12500.00', currency: 'EUR' },
    useCase: 'Database',
    deliveryModels: ['Professional Services'],
    salesActivities: ['Initialized discussions with customer'],
    primaryNeeds: ['Co-Sell - Architectural Validation'],
    awsProducts: ['AmazonS3', 'AWSLambda'],
  },
};

export const FUNDS: FundContent = {
  activity: 'Two webinars for mid-size manufacturers',
  amount: { amount: '8000', currency: 'USD' },
  activityOn: '2031-08-01',
  invoiceNumber: null,
  proofUrl: null,
  benefitRemoteId: 'ben-00000000000000',
  benefitName: 'MDF',
  vendorFields: {},
};

const NOTHING = {
  remoteId: null,
  content: null,
  patch: null,
  funds: null,
  reason: null,
  closedOn: null,
  until: null,
} as const;

let count = 0;

/** An intent of this kind with an external id of its own. */
export function intentOf(kind: WriteIntent['kind'], members: Partial<WriteIntent> = {}): WriteIntent {
  count += 1;
  return { kind, externalId: `pg-test-${count}`, ...NOTHING, ...members };
}
