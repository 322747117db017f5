import { describe, expect, test } from '@jest/globals';
import { confirmErrors } from '../../../platform/writes/confirm-by-hand.ts';

const NOW = new Date('2026-06-15T23:30:00.000Z');
const told = (vendorNumber: string, submittedOn: string): string[] =>
  confirmErrors({ vendorNumber, submittedOn }, 'our-own', NOW).map(({ path, code }) => `${path} ${code}`);

describe('what a person says who brought something to a portal', () => {
  test('has a number of 1 to 120 characters and a day that is not to come', () => {
    expect(told('4711', '2026-06-15')).toEqual([]);
    expect(told('n'.repeat(120), '1999-12-31')).toEqual([]);
  });

  test('is told of everything that can not be meant', () => {
    expect(told('', '2026-06-16')).toEqual(['/vendorNumber INVALID', '/submittedOn OUT_OF_RANGE']);
    expect(told('n'.repeat(121), '2026-06-15')).toEqual(['/vendorNumber INVALID']);
    expect(told('our-own', '2026-06-15')).toEqual(['/vendorNumber INVALID']);
  });
});
