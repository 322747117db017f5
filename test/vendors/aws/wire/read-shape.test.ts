import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { accountOf, idOf } from '../../../../vendors/aws/wire/ids.ts';
import { readListPage } from '../../../../vendors/aws/wire/list-page.ts';
import { readShape } from '../../../../vendors/aws/wire/read-shape.ts';
import { requiredStamp, requiredWord } from '../../../../vendors/aws/wire/atoms.ts';

const shape = z.object({ 'a/b~c': z.array(z.object({ When: requiredStamp, Id: requiredWord })) });
const MEMBERS = { rows: 'Rows', token: 'NextToken' };

test.each([
  [{ 'a/b~c': [{ When: 'secret', Id: 'x' }] }, '/a~1b~0c/0/When', 'expected an RFC 3339 timestamp, got another string'],
  [{ 'a/b~c': [{ When: 5, Id: 'x' }] }, '/a~1b~0c/0/When', 'expected string, got another number'],
  [{ 'a/b~c': [{ When: '2026-01-01T00:00:00Z' }] }, '/a~1b~0c/0/Id', 'expected string, got nothing'],
  [{ 'a/b~c': [{ When: '2026-01-01T00:00:00Z', Id: '' }] }, '/a~1b~0c/0/Id', 'expected text, got an empty string'],
  [{ 'a/b~c': { secret: 1 } }, '/a~1b~0c', 'expected array, got object'],
  [['secret'], '', 'expected object, got array'],
  [null, '', 'expected object, got null'],
])('a fault names its place and types, never the value: %j', (json, path, problem) => {
  expect(readShape(shape, json as never, '/payload')).toEqual({
    ok: false,
    fault: { path: `/payload${path}`, problem },
  });
});

test('members that are not known are ignored', () => {
  const json = { 'a/b~c': [], Newcomer: { deep: [1] } };
  expect(readShape(shape, json)).toEqual({ ok: true, value: { 'a/b~c': [] } });
});

test('a page is its rows with their places, and the token of the next', () => {
  expect(readListPage('ListThings', MEMBERS, { Rows: [{ Id: 'x' }, 7], NextToken: 'AAMA-EFRS' })).toEqual({
    rows: [
      { json: { Id: 'x' }, at: '/Rows/0' },
      { json: 7, at: '/Rows/1' },
    ],
    nextToken: 'AAMA-EFRS',
  });
});

test.each([[null], [undefined], ['']])('a token of %p ends the list', (token) => {
  expect(
    readListPage('ListThings', MEMBERS, { Rows: null, ...(token === undefined ? {} : { NextToken: token }) }),
  ).toEqual({ rows: [], nextToken: null });
});

test.each([[{}], [{ Rows: {}, NextToken: null }], [{ Rows: [], NextToken: 5 }], [[]], ['text']])(
  'an answer of %j is no page and ends the run',
  (json) => {
    expect(() => readListPage('ListThings', MEMBERS, json as never)).toThrow(/form that can't be read/);
  },
);

test('an ARN gives its identifier and its account', () => {
  expect(idOf('arn:aws:partnercentral:us-east-1::catalog/AWS/benefit/ben-1')).toBe('ben-1');
  expect(idOf('ben-1')).toBe('ben-1');
  expect(accountOf('arn:aws:partnercentral:us-east-1:111122223333:catalog/AWS/partner/p')).toBe('111122223333');
  expect(accountOf('arn:aws:partnercentral:us-east-1::catalog/AWS/benefit/ben-1')).toBeNull();
  expect(accountOf('ben-1')).toBeNull();
  expect(accountOf(null)).toBeNull();
});
