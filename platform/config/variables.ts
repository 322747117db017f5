import { z } from 'zod';
import { DEFAULT_LIMITS } from '../limits/default-limits.ts';
import { PERSISTED_MODES } from '../limits/persisted-mode.ts';
import { LOG_LEVELS } from '../log/levels.ts';
import { Secret } from '../log/secret.ts';
import { isMasterKeyText } from '../secrets/master-keys.ts';
import { operationLimits } from './operation-limits.ts';
import { subgraphUrls } from './subgraph-urls.ts';
import { hostName, oneOf, path, plainText, secretAddress, serviceAddress, trueOrFalse, wholeNumber } from './values.ts';
import { downloadHosts, quotaOverrides, vendorEndpoints } from './vendor-overrides.ts';

export interface AboutVariable {
  readonly description: string;
  /** The text taken when the variable is not set; null when there is none. */
  readonly default: string | null;
  /** Never shown in a fault. */
  readonly secret: boolean;
}

/** What is known of each variable beside how to read it. */
export const ABOUT = z.registry<AboutVariable>();

function withDefault<T>(
  reader: z.ZodType<T, string>,
  text: string,
  description: string,
): z.ZodType<T, string | undefined> {
  return z.prefault(reader, text).register(ABOUT, { description, default: text, secret: false });
}

function optional<T>(reader: z.ZodType<T, string>, description: string): z.ZodType<T | undefined, string | undefined> {
  return z.optional(reader).register(ABOUT, { description, default: null, secret: false });
}

function optionalSecret<T>(
  reader: z.ZodType<T, string>,
  description: string,
): z.ZodType<T | undefined, string | undefined> {
  return z.optional(reader).register(ABOUT, { description, default: null, secret: true });
}

const secretKey: z.ZodType<Secret<string>, string> = z
  .string()
  .refine(isMasterKeyText, 'base64 of 32 bytes, or several of these separated by commas')
  .transform((text) => new Secret(text));

