import type { QuotaFacts } from '../../platform/vendor/contract.ts';

const SECOND = 1_000;
const DAY = 86_400_000;

/**
 * Call budgets as AWS publishes them, by bucket; `account-read` is assumed, AWS publishes no rate for that service. The
 * daily ones are of rolling 24 hours.
 * Selling `[DG 58972727354]`, benefits `[DG 58939361515]`, channel `[DG 58853095867]`.
 */
export const AWS_QUOTAS = {
  'selling-read': { limit: 10, periodMs: SECOND },
  'selling-read-daily': { limit: 100_000, periodMs: DAY },
  'selling-write': { limit: 1, periodMs: SECOND },
  'selling-write-daily': { limit: 10_000, periodMs: DAY },
  'benefits-read': { limit: 20, periodMs: SECOND },
  'benefits-list-applications': { limit: 30, periodMs: SECOND },
  'benefits-write': { limit: 10, periodMs: SECOND },
  'channel-read': { limit: 5, periodMs: SECOND },
  'account-read': { limit: 5, periodMs: SECOND },
} as const satisfies Record<string, QuotaFacts>;

export type AwsBucket = keyof typeof AWS_QUOTAS;

/** Buckets one call takes from; the first is the one that pauses when AWS says "too many". */
export type Buckets = readonly [AwsBucket, ...AwsBucket[]];

export const SELLING_READ: Buckets = ['selling-read', 'selling-read-daily'];
export const SELLING_WRITE: Buckets = ['selling-write', 'selling-write-daily'];
export const BENEFITS_WRITE: Buckets = ['benefits-write'];
export const BENEFITS_READ: Buckets = ['benefits-read'];
export const BENEFITS_LIST_APPLICATIONS: Buckets = ['benefits-list-applications'];
export const CHANNEL_READ: Buckets = ['channel-read'];
export const ACCOUNT_READ: Buckets = ['account-read'];
