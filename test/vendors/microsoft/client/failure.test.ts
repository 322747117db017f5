import { describe, expect, test } from '@jest/globals';
import type { VendorError } from '../../../../platform/vendor/vendor-error.ts';
import { failureOf } from '../../../../vendors/microsoft/client/failure.ts';
import { PARTNER_CENTER_HOST, PARTNER_HOST } from '../../../../vendors/microsoft/client/hosts.ts';
import { readTokenAnswer } from '../../../../vendors/microsoft/client/token-answer.ts';

const NOW = new Date('2026-04-15T09:30:00Z');

interface Told {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pageToken?: boolean;
}

function answer(status: number, told: Told) {
  const body = typeof told.body === 'string' ? told.body : JSON.stringify(told.body ?? {});
  return { status, headers: told.headers ?? {}, body: Buffer.from(body) };
}

function partner(status: number, told: Told = {}): VendorError {
  const context = { operation: 'referrals.list', envelopes: PARTNER_HOST.envelopes, now: NOW };
  return failureOf(answer(status, told), { ...context, pageToken: told.pageToken });
}

function partnerCenter(status: number, told: Told = {}): VendorError {
  const context = { operation: 'profiles.mpn', envelopes: PARTNER_CENTER_HOST.envelopes, now: NOW };
  return failureOf(answer(status, told), context);
}

describe("Microsoft's error envelopes", () => {
  test('of the referrals host: the code, and the inner ones', () => {
    const body = {
      error: { code: 'accessDenied', message: 'No role for x@y.example', innerError: { code: 'roleMissing' } },
    };
    const error = partner(403, { body, headers: { 'request-id': '0d-1' } });
    expect(error).toMatchObject({
      kind: 'refused',
      vendorCode: 'accessDenied',
      httpStatus: 403,
      requestId: '0d-1',
      operation: 'referrals.list',
      message: 'Microsoft refused referrals.list (HTTP 403, accessDenied)',
    });
    expect((error.cause as Error).message).toBe('No role for x@y.example');
  });

  test.each([3000, '3000'])('of Partner Center: code %j as number or text', (code) => {
    const body = { code, description: 'Partner organisation not found', data: [], source: 'PartnerFD' };
    expect(partnerCenter(404, { body })).toMatchObject({ kind: 'refused', vendorCode: '3000' });
  });

  test('of throttling: a third form, with the wait in its header', () => {
    const body = { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' };
    const error = partnerCenter(429, { body, headers: { 'retry-after': '57' } });
    expect(error).toMatchObject({ kind: 'rate_limited', vendorCode: '429', retryAfterMs: 57_000 });
  });

  test.each(['INSUFFICIENT_CLAIMS', 'insufficient_claims'])('a demand for more claims, %s, needs a person', (code) => {
    const inner = { error: { code: 'accessDenied', innerError: { code: 'policy', innererror: { code } } } };
    expect(partner(403, { body: inner }).kind).toBe('auth_expired');
    expect(partner(403, { body: { error: code } }).kind).toBe('auth_expired');
    expect(partner(403, { headers: { 'www-authenticate': `Bearer error="${code}", claims="x"` } }).kind).toBe(
      'auth_expired',
    );
  });

  test.each(['<html>Bad gateway</html>', '', '[]', 'null', '{"error":null}', '{"error":{"code":{"a":1}}}'])(
    'a body that is none of them, %s, is still a fault of the service',
    (body) => {
      expect(partner(502, { body })).toMatchObject({ kind: 'upstream_error', vendorCode: undefined, httpStatus: 502 });
    },
  );

  test('inner errors without end do not hang the reader', () => {
    let error: Record<string, unknown> = { code: 'deepest' };
    for (let level = 0; level < 100; level += 1) error = { code: `level-${level}`, innerError: error };
    expect(partner(400, { body: { error } })).toMatchObject({ kind: 'refused', vendorCode: 'level-99' });
  });

  test('a code that looks like prose is not repeated', () => {
    expect(partner(400, { body: { error: { code: 'see https://host.example/x' } } }).message).not.toContain('host');
  });
});

describe('what an HTTP status means', () => {
  test.each([
    [400, 'refused'],
    [401, 'auth_expired'],
    [403, 'refused'],
    [404, 'refused'],
    [412, 'refused'],
    [423, 'refused'],
    [429, 'rate_limited'],
    [500, 'upstream_error'],
    [503, 'upstream_error'],
    [509, 'upstream_error'],
  ])('%i is %s', (status, kind) => {
    expect(partner(status).kind).toBe(kind);
  });

  test('503 with a time to come back is a limit, not a fault', () => {
    expect(partner(503, { headers: { 'retry-after': '3' } })).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 3000,
    });
  });

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Wed, 15 Apr 2026 09:31:30 GMT', 90_000],
    ['Wed, 15 Apr 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
  ])('Retry-After "%s" is %s milliseconds', (header, ms) => {
    expect(partner(429, { headers: { 'retry-after': header } }).retryAfterMs).toBe(ms);
  });

  test.each([400, 404, 410])('%i for a page token starts the run over', (status) => {
    expect(partner(status, { pageToken: true }).kind).toBe('resume_rejected');
  });

  test('403 for a page token is still a refusal', () => {
    expect(partner(403, { pageToken: true }).kind).toBe('refused');
  });
});

describe('the answer of the token endpoint', () => {
  function token(status: number, body: unknown) {
    return () => readTokenAnswer(answer(status, { body }), NOW);
  }

  test.each([3599, '3599'])('its numbers may be text: %j', (expiresIn) => {
    expect(token(200, { access_token: 'a', refresh_token: 'r', expires_in: expiresIn })()).toEqual({
      accessToken: 'a',
      refreshToken: 'r',
      expiresIn: 3599,
    });
  });

  test.each([{}, { access_token: 'a' }, { access_token: 'a', expires_in: 'soon' }, 'text'])(
    '%j is no token',
    (body) => {
      expect(token(200, body)).toThrow(expect.objectContaining({ kind: 'upstream_error' }));
    },
  );

  test.each([
    [400, 'invalid_grant', 'auth_expired'],
    [401, 'invalid_client', 'auth_expired'],
    [400, 'interaction_required', 'auth_expired'],
    [400, 'invalid_resource', 'refused'],
    [503, 'temporarily_unavailable', 'upstream_error'],
    [429, 'throttled', 'rate_limited'],
  ])('%i %s is %s', (status, error, kind) => {
    const body = { error, error_description: 'AADSTS70008: for user u', error_codes: [70008], trace_id: 't' };
    expect(token(status, body)).toThrow(expect.objectContaining({ kind, vendorCode: error }));
    expect(token(status, body)).not.toThrow(/AADSTS|user u/);
  });
});
