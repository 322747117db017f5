import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../platform/config/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const DEMO = { PARTNERGRAPH_DEMO: 'true' };
const SIX = ['partners', 'programs', 'certifications', 'benefits', 'deals', 'connections'];
const urls = (names: readonly string[]): string => names.map((name) => `${name}=http://h/${name}`).join(',');

/** `NAME: expected …` of every fault. */
function faults(env: Record<string, string>): readonly string[] {
  const parsed = parseConfig(env);
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.name}: ${fault.expected}`);
}

describe('one value at fault is one fault, which names what was expected', () => {
  const address = 'an http or https address without password, query or fragment';
  test.each([
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '80.5', 'a whole number from 0 to 65535'],
    ['PORT', '4000 ', 'a whole number from 0 to 65535'],
    ['HOST', 'http://x', 'a host name or an IP address without a port'],
    ['DATABASE_URL', 'mysql://h/d', 'an address that begins with postgres:// or postgresql://'],
    ['REDIS_URL', 'cache:6379', 'an address that begins with redis:// or rediss://'],
    ['PARTNERGRAPH_SQL_TIMEOUT_MS', '0', 'a whole number of milliseconds from 10 to 600000'],
    ['PARTNERGRAPH_SUBGRAPH_TIMEOUT_MS', '5s', 'a whole number of milliseconds from 10 to 600000'],
    ['PARTNERGRAPH_MAX_BODY_BYTES', '1', 'a whole number of bytes from 1024 to 16777216'],
    ['PARTNERGRAPH_OPERATION_LIMITS', 'deep', 'JSON such as {"depth":12,"aliases":50}'],
    ['PARTNERGRAPH_OPERATION_LIMITS', '{"depth":0}', 'at depth a whole number above 0'],
    [
      'PARTNERGRAPH_OPERATION_LIMITS',
      '{"width":9}',
      'an object with some of tokens, depth, aliases, rootFields, directives, fragments, fields, inputValues',
    ],
    ['PARTNERGRAPH_MAX_COST', '0', 'a whole number of points from 1 to 1000000000'],
    ['PARTNERGRAPH_MAX_IN_FLIGHT', 'all', 'a whole number of operations from 1 to 100000'],
    ['PARTNERGRAPH_REQUEST_TIMEOUT_MS', '1', 'a whole number of milliseconds from 10 to 600000'],
    ['PARTNERGRAPH_PERSISTED_DOCUMENTS', 'on', 'one of off, log, enforce'],
    ['PARTNERGRAPH_FRESHNESS_SECONDS', '1e3', 'a whole number of seconds from 1 to 31536000'],
    ['PARTNERGRAPH_FILE_FRESHNESS_DAYS', '0', 'a whole number of days from 1 to 3650'],
    ['PARTNERGRAPH_LOG_LEVEL', 'verbose', 'one of trace, debug, info, warn, error, fatal, silent'],
    ['PARTNERGRAPH_CONTEXT_KEY', 'short', 'base64 of 32 bytes, or several of these separated by commas'],
    ['PARTNERGRAPH_CONTEXT_SKEW_SECONDS', '31', 'a whole number of seconds from 0 to 30'],
    ['PARTNERGRAPH_SECRET_KEY', 'short', 'base64 of 32 bytes, or several of these separated by commas'],
    ['PARTNERGRAPH_SECRET_KEY', `${KEY},short`, 'base64 of 32 bytes, or several of these separated by commas'],
    ['PARTNERGRAPH_VENDOR_ENDPOINTS', '{aws}', 'JSON such as {"aws":{"selling":"https://…"}}'],
    ['PARTNERGRAPH_VENDOR_ENDPOINTS', '[]', 'an object with vendor ids'],
    ['PARTNERGRAPH_VENDOR_ENDPOINTS', '{"aws":"http://h"}', 'at aws an object with service names'],
    ['PARTNERGRAPH_VENDOR_ENDPOINTS', '{"aws":{"selling":"ftp://h"}}', `at aws.selling ${address}`],
    ['PARTNERGRAPH_VENDOR_ENDPOINTS', '{"aws":{"selling":"http://u:p@h"}}', `at aws.selling ${address}`],
    ['PARTNERGRAPH_DOWNLOAD_HOSTS', '{"microsoft":"h"}', 'at microsoft a list of hosts'],
    ['PARTNERGRAPH_DOWNLOAD_HOSTS', '{"microsoft":["http://h"]}', 'at microsoft.0 a host name or *.suffix'],
    [
      'PARTNERGRAPH_QUOTA_OVERRIDES',
      '{"aws":{"read":{"limit":0,"periodMs":1000}}}',
      'at aws.read.limit a whole number of calls above 0',
    ],
    [
      'PARTNERGRAPH_QUOTA_OVERRIDES',
      '{"aws":{"read":{"limit":1,"periodMs":1,"burst":2}}}',
      'at aws.read an object with limit and periodMs and nothing else',
    ],
    ['PARTNERGRAPH_SUBGRAPH_URLS', urls(SIX.slice(1)), 'an address for every subgraph, also for partners'],
    ['PARTNERGRAPH_SUBGRAPH_URLS', `${urls(SIX)},deals=http://h`, 'deals to be named once'],
    ['PARTNERGRAPH_SUBGRAPH_URLS', `${urls(SIX)},leads=http://h`, `each name to be one of ${SIX.join(', ')}`],
    ['PARTNERGRAPH_SUBGRAPH_URLS', urls(SIX).replace('http://h/deals', 'h:4001'), `deals to be ${address}`],
  ])('%s=%s', (name, text, expected) => {
    expect(faults({ ...DEMO, PARTNERGRAPH_CONTEXT_KEY: KEY, [name]: text })).toEqual([`${name}: ${expected}`]);
  });

  test('persisted documents that are not off need their manifest', () => {
    const expected = ['PARTNERGRAPH_PERSISTED_MANIFEST: to be set, since persisted documents are not off'];
    for (const mode of ['log', 'enforce']) {
      expect(faults({ ...DEMO, PARTNERGRAPH_PERSISTED_DOCUMENTS: mode })).toEqual(expected);
    }
    expect(faults({ ...DEMO, PARTNERGRAPH_PERSISTED_DOCUMENTS: 'off' })).toEqual([]);
  });

  test('a key set that is no address is named beside the two that are missing with it', () => {
    expect(faults({ ...DEMO, PARTNERGRAPH_JWKS_URL: 'login' })).toEqual([
      `PARTNERGRAPH_JWKS_URL: ${address}`,
      'PARTNERGRAPH_JWT_ISSUER: to be set, since others of its kind are set',
      'PARTNERGRAPH_JWT_AUDIENCE: to be set, since others of its kind are set',
    ]);
  });

  test('a demonstration that is neither true nor false is one fault, not four', () => {
    expect(faults({ PARTNERGRAPH_DEMO: 'yes' })).toEqual(['PARTNERGRAPH_DEMO: true or false']);
  });
});

