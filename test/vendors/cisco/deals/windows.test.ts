import { describe, expect, test } from '@jest/globals';
import { allWindows, isWanted, recentWindows, windowsSince } from '../../../../vendors/cisco/deals/windows.ts';

const TODAY = '2026-04-15';

describe('the ranges that deals are asked for by', () => {
  test('cover three years back and ahead by the end of the deal, without a gap', () => {
    const ends = allWindows(TODAY).filter((window) => window.by === 'expiration');
    expect(ends.map(({ from, to }) => [from, to])).toEqual([
      ['2023-01-01', '2024-01-01'],
      ['2024-01-01', '2025-01-01'],
      ['2025-01-01', '2026-01-01'],
      ['2026-01-01', '2027-01-01'],
      ['2027-01-01', '2028-01-01'],
      ['2028-01-01', '2029-01-01'],
      ['2029-01-01', '2030-01-01'],
    ]);
  });

  test('ask by approval only for deals that no range by end brings', () => {
    const [approval] = allWindows(TODAY).filter((window) => window.by === 'approval');
    expect(approval).toBeDefined();
    for (const endsOn of ['2023-01-01', '2026-07-01', '2030-01-01']) expect(isWanted(approval!, endsOn)).toBe(false);
    for (const endsOn of [null, '2022-12-31', '2030-01-02']) expect(isWanted(approval!, endsOn)).toBe(true);
  });

  test('of a run with a watermark are what was approved or ended since, with two days to spare', () => {
    const range = { from: '2026-04-12', to: '2026-04-16', except: null };
    expect(windowsSince('2026-04-14', TODAY)).toEqual([
      { by: 'approval', ...range },
      { by: 'expiration', ...range },
    ]);
  });

  test.each([null, 'yesterday', '2026-02-30', '2026-04-16'])('watermark %j is none: everything is read', (since) => {
    expect(windowsSince(since, TODAY)).toEqual(allWindows(TODAY));
  });

  test('of a short run lie within those of a run that reads everything, so no deal comes and goes', () => {
    const all = allWindows(TODAY);
    for (const recent of recentWindows('2026-04-14', TODAY)) {
      const sameKind = all.filter((window) => window.by === recent.by);
      expect(sameKind.some((window) => window.from <= recent.from && recent.to <= window.to)).toBe(true);
    }
  });
});
