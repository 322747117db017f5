import type { GraphContext } from '../../platform/graph/context.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { quotaKey } from '../../platform/quota/quota-key.ts';
import { SLOTS_COUNTED, slotLengthMs } from '../../platform/quota/quota-slots.ts';
import type { QuotaFacts } from '../../platform/vendor/contract.ts';
import { bucketsByKey, type BucketRow } from './store.ts';
import { Quota, type Connection } from './types.ts';

/** What is left of a budget, and when all of it is there again. @param bucket its state; null when it was never used */
export function quotaOf(name: string, facts: QuotaFacts, bucket: BucketRow | null): Quota {
  const length = slotLengthMs(facts.periodMs);
  const nowMs = bucket?.now_ms ?? 0;
  const live = (bucket?.slots ?? []).filter(({ slot }) => (slot + SLOTS_COUNTED) * length > nowMs);
  const used = live.reduce((sum, { calls }) => sum + calls, 0);
  const pausedMs = bucket?.paused_until?.getTime() ?? 0;
  const isPaused = pausedMs > nowMs;
  const wholeMs = Math.max(pausedMs, ...live.map(({ slot }) => (slot + SLOTS_COUNTED) * length));
  return Object.assign(new Quota(), {
    bucket: name,
    limit: facts.limit,
    remaining: isPaused ? 0 : Math.max(0, facts.limit - used),
    resetsAt: used > 0 || isPaused ? new Date(wholeMs) : null,
  });
}

/** Every budget of a connection, in the order the vendor's facts name them. */
export async function readQuotas(context: GraphContext, connection: Connection): Promise<Quota[]> {
  const quotas = Object.entries(context.services.vendors.quotas(connection.vendorId));
  const buckets = await Promise.all(
    quotas.map(([bucket, { periodMs }]) => {
      const key = quotaKey({ vendor: connection.vendorId, account: connection.rowId, bucket, periodMs });
      return loadRow(context, 'quota buckets', key, async (trx, keys) =>
        (await bucketsByKey(trx, keys)).map((row) => ({ ...row, id: row.key })),
      );
    }),
  );
  return quotas.map(([name, facts], index) => quotaOf(name, facts, buckets[index] ?? null));
}
