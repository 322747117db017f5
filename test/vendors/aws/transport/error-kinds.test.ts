import { describe, expect, test } from '@jest/globals';
import * as account from '@aws-sdk/client-partnercentral-account';
import * as benefits from '@aws-sdk/client-partnercentral-benefits';
import * as channel from '@aws-sdk/client-partnercentral-channel';
import * as selling from '@aws-sdk/client-partnercentral-selling';
import { ERROR_KINDS, kindOfAnswer, type ErrorAnswer } from '../../../../vendors/aws/transport/error-kinds.ts';

function kind(answer: Partial<ErrorAnswer>) {
  return kindOfAnswer({ status: 400, name: null, reason: null, fields: [], paged: false, ...answer });
}

test('every error the four SDK clients know has a kind of its own choosing', () => {
  const names = [account, benefits, channel, selling]
    .flatMap((sdk) => Object.keys(sdk))
    .filter((name) => name.endsWith('Exception') && !name.endsWith('ServiceException'));
  expect(new Set(names).size).toBeGreaterThanOrEqual(7);
  expect(names.filter((name) => !(name in ERROR_KINDS))).toEqual([]);
});

describe('an error by name', () => {
  test.each([
    ['ThrottlingException', 'rate_limited'],
    ['TooManyRequestsException', 'rate_limited'],
    ['ServiceQuotaExceededException', 'quota_exceeded'],
    ['AccessDeniedException', 'auth_expired'],
    ['UnrecognizedClientException', 'auth_expired'],
    ['InvalidSignatureException', 'auth_expired'],
    ['ExpiredTokenException', 'auth_expired'],
    ['ValidationException', 'refused'],
    ['ResourceNotFoundException', 'refused'],
    ['ConflictException', 'refused'],
    ['UnknownOperationException', 'refused'],
    ['InternalServerException', 'upstream_error'],
    ['ServiceUnavailableException', 'upstream_error'],
  ])('%s is %s, whatever HTTP status it comes with', (name, expected) => {
    expect([400, 429, 500].map((status) => kind({ name, status }))).toEqual([expected, expected, expected]);
  });
});

describe('an error whose name says nothing', () => {
  test.each([
    [429, 'rate_limited'],
    [402, 'quota_exceeded'],
    [401, 'auth_expired'],
    [403, 'auth_expired'],
    [418, 'refused'],
    [302, 'upstream_error'],
    [503, 'upstream_error'],
  ])('is read by its HTTP status %i', (status, expected) => {
    expect(kind({ name: 'NewcomerException', status })).toBe(expected);
  });
});

test.each([
  [403, 'upstream_error'],
  [404, 'upstream_error'],
  [502, 'upstream_error'],
  [429, 'rate_limited'],
])('a body that is no AWS error, with status %i, blames neither key nor request', (status, expected) => {
  expect(kind({ name: null, status })).toBe(expected);
});

describe('a request that AWS finds invalid', () => {
  const name = 'ValidationException';
  test.each([
    ['with a page token and no field named', { paged: true, fields: [] }, 'resume_rejected'],
    ['with a page token that is named', { paged: true, fields: ['nextToken'] }, 'resume_rejected'],
    ['with a page token, for another field', { paged: true, fields: ['MaxResults'] }, 'refused'],
    ['without a page token', { paged: false, fields: ['NextToken'] }, 'refused'],
  ])('%s', (_, answer, expected) => {
    expect(kind({ name, ...answer })).toBe(expected);
  });
});

test('being denied for the standing of the partner is a refusal, not a matter of the key', () => {
  expect(kind({ name: 'AccessDeniedException', reason: 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE' })).toBe('refused');
  expect(kind({ name: 'AccessDeniedException', reason: 'ACCESS_DENIED' })).toBe('auth_expired');
});
