/** What one run of the harness does; the same seed kills and fails in the same order, as far as machines let it. */
export interface ChaosOptions {
  readonly seed: number;
  readonly partners: number;
  /** Sales to enter; each is registered at AWS and at Microsoft. */
  readonly sales: number;
  readonly workers: number;
  /** Time between two kills of a worker, in milliseconds: least and most. */
  readonly killEveryMs: readonly [number, number];
  /** Times that PostgreSQL is killed while the sales come in. */
  readonly databaseKills: number;
  /** How long the vendors misbehave at least, in milliseconds. */
  readonly stormMs: number;
  /** Longest wait for everything to end once they behave, in milliseconds. */
  readonly calmMs: number;
  /** `redis://…` of a Redis that may be emptied; null runs without one. */
  readonly redisUrl: string | null;
  readonly say: (line: string) => void;
}

/** Everything a worker process is told, by its environment. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly sandboxOrigin: string;
  readonly masterKey: string;
}

/** How patient the workers are: everything shortened alike, so that a run takes minutes and not days. */
export const CHAOS_POLICY = {
  backoffBaseMs: 40,
  backoffCapMs: 1_500,
  // The storm is no vendor's weather: nobody is to give up in it.
  maxUnknown: 10_000,
  maxTroubleMs: 60 * 60_000,
  leaseMs: 5_000,
  authWaitMs: 500,
  lockWaitMs: 500,
  quotaWaitMs: 500,
} as const;

/** Longest a worker waits for one call, in milliseconds: shorter than its lease. */
export const CHAOS_CALL_MS = 1_500;
/** How late a record may turn up at Microsoft, as the workers assume, in milliseconds. */
export const CHAOS_SETTLE_MS = 600;
