/** Bounds of one call to AWS. */
export interface TransportLimits {
  /** Making a connection, in milliseconds. */
  readonly connectMs: number;
  /** The whole call, answer included, in milliseconds. */
  readonly requestMs: number;
  /** Largest answer accepted, in bytes. */
  readonly maxBytes: number;
  /** Sockets to one host. */
  readonly maxSockets: number;
}

export const AWS_LIMITS: TransportLimits = {
  connectMs: 2_000,
  requestMs: 15_000,
  maxBytes: 8 * 1024 * 1024,
  maxSockets: 8,
};