/** Every variable, in the order in which a reader of the README wants them. */
export const VARIABLES = z.object({
  PORT: withDefault(wholeNumber('', 0, 65_535), '4000', 'Port to listen on; 0 takes any free one.'),
  HOST: withDefault(hostName, '127.0.0.1', 'Address to listen on; 0.0.0.0 for all.'),
  DATABASE_URL: optionalSecret(
    secretAddress(['postgres', 'postgresql']),
    'PostgreSQL address. Without it a PostgreSQL in the data folder is started.',
  ),
  REDIS_URL: optionalSecret(
    secretAddress(['redis', 'rediss']),
    'Redis address, for a cache and for points of clients shared by several processes. Without it each process keeps its own.',
  ),
  PARTNERGRAPH_DATA_DIR: withDefault(
    path,
    '.data',
    "Folder of the embedded database and the generated key, from the project's folder on.",
  ),
  PARTNERGRAPH_DEMO: withDefault(
    trueOrFalse,
    'false',
    'true: demonstration partners, stand-in vendors and tokens of our own. npm start sets it.',
  ),
  PARTNERGRAPH_JWKS_URL: optional(
    serviceAddress,
    'Address of the key set that access tokens are signed with. Required unless it is a demonstration.',
  ),
  PARTNERGRAPH_JWT_ISSUER: optional(
    plainText,
    'The `iss` that access tokens must carry. Required unless it is a demonstration.',
  ),
  PARTNERGRAPH_JWT_AUDIENCE: optional(
    plainText,
    'The `aud` that access tokens must carry. Required unless it is a demonstration.',
  ),
  PARTNERGRAPH_SUBGRAPH_URLS: optional(
    subgraphUrls,
    'Addresses of subgraphs that run elsewhere, `deals=http://…,benefits=http://…`: all six. Without it they run in this process.',
  ),
  PARTNERGRAPH_SUBGRAPH_TIMEOUT_MS: withDefault(
    wholeNumber('milliseconds', 10, 600_000),
    '5000',
    'Longest wait for one subgraph, in milliseconds.',
  ),
  PARTNERGRAPH_CONTEXT_KEY: optionalSecret(
    secretKey,
    'Key that a gateway signs its calls to subgraphs elsewhere with, the same in both and required there: base64 of 32 bytes; in a rotation the new one first, then the old, with commas.',
  ),
  PARTNERGRAPH_CONTEXT_KEY_FILE: optional(
    path,
    'File that holds the key, instead of PARTNERGRAPH_CONTEXT_KEY; it is read again when it changes.',
  ),
  PARTNERGRAPH_CONTEXT_SKEW_SECONDS: withDefault(
    wholeNumber('seconds', 0, 30),
    '5',
    'How far the clocks of a gateway and a subgraph may be apart, in seconds.',
  ),
  PARTNERGRAPH_SQL_TIMEOUT_MS: withDefault(
    wholeNumber('milliseconds', 10, 600_000),
    '5000',
    'Longest time of one SQL statement, in milliseconds.',
  ),
  PARTNERGRAPH_MAX_BODY_BYTES: withDefault(
    wholeNumber('bytes', 1024, 16_777_216),
    '262144',
    'Largest request accepted, in bytes.',
  ),
  PARTNERGRAPH_OPERATION_LIMITS: optional(
    operationLimits,
    'JSON of limits on a document that replace the default ones: {"depth":12,"aliases":50}.',
  ),
  PARTNERGRAPH_MAX_COST: withDefault(
    wholeNumber('points', 1, 1_000_000_000),
    String(DEFAULT_LIMITS.maxCost),
    'Most points that one operation may cost: one for each object that it may bring.',
  ),
  PARTNERGRAPH_POINTS_PER_MINUTE: withDefault(
    wholeNumber('points', 1, 1_000_000_000),
    String(DEFAULT_LIMITS.pointsPerMinute),
    'Points that a client, who acts for one partner, has for a minute.',
  ),
  PARTNERGRAPH_MAX_IN_FLIGHT: withDefault(
    wholeNumber('operations', 1, 100_000),
    String(DEFAULT_LIMITS.maxInFlight),
    'Most operations that a process carries out at the same time; further ones are answered 503.',
  ),
  PARTNERGRAPH_REQUEST_TIMEOUT_MS: withDefault(
    wholeNumber('milliseconds', 10, 600_000),
    String(DEFAULT_LIMITS.requestTimeoutMs),
    'Longest time for one request, its SQL with it, in milliseconds.',
  ),
  PARTNERGRAPH_PERSISTED_DOCUMENTS: withDefault(
    oneOf(PERSISTED_MODES),
    'off',
    'What is done with documents that are not in the manifest: off (there is none), log or enforce.',
  ),
  PARTNERGRAPH_PERSISTED_MANIFEST: optional(
    path,
    'JSON file of known documents by id, as npm run codegen makes it. Required unless persisted documents are off.',
  ),
  PARTNERGRAPH_LOG_LEVEL: withDefault(
    oneOf(LOG_LEVELS),
    'info',
    `How much is logged: ${LOG_LEVELS.join(', ')}. Stacks only at debug and trace.`,
  ),
  PARTNERGRAPH_RATES_FILE: optional(
    path,
    'CSV of reference exchange rates. Without it the illustrative table of the project is used.',
  ),
  PARTNERGRAPH_FRESHNESS_SECONDS: withDefault(
    wholeNumber('seconds', 1, 31_536_000),
    '900',
    'Age in seconds past which a record that was read from a vendor counts as stale.',
  ),
  PARTNERGRAPH_FILE_FRESHNESS_DAYS: withDefault(
    wholeNumber('days', 1, 3_650),
    '31',
    'Age in days past which a record that came in a file counts as stale.',
  ),
  PARTNERGRAPH_SYNC_INTERVAL_SECONDS: withDefault(
    wholeNumber('seconds', 1, 31_536_000),
    '300',
    'Pause between two reads of a connection, in seconds.',
  ),
  PARTNERGRAPH_SECRET_KEY: optionalSecret(
    secretKey,
    'Key that vendor credentials are stored under: base64 of 32 bytes; after a rotation the new one first, then the old, with commas.',
  ),
  PARTNERGRAPH_SECRET_KEY_FILE: optional(
    path,
    'File that holds the key, instead of PARTNERGRAPH_SECRET_KEY; it is read again when it changes.',
  ),
  PARTNERGRAPH_VENDOR_ENDPOINTS: optional(
    vendorEndpoints,
    'JSON of addresses that replace a vendor\'s own: {"aws":{"selling":"https://…"}}.',
  ),
  PARTNERGRAPH_DOWNLOAD_HOSTS: optional(
    downloadHosts,
    'JSON of hosts that a vendor\'s download links may name, instead of its own: {"microsoft":["files.example"]}.',
  ),
  PARTNERGRAPH_QUOTA_OVERRIDES: optional(
    quotaOverrides,
    'JSON of call budgets that replace a vendor\'s own: {"aws":{"selling-read":{"limit":100,"periodMs":1000}}}.',
  ),
});

export type Variables = z.output<typeof VARIABLES>;
export type VariableName = keyof Variables;