describe('the key for stored credentials', () => {
  const tokens = {
    PARTNERGRAPH_JWKS_URL: 'https://l.example/keys',
    PARTNERGRAPH_JWT_ISSUER: 'i',
    PARTNERGRAPH_JWT_AUDIENCE: 'a',
  };
  const shared = { ...tokens, DATABASE_URL: 'postgres://db/graph' };

  test('must be given for a database that is not the embedded one', () => {
    expect(faults(shared)).toEqual([expect.stringMatching(/^PARTNERGRAPH_SECRET_KEY: to be set, here or as/)]);
    expect(faults({ ...shared, PARTNERGRAPH_SECRET_KEY: KEY })).toEqual([]);
    expect(faults({ ...shared, PARTNERGRAPH_SECRET_KEY_FILE: '/run/secrets/key' })).toEqual([]);
    expect(faults(tokens)).toEqual([]);
    expect(faults({ ...DEMO, DATABASE_URL: 'postgres://db/graph' })).toEqual([]);
  });

  test('is given in one place only', () => {
    expect(faults({ ...shared, PARTNERGRAPH_SECRET_KEY: KEY, PARTNERGRAPH_SECRET_KEY_FILE: 'k' })).toEqual([
      'PARTNERGRAPH_SECRET_KEY_FILE: not to be set together with PARTNERGRAPH_SECRET_KEY',
    ]);
  });
});

