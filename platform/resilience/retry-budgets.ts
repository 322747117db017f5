import { LRUCache } from 'lru-cache';
import { RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';

/** Connections remembered at once; the one unused for longest starts afresh with a full budget. */
const MOST_CONNECTIONS = 10_000;

/** One retry budget a connection, so that one tenant's broken connection does not use up another's retries. */
export class RetryBudgets {
  private readonly options: Partial<RetryBudgetOptions>;
  private readonly byConnection = new LRUCache<string, RetryBudget>({ max: MOST_CONNECTIONS });

  constructor(options: Partial<RetryBudgetOptions> = {}) {
    this.options = options;
  }

  /** The budget of one connection, made full on first use. */
  of(connectionId: string): RetryBudget {
    const known = this.byConnection.get(connectionId);
    if (known !== undefined) return known;
    const budget = new RetryBudget(this.options);
    this.byConnection.set(connectionId, budget);
    return budget;
  }
}
