import { describe, expect, test } from '@jest/globals';
import { changedAt, isBefore, isDescending, later } from '../../../../vendors/microsoft/referrals/watermark.ts';

const at = (updatedDateTime: unknown): { updatedDateTime: string } => ({ updatedDateTime: updatedDateTime as string });

describe('the watermark of the referrals', () => {
  test('tells changes within one millisecond apart', () => {
    const earlier = '2026-04-02T10:15:03.1234567Z';
    const latest = '2026-04-02T10:15:03.1234568Z';
    expect(later(earlier, latest)).toBe(latest);
    expect(later(latest, earlier)).toBe(latest);
    expect(isBefore(at(earlier), latest)).toBe(true);
    expect(isBefore(at(latest), latest)).toBe(false);
  });

  test('compares moments, not texts', () => {
    expect(isBefore(at('2026-04-02T10:15:03Z'), '2026-04-02T10:15:03.0000000Z')).toBe(false);
    expect(isBefore(at('2026-04-02T11:15:03+02:00'), '2026-04-02T10:15:03Z')).toBe(true);
  });

  test('an item without a readable date is never older', () => {
    expect(changedAt(at('soon'))).toBeNull();
    expect(isBefore(at('soon'), '2026-04-02T10:15:03Z')).toBe(false);
    expect(isBefore(at(17), '2026-04-02T10:15:03Z')).toBe(false);
    expect(isBefore('text', '2026-04-02T10:15:03Z')).toBe(false);
  });

  test('without a watermark nothing is older', () => {
    expect(isBefore(at('2001-04-02T10:15:03Z'), null)).toBe(false);
  });

  test('an order with equal and with missing dates is still an order', () => {
    expect(isDescending([at('2026-04-03T00:00:00Z'), {}, at('2026-04-03T00:00:00Z'), at('2026-04-02T00:00:00Z')])).toBe(
      true,
    );
    expect(isDescending([at('2026-04-02T00:00:00Z'), at('2026-04-03T00:00:00Z')])).toBe(false);
  });
});
