import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { CONFIG_VARIABLES, loadConfigOrExit, parseConfig, type Config } from '../../../platform/config/config.ts';
import type { ConfigFault } from '../../../platform/config/faults.ts';
import { DEFAULT_LIMITS } from '../../../platform/limits/default-limits.ts';
import { DEFAULT_OPERATION_LIMITS } from '../../../platform/limits/operation-limits.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const DEMO = { PARTNERGRAPH_DEMO: 'true' };
const PRODUCTION = {
  PARTNERGRAPH_JWKS_URL: 'https://login.example/keys',
  PARTNERGRAPH_JWT_ISSUER: 'https://login.example/',
  PARTNERGRAPH_JWT_AUDIENCE: 'partnergraph',
};

type Env = Record<string, string | undefined>;

function configOf(env: Env): Config {
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(inspect(parsed.faults));
  return parsed.config;
}

function faultsOf(env: Env): readonly ConfigFault[] {
  const parsed = parseConfig(env);
  if (parsed.ok) throw new Error('the configuration was accepted');
  return parsed.faults;
}

describe('a configuration', () => {
  test('needs nothing in a demonstration: everything else has a default', () => {
    expect(configOf(DEMO)).toEqual({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      redisUrl: null,
      dataFolder: `${PROJECT_ROOT}/.data`,
      demo: true,
      jwt: null,
      subgraphUrls: null,
      subgraphTimeoutMs: 5000,
      contextKey: null,
      contextKeyFile: null,
      contextSkewSeconds: 5,
      sqlTimeoutMs: 5000,
      maxBodyBytes: 262_144,
      operationLimits: DEFAULT_OPERATION_LIMITS,
      ...DEFAULT_LIMITS,
      persistedMode: 'off',
      persistedManifest: null,
      logLevel: 'info',
      ratesFile: null,
      freshnessSeconds: 900,
      fileFreshnessDays: 31,
      syncIntervalSeconds: 300,
      secretKey: null,
      secretKeyFile: null,
      vendorEndpoints: {},
      downloadHosts: {},
      quotaOverrides: {},
    });
  });

  test('takes every variable', () => {
    const names = ['partners', 'programs', 'certifications', 'benefits', 'deals', 'connections'];
    const config = configOf({
      ...PRODUCTION,
      PORT: '0',
      HOST: '::',
      DATABASE_URL: 'postgresql://app:pw@db/graph',
      REDIS_URL: 'rediss://:pw@cache:6380/1',
      PARTNERGRAPH_DATA_DIR: '/var/lib/partnergraph',
      PARTNERGRAPH_DEMO: 'false',
      PARTNERGRAPH_SUBGRAPH_URLS: names.map((name) => `${name}=http://${name}:4001/graphql`).join(', '),
      PARTNERGRAPH_SUBGRAPH_TIMEOUT_MS: '100',
      PARTNERGRAPH_CONTEXT_KEY: KEY,
      PARTNERGRAPH_CONTEXT_SKEW_SECONDS: '2',
      PARTNERGRAPH_SQL_TIMEOUT_MS: '200',
      PARTNERGRAPH_MAX_BODY_BYTES: '2048',
      PARTNERGRAPH_OPERATION_LIMITS: '{"depth":7}',
      PARTNERGRAPH_MAX_COST: '300',
      PARTNERGRAPH_POINTS_PER_MINUTE: '4000',
      PARTNERGRAPH_MAX_IN_FLIGHT: '16',
      PARTNERGRAPH_REQUEST_TIMEOUT_MS: '900',
      PARTNERGRAPH_PERSISTED_DOCUMENTS: 'enforce',
      PARTNERGRAPH_PERSISTED_MANIFEST: '/etc/documents.json',
      PARTNERGRAPH_LOG_LEVEL: 'debug',
      PARTNERGRAPH_RATES_FILE: 'rates/today.csv',
      PARTNERGRAPH_FRESHNESS_SECONDS: '60',
      PARTNERGRAPH_FILE_FRESHNESS_DAYS: '93',
      PARTNERGRAPH_SYNC_INTERVAL_SECONDS: '30',
      PARTNERGRAPH_SECRET_KEY: `${KEY},${KEY}`,
      PARTNERGRAPH_VENDOR_ENDPOINTS: '{"aws":{"selling":"http://127.0.0.1:8081/aws"}}',
      PARTNERGRAPH_DOWNLOAD_HOSTS: '{"microsoft":["127.0.0.1","*.blob.example"]}',
      PARTNERGRAPH_QUOTA_OVERRIDES: '{"aws":{"selling-read":{"limit":100,"periodMs":1000}}}',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '::',
      dataFolder: '/var/lib/partnergraph',
      demo: false,
      jwt: { jwksUrl: 'https://login.example/keys', issuer: 'https://login.example/', audience: 'partnergraph' },
      subgraphTimeoutMs: 100,
      contextSkewSeconds: 2,
      sqlTimeoutMs: 200,
      maxBodyBytes: 2048,
      operationLimits: { ...DEFAULT_OPERATION_LIMITS, depth: 7 },
      maxCost: 300,
      pointsPerMinute: 4000,
      maxInFlight: 16,
      requestTimeoutMs: 900,
      persistedMode: 'enforce',
      persistedManifest: '/etc/documents.json',
      logLevel: 'debug',
      ratesFile: `${PROJECT_ROOT}/rates/today.csv`,
      freshnessSeconds: 60,
      fileFreshnessDays: 93,
      syncIntervalSeconds: 30,
      vendorEndpoints: { aws: { selling: 'http://127.0.0.1:8081/aws' } },
      downloadHosts: { microsoft: ['127.0.0.1', '*.blob.example'] },
      quotaOverrides: { aws: { 'selling-read': { limit: 100, periodMs: 1000 } } },
    });
    expect(config.subgraphUrls?.deals).toBe('http://deals:4001/graphql');
    expect(config.databaseUrl?.reveal()).toBe('postgresql://app:pw@db/graph');
    expect(config.redisUrl?.reveal()).toBe('rediss://:pw@cache:6380/1');
    expect(config.secretKey?.reveal()).toBe(`${KEY},${KEY}`);
    expect(config.contextKey?.reveal()).toBe(KEY);
  });

  test('shows no secret when it is printed', () => {
    const config = configOf({ ...DEMO, DATABASE_URL: 'postgres://app:hunter2@db/graph', PARTNERGRAPH_SECRET_KEY: KEY });
    const shown = inspect(config, { depth: 9 }) + JSON.stringify(config);
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain(KEY);
  });

  test('treats a variable that is set to nothing as not set, and leaves others alone', () => {
    expect(
      configOf({ ...DEMO, PORT: '', DATABASE_URL: '', SANDBOX_PORT: '1', PATH: '/bin', HOME: undefined }).port,
    ).toBe(4000);
  });

  test('can be read back from its own defaults', () => {
    const defaults = CONFIG_VARIABLES.filter((variable) => variable.default !== null);
    const env = Object.fromEntries(defaults.map((variable) => [variable.name, variable.default ?? '']));
    expect(configOf({ ...env, ...DEMO })).toEqual(configOf(DEMO));
  });
});

