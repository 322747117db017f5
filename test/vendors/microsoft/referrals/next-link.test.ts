import { describe, expect, test } from '@jest/globals';
import { skipTokenOf } from '../../../../vendors/microsoft/referrals/next-link.ts';

const BASE = 'http://127.0.0.1:4010/microsoft/partner';

function token(link: string): string {
  return skipTokenOf(link, BASE, 'referrals.list');
}

describe('the next link of a list', () => {
  test.each([
    ['http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=k1x9', 'k1x9'],
    ['https://api.partner.microsoft.com/v1.0/engagements/referrals?$top=5&$skiptoken=k1x9', 'k1x9'],
    ['http://127.0.0.1:4010/v1.0/referrals?%24skiptoken=k1x9', 'k1x9'],
    ['/v1.0/referrals?$skiptoken=k1x9', 'k1x9'],
    ['?$skipToken=k1x9', 'k1x9'],
    ['/x?$skiptoken=a%2Bb%2F%3D', 'a+b/='],
    ['/x?$skiptoken=a+b/=', 'a+b/='],
  ])('%s gives only its token', (link, expected) => {
    expect(token(link)).toBe(expected);
  });

  test.each([
    ['https://evil.example/v1.0/referrals?$skiptoken=k1x9', 'another host'],
    ['//evil.example/v1.0/referrals?$skiptoken=k1x9', 'another host'],
    ['http://127.0.0.1:4011/v1.0/referrals?$skiptoken=k1x9', 'another host'],
    ['https://api.partner.microsoft.com.evil.example/?$skiptoken=k1x9', 'another host'],
    ['https://api.partner.microsoft.com@evil.example/?$skiptoken=k1x9', 'another host'],
    ['https://api.partner.microsoft.com/v1.0/referrals?$skip=50', 'expected a $skiptoken'],
    ['/v1.0/referrals?$skiptoken=', 'expected a $skiptoken'],
    ['/v1.0/referrals?$skiptoken=%E0%A4%A', 'expected a $skiptoken'],
    ['http://[', 'expected an address'],
  ])('%s is refused', (link, reason) => {
    expect(() => token(link)).toThrow(reason);
  });

  test('a refused link is not repeated in the message', () => {
    expect(() => token('https://evil.example/?$skiptoken=secret-token')).not.toThrow(/evil|secret-token/);
  });
});
