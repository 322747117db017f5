import type { Config } from '../../platform/config/config.ts';
import { DEFAULT_LIMITS } from '../../platform/limits/default-limits.ts';
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from '../../platform/limits/operation-limits.ts';
import type { PersistedMode } from '../../platform/limits/persisted-mode.ts';
import type { Secret } from '../../platform/log/secret.ts';

/** Everything a gateway holds its callers to. */
export interface GatewayLimits {
  readonly operation: OperationLimits;
  /** Most points that one operation may cost. */
  readonly maxCost: number;
  /** Points of one client a minute. */
  readonly pointsPerMinute: number;
  /** Where points are counted for all processes; null counts in each for itself. */
  readonly redisUrl: Secret<string> | null;
  /** Most operations that are carried out at the same time. */
  readonly maxInFlight: number;
  /** Longest time for one request, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly persistedMode: PersistedMode;
  /** Absolute path; needed unless the mode is off. */
  readonly persistedManifest: string | null;
}

/** What holds unless it is configured otherwise. */
export const DEFAULT_GATEWAY_LIMITS: GatewayLimits = {
  operation: DEFAULT_OPERATION_LIMITS,
  ...DEFAULT_LIMITS,
  redisUrl: null,
  persistedMode: 'off',
  persistedManifest: null,
};

/** The limits that a configuration asks for. */
export function limitsOf(
  config: Pick<
    Config,
    | 'operationLimits'
    | 'maxCost'
    | 'pointsPerMinute'
    | 'redisUrl'
    | 'maxInFlight'
    | 'requestTimeoutMs'
    | 'persistedMode'
    | 'persistedManifest'
  >,
): GatewayLimits {
  const { operationLimits: operation, maxCost, pointsPerMinute, redisUrl, maxInFlight, requestTimeoutMs } = config;
  const { persistedMode, persistedManifest } = config;
  return {
    operation,
    maxCost,
    pointsPerMinute,
    redisUrl,
    maxInFlight,
    requestTimeoutMs,
    persistedMode,
    persistedManifest,
  };
}
