import { z } from 'zod';
import { redactSecrets } from '../http/redact.ts';
import type { QuotaFacts } from '../vendor/contract.ts';
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from '../limits/operation-limits.ts';
import type { PersistedMode } from '../limits/persisted-mode.ts';
import type { LogLevel } from '../log/levels.ts';
import type { Secret } from '../log/secret.ts';
import { describeFaults, type ConfigFault } from './faults.ts';
import { brokenRules, unknownVariables, type SetVariables } from './rules.ts';
import type { SubgraphUrls } from './subgraph-urls.ts';
import { ABOUT, VARIABLES, type Variables } from './variables.ts';

type ByVendor<T> = Readonly<Record<string, T>>;

/** The whole configuration of a process. What is null was not set and has no default. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: Secret<string> | null;
  readonly redisUrl: Secret<string> | null;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly demo: boolean;
  /** Null only in a demonstration. */
  readonly jwt: { readonly jwksUrl: string; readonly issuer: string; readonly audience: string } | null;
  readonly subgraphUrls: SubgraphUrls | null;
  readonly subgraphTimeoutMs: number;
  /** Text for `readMasterKeys`. */
  readonly contextKey: Secret<string> | null;
  /** Absolute path. */
  readonly contextKeyFile: string | null;
  readonly contextSkewSeconds: number;
  readonly sqlTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly operationLimits: OperationLimits;
  readonly maxCost: number;
  readonly pointsPerMinute: number;
  readonly maxInFlight: number;
  readonly requestTimeoutMs: number;
  readonly persistedMode: PersistedMode;
  /** Absolute path. */
  readonly persistedManifest: string | null;
  readonly logLevel: LogLevel;
  /** Absolute path. */
  readonly ratesFile: string | null;
  readonly freshnessSeconds: number;
  readonly fileFreshnessDays: number;
  readonly syncIntervalSeconds: number;
  /** Text for `readMasterKeys`. */
  readonly secretKey: Secret<string> | null;
  /** Absolute path. */
  readonly secretKeyFile: string | null;
  /** Addresses by vendor and service name. */
  readonly vendorEndpoints: ByVendor<Readonly<Record<string, string>>>;
  readonly downloadHosts: ByVendor<readonly string[]>;
  /** Budgets by vendor and bucket name. */
  readonly quotaOverrides: ByVendor<Readonly<Record<string, QuotaFacts>>>;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/** What a kind of process can not do without. */
export interface ProcessNeeds {
  /** False for a command of the operator's: no client calls it, so nobody's tokens are trusted. Default true. */
  readonly takesTokens?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables for a README: name, what it is for, and the text taken when it is not set. */
export const CONFIG_VARIABLES: ReadonlyArray<{
  readonly name: string;
  readonly description: string;
  readonly default: string | null;
}> = Object.entries(VARIABLES.shape).map(([name, reader]) => {
  const about = ABOUT.get(reader);
  return { name, description: about?.description ?? '', default: about?.default ?? null };
});

/**
 * Reads the configuration from the environment. A variable that is set to nothing counts as not set.
 * @returns the configuration, or every fault of it at once
 */
export function parseConfig(env: Environment, { takesTokens = true }: ProcessNeeds = {}): ParsedConfig {
  const set = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]));
  const parsed = VARIABLES.safeParse(set);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => faultOf(issue, set))),
    ...brokenRules(set, takesTokens),
    ...unknownVariables(set, Object.keys(VARIABLES.shape)),
  ];
  return parsed.success && faults.length === 0 ? { ok: true, config: toConfig(parsed.data) } : { ok: false, faults };
}

/** Like `parseConfig`; with a fault it prints the list, a line at a time, and exits with code 1. */
export function loadConfigOrExit(
  env: Environment,
  io: { readonly print: (line: string) => void; readonly exit: (code: number) => never },
  needs: ProcessNeeds = {},
): Config {
  const parsed = parseConfig(env, needs);
  if (parsed.ok) return parsed.config;
  for (const line of describeFaults(parsed.faults)) io.print(line);
  return io.exit(1);
}

const LONGEST_SHOWN = 80;

function faultOf(issue: z.core.$ZodIssue, env: SetVariables): ConfigFault {
  const [name = '', ...inner] = issue.path.map(String);
  const place = inner.length === 0 ? '' : `at ${inner.join('.')} `;
  return { name, expected: `${place}${issue.message}`, came: cameFor(name, env[name]) };
}

function cameFor(name: string, text: string | undefined): string {
  if (text === undefined) return 'nothing';
  const reader = VARIABLES.shape[name as keyof Variables];
  if (ABOUT.get(reader)?.secret === true) return '[redacted]';
  // A password may have slipped into a variable that is not secret.
  const shown = redactSecrets(text);
  return JSON.stringify(shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown);
}

function toConfig(values: Variables): Config {
  const {
    PARTNERGRAPH_JWKS_URL: jwksUrl,
    PARTNERGRAPH_JWT_ISSUER: issuer,
    PARTNERGRAPH_JWT_AUDIENCE: audience,
  } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataFolder: values.PARTNERGRAPH_DATA_DIR,
    demo: values.PARTNERGRAPH_DEMO,
    jwt: jwksUrl && issuer && audience ? { jwksUrl, issuer, audience } : null,
    subgraphUrls: values.PARTNERGRAPH_SUBGRAPH_URLS ?? null,
    subgraphTimeoutMs: values.PARTNERGRAPH_SUBGRAPH_TIMEOUT_MS,
    contextKey: values.PARTNERGRAPH_CONTEXT_KEY ?? null,
    contextKeyFile: values.PARTNERGRAPH_CONTEXT_KEY_FILE ?? null,
    contextSkewSeconds: values.PARTNERGRAPH_CONTEXT_SKEW_SECONDS,
    sqlTimeoutMs: values.PARTNERGRAPH_SQL_TIMEOUT_MS,
    maxBodyBytes: values.PARTNERGRAPH_MAX_BODY_BYTES,
    operationLimits: { ...DEFAULT_OPERATION_LIMITS, ...values.PARTNERGRAPH_OPERATION_LIMITS },
    maxCost: values.PARTNERGRAPH_MAX_COST,
    pointsPerMinute: values.PARTNERGRAPH_POINTS_PER_MINUTE,
    maxInFlight: values.PARTNERGRAPH_MAX_IN_FLIGHT,
    requestTimeoutMs: values.PARTNERGRAPH_REQUEST_TIMEOUT_MS,
    persistedMode: values.PARTNERGRAPH_PERSISTED_DOCUMENTS,
    persistedManifest: values.PARTNERGRAPH_PERSISTED_MANIFEST ?? null,
    logLevel: values.PARTNERGRAPH_LOG_LEVEL,
    ratesFile: values.PARTNERGRAPH_RATES_FILE ?? null,
    freshnessSeconds: values.PARTNERGRAPH_FRESHNESS_SECONDS,
    fileFreshnessDays: values.PARTNERGRAPH_FILE_FRESHNESS_DAYS,
    syncIntervalSeconds: values.PARTNERGRAPH_SYNC_INTERVAL_SECONDS,
    secretKey: values.PARTNERGRAPH_SECRET_KEY ?? null,
    secretKeyFile: values.PARTNERGRAPH_SECRET_KEY_FILE ?? null,
    vendorEndpoints: values.PARTNERGRAPH_VENDOR_ENDPOINTS ?? {},
    downloadHosts: values.PARTNERGRAPH_DOWNLOAD_HOSTS ?? {},
    quotaOverrides: values.PARTNERGRAPH_QUOTA_OVERRIDES ?? {},
  };
}
