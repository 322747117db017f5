import { describe, expect, test } from '@jest/globals';
import type { VendorHttpResponse } from '../../../../platform/http/vendor-http.ts';
import type { SendOutcome } from '../../../../platform/vendor/write-contract.ts';
import { readODataEnvelope } from '../../../../vendors/microsoft/client/envelopes.ts';
import { failureOf } from '../../../../vendors/microsoft/client/failure.ts';
import { outcomeOfFailure } from '../../../../vendors/microsoft/writes/outcome.ts';

const NOW = new Date('2026-04-15T09:30:00.000Z');

function outcomeOf(
  status: number,
  body: unknown,
  options: { replans?: boolean; headers?: Record<string, string> } = {},
): SendOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer: VendorHttpResponse = { status, headers: options.headers ?? {}, body: Buffer.from(text) };
  const failure = failureOf(answer, { operation: 'referrals.patch', envelopes: [readODataEnvelope], now: NOW });
  return outcomeOfFailure({ answer, failure }, options.replans ?? false, NOW);
}

function refusal(error: Record<string, unknown>, status = 400): unknown {
  const outcome = outcomeOf(status, { error: { message: 'Ada Example may not see this.', ...error } });
  return outcome.kind === 'refused' ? outcome.errors : outcome;
}

describe("what an answer of Microsoft's amounts to", () => {
  test.each([
    ['/details/dealValue', '/value/amount'],
    ['details.dealValue', '/value/amount'],
    ['referral.details.currency', '/value/currency'],
    ['Details/ClosingDateTime', '/closeOn'],
    ['customerProfile/address/country', '/customer/country'],
    ['customerProfile.team[0].email', '/vendorFields/customerContact/email'],
    ['customerProfile.ids[0].id', '/customer/duns'],
    ['team/1/phoneNumber', '/vendorFields/partnerContact/phoneNumber'],
    ['team', '/vendorFields/partnerContact'],
    ['consent/consentToToShareInfoWithOthers', '/vendorFields/consentToShareInfoWithOthers'],
    ['details.requirements.solutions[2].id', '/vendorFields/solutionId'],
    ['details/requirements', '/products'],
    ['name', '/name'],
    ['salesStage', '/salesStage'],
    ['qualification', '/qualification'],
    ['referral', ''],
    ['', ''],
    ['<script>', ''],
  ])('a complaint about %j is one about %j', (target, path) => {
    expect(refusal({ code: 'invalidRequest', target })).toMatchObject([{ path, vendorCode: 'invalidRequest' }]);
  });

  test('the innermost target and the most detailed code count, and the text is not repeated', () => {
    const errors = refusal(
      {
        code: 'invalidRequest',
        target: 'referral',
        innerError: { code: 'invalidCurrency', target: 'details/currency', innererror: { code: 'unknownCode' } },
      },
      422,
    );

    expect(errors).toEqual([
      {
        path: '/value/currency',
        code: 'REFUSED_BY_VENDOR',
        message: 'Microsoft refused this value (HTTP 422: unknownCode)',
        vendorCode: 'unknownCode',
        editable: true,
      },
    ]);
  });

  test('a refusal that is no JSON is still a refusal', () => {
    expect(outcomeOf(400, '<html>Bad request</html>')).toMatchObject({
      kind: 'refused',
      errors: [{ path: '', code: 'REFUSED_BY_VENDOR', vendorCode: null }],
    });
  });

  test('404 says that there is no such deal', () => {
    expect(refusal({ code: 'itemNotFound', target: 'referral' }, 404)).toMatchObject([{ code: 'NOT_FOUND', path: '' }]);
  });

  test.each([
    [412, { error: { code: 'preconditionFailed' } }],
    [412, 'no JSON'],
    [409, { error: { code: 'generalException', innerError: { code: 'ResourceModified' } } }],
    [400, { error: { code: 'preconditionfailed' } }],
  ])('%i with %j means another version', (status, body) => {
    expect(outcomeOf(status, body)).toMatchObject({ kind: 'not_applied', cause: 'stale' });
  });

  test('a conflict of states is planned anew where there is a state to look at, and refused for a new deal', () => {
    const body = { error: { code: 'generalException' } };
    expect(outcomeOf(409, body, { replans: true })).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(outcomeOf(409, body, { replans: false })).toMatchObject({ kind: 'refused' });
  });

  test('423 is a lock, for as long as Microsoft says where it says so', () => {
    const body = { error: { code: 'generalException' } };
    expect(outcomeOf(423, body)).toMatchObject({ cause: 'locked', retryAfterMs: null, httpStatus: 423 });
    expect(outcomeOf(423, body, { headers: { 'retry-after': '30' } })).toMatchObject({ retryAfterMs: 30_000 });
  });

  test.each([
    [401, {}],
    [403, { error: { code: 'accessDenied', innerError: { code: 'insufficient_claims' } } }],
  ])('%i %j needs a person, and had no effect', (status, body) => {
    expect(outcomeOf(status, body)).toMatchObject({ kind: 'not_applied', cause: 'auth' });
  });

  test.each([408, 500, 501, 502, 503, 504, 507, 509])('%i proves nothing', (status) => {
    expect(outcomeOf(status, { error: { code: 'generalException' } })).toMatchObject({
      kind: 'unknown',
      httpStatus: status,
    });
  });

  test.each([
    [{ 'retry-after': '3' }, 503, 3_000],
    [{ 'retry-after': 'Wed, 15 Apr 2026 09:31:00 GMT' }, 429, 60_000],
    [{}, 429, null],
  ])('%j beside %i is a limit', (headers, status, retryAfterMs) => {
    expect(outcomeOf(status, '', { headers: headers as Record<string, string> })).toMatchObject({
      kind: 'not_applied',
      cause: 'throttled',
      retryAfterMs,
    });
  });
});
