import type { RetryBudgets } from '../../platform/resilience/retry-budgets.ts';
import type { AttemptRow } from './attempt-store.ts';
import { freeRetryMs, type PushPolicy } from './policy.ts';

/**
 * Whether a retry may be made now. Quick retries are paid from the budget of the connection, so that a vendor that is down
 * is soon left alone, however many operations wait for it. A retry that has waited for long is free: with an empty budget
 * each operation is still tried now and then, or none would ever find out that the vendor is back.
 * @param last the try before; undefined where there was none, as after faults of ours
 * @returns 0, or the milliseconds to wait
 */
export function waitBeforeRetry(
  budgets: RetryBudgets,
  last: Pick<AttemptRow, 'sent_at' | 'outcome'> | undefined,
  { connectionId, now, policy }: { readonly connectionId: string; readonly now: Date; readonly policy: PushPolicy },
): number {
  if (last === undefined) return 0;
  const waited = now.getTime() - last.sent_at.getTime();
  if (waited >= freeRetryMs(policy)) return 0;
  // What was held back and not sent costs the vendor less than a call that broke.
  if (budgets.of(connectionId).tryTake(last.outcome === 'not_applied' ? 'throttle' : 'transient')) return 0;
  return freeRetryMs(policy) - waited;
}
