/**
 * How many retries a connection may still spend. Each retry takes tokens, each success gives one back: a vendor that
 * fails now and then is retried, a vendor that is down is soon left alone instead of being called three times as often.
 * Numbers as in the AWS SDKs' standard retry mode: 500 tokens, 14 for a transient fault, 5 for a throttled call.
 */
export interface RetryBudgetOptions {
  readonly capacity: number;
  /** Cost of retrying after no answer or a broken one. */
  readonly transientCost: number;
  /** Cost of retrying after the vendor said "too many": cheaper, since it told us when to come back. */
  readonly throttleCost: number;
  readonly successRefund: number;
}

export const RETRY_BUDGET_DEFAULTS: RetryBudgetOptions = {
  capacity: 500,
  transientCost: 14,
  throttleCost: 5,
  successRefund: 1,
};

export const RETRY_REASONS = ['transient', 'throttle'] as const;
export type RetryReason = (typeof RETRY_REASONS)[number];

export class RetryBudget {
  private readonly options: RetryBudgetOptions;
  private tokens: number;

  constructor(options: Partial<RetryBudgetOptions> = {}) {
    this.options = { ...RETRY_BUDGET_DEFAULTS, ...options };
    this.tokens = this.options.capacity;
  }

  /** Tokens left, between 0 and the capacity. */
  get available(): number {
    return this.tokens;
  }

  /** Pays for one retry. False, and nothing paid, when the budget does not reach: give up and report the fault. */
  tryTake(reason: RetryReason): boolean {
    const cost = reason === 'throttle' ? this.options.throttleCost : this.options.transientCost;
    if (cost > this.tokens) return false;
    this.tokens -= cost;
    return true;
  }

  /** A call succeeded. */
  succeeded(): void {
    this.tokens = Math.min(this.options.capacity, this.tokens + this.options.successRefund);
  }
}
