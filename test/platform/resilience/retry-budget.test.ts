import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RetryBudget, RETRY_REASONS } from '../../../platform/resilience/retry-budget.ts';
import { RetryBudgets } from '../../../platform/resilience/retry-budgets.ts';

function spend(budget: RetryBudget, reason: 'transient' | 'throttle'): number {
  let retries = 0;
  while (budget.tryTake(reason)) retries += 1;
  return retries;
}

describe('a retry budget', () => {
  test('pays for 35 retries after transient faults or 100 after throttled calls, then for none', () => {
    expect(spend(new RetryBudget(), 'transient')).toBe(35);
    expect(spend(new RetryBudget(), 'throttle')).toBe(100);
  });

  test('that reaches for no transient retry may still reach for a throttled one', () => {
    const budget = new RetryBudget();
    spend(budget, 'transient');
    expect([budget.available, budget.tryTake('throttle'), budget.tryTake('transient')]).toEqual([10, true, false]);
  });

  test('wins a retry back by as many successes as the retry costs', () => {
    const budget = new RetryBudget();
    spend(budget, 'throttle');
    for (let call = 0; call < 4; call += 1) budget.succeeded();
    expect(budget.tryTake('throttle')).toBe(false);
    budget.succeeded();
    expect(budget.tryTake('throttle')).toBe(true);
  });

  test('never falls below nothing nor rises above its capacity, whatever happens', () => {
    const event = fc.constantFrom(...RETRY_REASONS, 'success' as const);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 400 }), (events) => {
        const budget = new RetryBudget({ capacity: 100 });
        for (const one of events) {
          const before = budget.available;
          if (one === 'success') budget.succeeded();
          else if (!budget.tryTake(one)) expect(budget.available).toBe(before);
          expect(budget.available).toBeGreaterThanOrEqual(0);
          expect(budget.available).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

describe('retry budgets', () => {
  test('are one a connection: a connection that fails does not use up the retries of another', () => {
    const budgets = new RetryBudgets({ capacity: 20 });
    spend(budgets.of('c1'), 'transient');
    expect([budgets.of('c1').available, budgets.of('c2').available]).toEqual([6, 20]);
  });
});
