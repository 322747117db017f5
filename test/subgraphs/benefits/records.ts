import type { BenefitRecord, FundRequestRecord, MoneyRecord } from '../../../platform/records/records.ts';

/** Money, in US dollars unless said otherwise. */
export function money(amount: string, currency = 'USD'): MoneyRecord {
  return { amount, currency };
}

/** A benefit that tells nothing beyond what it must, unless said otherwise. */
export function benefitRecord(told: Partial<BenefitRecord> = {}): BenefitRecord {
  return {
    kind: 'benefit',
    remoteId: 'B-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: 'A benefit',
    benefitKind: 'OTHER',
    status: 'AVAILABLE',
    rawStatus: 'Open',
    program: null,
    allocated: null,
    used: null,
    remaining: null,
    quantity: null,
    percent: null,
    startsOn: null,
    expiresOn: null,
    claimBy: null,
    ...told,
  };
}

/** A request for funds on the benefit `B-1`, without any amount, unless said otherwise. */
export function requestRecord(told: Partial<FundRequestRecord> = {}): FundRequestRecord {
  return {
    kind: 'fundRequest',
    remoteId: 'R-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    benefitRemoteId: 'B-1',
    activity: 'An event',
    status: 'REQUESTED',
    rawStatus: 'In review',
    requested: null,
    approved: null,
    claimed: null,
    paid: null,
    activityOn: null,
    claimBy: null,
    ...told,
  };
}

/** A benefit that tells everything. */
export const FULL_BENEFIT: BenefitRecord = benefitRecord({
  remoteUrl: 'https://alpha.example/benefits/1',
  remoteVersion: 'v7',
  remoteUpdatedAt: '2026-06-01T08:00:00.000Z',
  name: 'Market funds 2026',
  benefitKind: 'MDF',
  status: 'PRE_APPROVED',
  rawStatus: 'Active',
  program: 'main',
  allocated: money('12345678901234567.89'),
  used: money('2345.5'),
  remaining: money('7654.5'),
  quantity: { total: '10', used: '2.5', remaining: '7.5', unit: 'voucher' },
  percent: '12.5',
  startsOn: '2026-01-01',
  expiresOn: '2026-12-31',
  claimBy: '2027-01-31',
});

/** A request for funds that tells everything. */
export const FULL_REQUEST: FundRequestRecord = requestRecord({
  remoteUrl: 'https://alpha.example/requests/1',
  activity: 'Trade fair',
  status: 'CLAIMED',
  rawStatus: 'Claimed',
  requested: money('5000'),
  approved: money('4000.5'),
  claimed: money('3999.99'),
  paid: money('0', 'EUR'),
  activityOn: '2026-05-04',
  claimBy: '2026-08-31',
});