describe('the list of variables', () => {
  test('names and describes each, with its default', () => {
    expect(CONFIG_VARIABLES.length).toBe(33);
    expect(CONFIG_VARIABLES.every((variable) => variable.description.endsWith('.'))).toBe(true);
    expect(CONFIG_VARIABLES).toContainEqual({
      name: 'PARTNERGRAPH_FRESHNESS_SECONDS',
      description: 'Age in seconds past which a record that was read from a vendor counts as stale.',
      default: '900',
    });
  });
});

describe('loading', () => {
  const exit = (code: number): never => {
    throw new Error(`exit ${code}`);
  };

  test('gives the configuration and prints nothing when it is sound', () => {
    const printed: string[] = [];
    expect(loadConfigOrExit(DEMO, { print: (line) => void printed.push(line), exit }).demo).toBe(true);
    expect(printed).toEqual([]);
  });

  test('prints every fault, a line each, and exits with code 1', () => {
    const printed: string[] = [];
    const env = { ...DEMO, PORT: 'http', PARTNERGRAPH_LOG_LVEL: 'debug', DATABASE_URL: 'hunter2' };
    expect(() => loadConfigOrExit(env, { print: (line) => void printed.push(line), exit })).toThrow('exit 1');
    expect(printed).toEqual([
      'The configuration has 3 faults:',
      '  PORT: expected a whole number from 0 to 65535, came "http"',
      '  DATABASE_URL: expected an address that begins with postgres:// or postgresql://, came [redacted]',
      '  PARTNERGRAPH_LOG_LVEL: expected no variable of this name; did you mean PARTNERGRAPH_LOG_LEVEL?, came [not shown]',
    ]);
  });

  test('says what is missing outside a demonstration, and only that', () => {
    expect(faultsOf({})).toEqual(
      ['PARTNERGRAPH_JWKS_URL', 'PARTNERGRAPH_JWT_ISSUER', 'PARTNERGRAPH_JWT_AUDIENCE'].map((name) => ({
        name,
        expected: 'to be set, since this is no demonstration',
        came: 'nothing',
      })),
    );
  });
});

describe('a command of the operator’s', () => {
  test('needs nobody’s tokens, but does not pass over half of what trusts them', () => {
    expect(parseConfig({}).ok).toBe(false);
    expect(parseConfig({}, { takesTokens: false })).toMatchObject({ ok: true, config: { jwt: null } });
    const half = parseConfig({ PARTNERGRAPH_JWT_ISSUER: 'https://issuer.example' }, { takesTokens: false });
    expect(half).toMatchObject({
      ok: false,
      faults: [{ name: 'PARTNERGRAPH_JWKS_URL' }, { name: 'PARTNERGRAPH_JWT_AUDIENCE' }],
    });
  });
});
