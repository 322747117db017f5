/**
 * The door in front of a vendor's rate limits. One bucket is shared by every process that calls the vendor with the
 * same account, so two workers together stay within what one may use.
 */
export interface QuotaGate {
  /**
   * Takes one call from each bucket, waiting for it if need be.
   * @param buckets names from `VendorFacts.quotas`
   * @throws VendorError `rate_limited` when the wait would be longer than the gate's patience
   */
  take(buckets: readonly string[], signal: AbortSignal): Promise<void>;
  /** The vendor said 429: nobody calls through this bucket for `ms` milliseconds. */
  pause(bucket: string, ms: number): Promise<void>;
}
