/** Bounds of every call; sizes in bytes, times in milliseconds. */
export interface VendorHttpDefaults {
  /** Whole call, unless the request names its own. */
  readonly timeoutMs: number;
  /** Largest answer, unless the request names its own. */
  readonly maxBytes: number;
  /** Open connections to one origin; further calls wait for a free one, within their deadline. */
  readonly connectionsPerOrigin: number;
  readonly connectTimeoutMs: number;
  /** Wait for the head of the answer; a request that names its own `timeoutMs` is bounded by that instead. */
  readonly headersTimeoutMs: number;
  /** Longest silence within a body. */
  readonly bodyTimeoutMs: number;
}

export const VENDOR_HTTP_DEFAULTS: VendorHttpDefaults = {
  timeoutMs: 15_000,
  maxBytes: 8 * 1024 * 1024,
  connectionsPerOrigin: 16,
  connectTimeoutMs: 2_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 10_000,
};
