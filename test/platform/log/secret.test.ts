import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../platform/log/secret.ts';

describe('a Secret', () => {
  const secret = new Secret({ key: 'hunter2' });

  test.each([
    ['JSON', JSON.stringify({ secret })],
    ['a template', `${String(secret)}`],
    ['concatenation', '' + (secret as unknown as string)],
    ['the inspector', inspect(secret, { showHidden: true, depth: 9 })],
    ['the inspector, nested', inspect({ a: [secret] }, { depth: 9 })],
    ['its entries', JSON.stringify(Object.entries(secret))],
    ['a copy', JSON.stringify({ ...secret })],
    ['a structured clone', inspect(structuredClone(secret))],
  ])('is not seen in %s', (_where, shown) => {
    expect(shown).not.toContain('hunter2');
  });

  test('says what it is where it is printed', () => {
    expect(JSON.stringify([secret])).toBe('["[secret]"]');
    expect(inspect(secret)).toBe('[secret]');
  });

  test('gives its value only when asked', () => {
    expect(secret.reveal()).toEqual({ key: 'hunter2' });
  });
});
