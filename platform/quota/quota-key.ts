import { createHash } from 'node:crypto';

/** The stored name of a bucket: a hash, so that the table of budgets names no account and no tenant. */
export function quotaKey(vendor: string, account: string, bucket: string): string {
  return createHash('sha256').update(`${vendor}\n${account}\n${bucket}`).digest('base64url');
}
