import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cacheKey, prefixOf, scopePrefix, type CacheKeyParts } from '../../../platform/cache/cache-key.ts';

const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
const tricky = fc.constantFrom('a', '{', '}', '|', '}{', 'a|b', '%7C', '*', ' ');
const part = fc.oneof(fc.string(), fc.constantFrom('1', 1, null, 'null', true, 'true', ''), fc.integer());
const parts: fc.Arbitrary<CacheKeyParts> = fc.record({
  tenant: fc.oneof(tricky, name),
  scope: fc.oneof(tricky, name),
  parts: fc.array(part, { maxLength: 3 }),
});

describe('a cache key', () => {
  test('is the same for the same and another for anything else', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same =
          JSON.stringify([one.tenant, one.scope, one.parts]) ===
          JSON.stringify([other.tenant, other.scope, other.parts]);
        expect(cacheKey(one) === cacheKey(other)).toBe(same);
        expect(cacheKey(one)).toBe(cacheKey({ ...one }));
      }),
      { numRuns: 2000 },
    );
  });

  test('begins with its scope, and with no other scope', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = one.tenant === other.tenant && one.scope === other.scope;
        expect(prefixOf(cacheKey(one))).toBe(scopePrefix(one));
        expect(cacheKey(one).startsWith(scopePrefix(other))).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });

  test('does not show its parts, which may be personal data', () => {
    expect(cacheKey({ tenant: 't', scope: 's', parts: ['jane@example.org'] })).not.toContain('jane');
  });

  test.each([
    ['without a tenant', { tenant: '', scope: 's', parts: [] }, 'tenant must not be empty'],
    ['without a scope', { tenant: 't', scope: '', parts: [] }, 'scope must not be empty'],
    ['with a tenant of broken text', { tenant: '\uD800', scope: 's', parts: [] }, 'tenant must be well-formed'],
    ['with a part that is no number', { tenant: 't', scope: 's', parts: [Number.NaN] }, 'must be finite'],
  ])('can not be made %s', (_how, keyParts, message) => {
    expect(() => cacheKey(keyParts)).toThrow(message);
  });
});
