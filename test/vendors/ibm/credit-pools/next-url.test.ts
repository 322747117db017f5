import { describe, expect, test } from '@jest/globals';
import { nextQueryOf } from '../../../../vendors/ibm/credit-pools/next-url.ts';

const OWN = { base: 'https://gateway.example/ibm', partnerId: 'enterprise-1', operation: 'credit-pools.list' };

describe('the link to the next page', () => {
  test.each([
    'https://gateway.example/ibm/v1/credit-pools?partner_id=enterprise-1&start=a%2Bb',
    'https://gateway.example/v1/credit-pools?partner_id=enterprise-1&start=a%2Bb',
    '/v1/credit-pools?partner_id=enterprise-1&start=a%2Bb',
    '/ibm/v1/credit-pools?partner_id=enterprise-1&start=a%2Bb',
  ])('%s gives its query, as it is written', (link) => {
    expect(nextQueryOf(link, OWN)).toBe('?partner_id=enterprise-1&start=a%2Bb');
  });

  test('needs not name the partner again', () => {
    expect(nextQueryOf('?start=x', { ...OWN, base: 'https://h.example/v1/credit-pools' })).toBe('?start=x');
  });

  test.each([
    ['another host', 'https://partner.cloud.ibm.com/v1/credit-pools?start=x'],
    ['another host', '//evil.example/v1/credit-pools?start=x'],
    ['another host', 'https://gateway.example:8443/v1/credit-pools?start=x'],
    ['another host', 'http://gateway.example/v1/credit-pools?start=x'],
    ['another host', 'file:///v1/credit-pools?start=x'],
    ['another path', '/v1/billing-options?start=x'],
    ['another path', '/ibm/v1/credit-pools/../admin?start=x'],
    ['another partner', '/v1/credit-pools?partner_id=enterprise-2&start=x'],
    ['another partner', '/v1/credit-pools?partner_id=enterprise-1&partner_id=enterprise-2'],
    ['expected a query', '/v1/credit-pools'],
    ['expected an address', 'https://'],
  ])('is not followed to %s: %s', (problem, link) => {
    expect(() => nextQueryOf(link, OWN)).toThrow(problem);
  });

  test('that is refused is not repeated in the message', () => {
    expect(() => nextQueryOf('https://evil.example/?secret', OWN)).not.toThrow(/evil|secret/);
  });
});
