import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bidStatus, consumptionOf, dateIn, daysLeft } from '../../../subgraphs/deals/special-bid-status.ts';

describe('the status of a special bid', () => {
  test.each([
    ['2026-06-16', 'APPROVED', 1],
    ['2026-06-15', 'APPROVED', 0],
    ['2026-06-14', 'EXPIRED', -1],
    [null, 'UNKNOWN', null],
  ] as const)('with the last day %s is %s on 15 June', (expiresOn, status, left) => {
    expect(bidStatus(expiresOn, '2026-06-15')).toBe(status);
    expect(daysLeft(expiresOn, '2026-06-15')).toBe(left);
  });
});

describe('how much of a special bid is ordered', () => {
  const lines = (...quantities: ReadonlyArray<readonly [number, number]>) =>
    quantities.map(([approvedQuantity, remainingQuantity]) => ({ approvedQuantity, remainingQuantity }));

  test.each([
    ['nothing, while every line is whole', lines([5, 5], [1, 1]), 'OPEN'],
    ['something, once one line is touched', lines([5, 5], [3, 2]), 'PARTIAL'],
    ['something, while one line has anything left', lines([5, 0], [3, 3]), 'PARTIAL'],
    ['everything, when no line has anything left', lines([5, 0], [3, 0]), 'USED_UP'],
    ['nothing, when more is left than was granted', lines([5, 7]), 'OPEN'],
    ['not known, without lines', lines(), 'UNKNOWN'],
  ])('is %s', (_title, quantities, expected) => {
    expect(consumptionOf(quantities)).toBe(expected);
  });
});

describe('the date in a zone', () => {
  test.each([
    ['2026-06-15T03:30:00.000Z', 'UTC', '2026-06-15'],
    ['2026-06-15T03:30:00.000Z', 'America/New_York', '2026-06-14'],
    ['2026-06-15T22:30:00.000Z', 'Asia/Tokyo', '2026-06-16'],
    ['2026-01-01T00:00:00.000Z', 'Pacific/Honolulu', '2025-12-31'],
    ['2026-06-15T03:30:00.000Z', 'Nowhere/At_All', '2026-06-15'],
  ])('at %s in %s is %s', (instant, zone, date) => {
    expect(dateIn(zone, new Date(instant))).toBe(date);
  });

  test('in UTC is the instant’s own date, whenever it is', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (instant) => {
          expect(dateIn('UTC', instant)).toBe(instant.toISOString().slice(0, 10));
        },
      ),
    );
  });
});