describe('the key that calls of subgraphs are signed with', () => {
  const elsewhere = { ...DEMO, PARTNERGRAPH_SUBGRAPH_URLS: urls(SIX) };

  test('must be given where subgraphs run elsewhere, and nowhere else', () => {
    expect(faults(elsewhere)).toEqual([
      'PARTNERGRAPH_CONTEXT_KEY: to be set, here or as PARTNERGRAPH_CONTEXT_KEY_FILE, since subgraphs run elsewhere',
    ]);
    expect(faults({ ...elsewhere, PARTNERGRAPH_CONTEXT_KEY: KEY })).toEqual([]);
    expect(faults({ ...elsewhere, PARTNERGRAPH_CONTEXT_KEY_FILE: '/run/secrets/context' })).toEqual([]);
    expect(faults(DEMO)).toEqual([]);
  });

  test('is given in one place only, and is not shown', () => {
    const both = { ...DEMO, PARTNERGRAPH_CONTEXT_KEY: KEY, PARTNERGRAPH_CONTEXT_KEY_FILE: 'k' };
    expect(faults(both)).toEqual([
      'PARTNERGRAPH_CONTEXT_KEY_FILE: not to be set together with PARTNERGRAPH_CONTEXT_KEY',
    ]);
    const wrong = parseConfig({ ...DEMO, PARTNERGRAPH_CONTEXT_KEY: 'hunter2' });
    expect(inspect(wrong, { depth: 9 })).not.toContain('hunter2');
  });
});

describe('a misspelt variable is a fault, with the name that was meant', () => {
  test.each([
    ['PARTNERGRAPH_SECRETKEY', 'PARTNERGRAPH_SECRET_KEY'],
    ['PARTNERGRAPH_JWT_AUDIANCE', 'PARTNERGRAPH_JWT_AUDIENCE'],
    ['PARTNERGRAPH_DATA_DIRECTORY', null],
    ['PARTNERGRAPH_WHATEVER_ELSE', null],
    [`PARTNERGRAPH_${'X'.repeat(5000)}`, null],
  ])('%s', (name, meant) => {
    const hint = meant === null ? '' : `; did you mean ${meant}?`;
    expect(faults({ ...DEMO, [name]: 'x' })).toEqual([`${name}: no variable of this name${hint}`]);
  });
});

describe('what came', () => {
  test('is never shown where it may be secret', () => {
    const secret = 'hunter2';
    const parsed = parseConfig({
      DATABASE_URL: secret,
      REDIS_URL: `x://u:${secret}@h`,
      PARTNERGRAPH_SECRET_KEY: secret,
      PARTNERGRAPH_SECRETKEY: secret,
      PARTNERGRAPH_JWKS_URL: `https://u:${secret}@login.example/keys`,
      PARTNERGRAPH_VENDOR_ENDPOINTS: `{"aws":{"selling":"https://u:${secret}@h"}}`,
      PARTNERGRAPH_LOG_LEVEL: `Bearer ${secret}-and-more`,
    });
    expect(parsed.ok).toBe(false);
    expect(inspect(parsed, { depth: 9 })).not.toContain(secret);
  });

  test('is cut short when it is long', () => {
    const parsed = parseConfig({ ...DEMO, PORT: '9'.repeat(5000) });
    expect(parsed).toMatchObject({ ok: false, faults: [{ came: `"${'9'.repeat(80)}…"` }] });
  });
});
