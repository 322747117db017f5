/** Ages in seconds past which what a source has brought counts as stale. */
export interface FreshnessTargets {
  /** Of what is read from a vendor by itself, over and over. */
  readonly freshnessSeconds: number;
  /** Of files: a person brings them, so they are older before anything is wrong. */
  readonly fileFreshnessSeconds: number;
}

/** The target for what came by a transport. @param transport one of `TRANSPORTS` */
export function freshnessTarget(targets: FreshnessTargets, transport: string): number {
  return transport === 'FILE' ? targets.fileFreshnessSeconds : targets.freshnessSeconds;
}
