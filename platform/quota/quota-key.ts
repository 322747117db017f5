import { createHash } from 'node:crypto';

/** What one budget is of. */
export interface QuotaBucket {
  readonly vendor: string;
  /** What shares the budget: the connection, which is one account at one vendor. */
  readonly account: string;
  /** A name from `VendorFacts.quotas`. */
  readonly bucket: string;
  readonly periodMs: number;
}

/**
 * The stored name of a bucket: a hash, so that the table of budgets names no account and no tenant. The period is part
 * of it, since what was used is counted in slots of a tenth of the period: with another period those numbers would be
 * other times, far in the future when the period is made longer, so that nobody could call any more.
 */
export function quotaKey({ vendor, account, bucket, periodMs }: QuotaBucket): string {
  return createHash('sha256').update(`${vendor}\n${account}\n${bucket}\n${periodMs}`).digest('base64url');
}
