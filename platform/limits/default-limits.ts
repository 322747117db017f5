/** What a gateway holds its callers to unless it is configured otherwise, beside the form of documents. */
export const DEFAULT_LIMITS = {
  /** Most points that one operation may cost. */
  maxCost: 20_000,
  /** Points of one client a minute. */
  pointsPerMinute: 600_000,
  /** Most operations that a process carries out at the same time. */
  maxInFlight: 256,
  /** Longest time for one request, in milliseconds. */
  requestTimeoutMs: 15_000,
} as const;
