import { expect, test } from '@jest/globals';
import { accountOf, idOf } from '../../../../vendors/aws/wire/ids.ts';
import { readListPage } from '../../../../vendors/aws/wire/list-page.ts';

const MEMBERS = { rows: 'Rows', token: 'NextToken' };

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
