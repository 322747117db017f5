import { sql, type Kysely } from 'kysely';
import type { Clock } from '../clock/clock.ts';
import type { Tables } from '../db/tables.ts';
import type { QuotaFacts } from '../vendor/contract.ts';
import { VendorError } from '../vendor/vendor-error.ts';
import type { QuotaGate } from './quota-gate.ts';
import { quotaKey } from './quota-key.ts';

export interface PostgresQuotaGateOptions {
  readonly db: Kysely<Tables>;
  readonly vendor: string;
  /** What shares the budget: the connection, which is one account at one vendor. Stored only as a hash. */
  readonly account: string;
  readonly quotas: Readonly<Record<string, QuotaFacts>>;
  readonly clock: Clock;
  /** Longest wait for one call, in milliseconds, before it is refused. */
  readonly patienceMs: number;
}

interface Reservation {
  readonly granted: boolean;
  readonly wait_ms: number;
  /** Key of the bucket that the wait is for. */
  readonly short: string | null;
}

/**
 * Reserves one call in every bucket, on the database's clock and in one statement: at the first moment that all of them
 * allow, or not at all when that is further away than the patience.
 */
async function reserve(
  db: Kysely<Tables>,
  buckets: ReadonlyArray<QuotaFacts & { readonly key: string }>,
  patienceMs: number,
): Promise<Reservation> {
  const { rows } = await sql<Reservation>`
    select granted, wait_ms, short from take_quota(
      ${buckets.map(({ key }) => key)}::text[],
      ${buckets.map(({ periodMs }) => periodMs)}::bigint[],
      ${buckets.map(({ limit }) => limit)}::integer[],
      ${patienceMs}::bigint)`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('the quota statement returned no row');
  return row;
}

/** Budgets in PostgreSQL: the one store that every process of an installation shares. */
export function createPostgresQuotaGate(options: PostgresQuotaGateOptions): QuotaGate {
  const factsOf = (bucket: string): QuotaFacts => {
    const facts = options.quotas[bucket];
    if (!facts) throw new Error(`no quota is declared for bucket "${bucket}" of ${options.vendor}`);
    return facts;
  };
  const keyOf = (bucket: string): string =>
    quotaKey({ vendor: options.vendor, account: options.account, bucket, periodMs: factsOf(bucket).periodMs });

  return {
    async take(buckets, signal) {
      signal.throwIfAborted();
      const asked = buckets.map((bucket) => ({ bucket, key: keyOf(bucket), ...factsOf(bucket) }));
      const slot = await reserve(options.db, asked, options.patienceMs);
      if (!slot.granted) {
        const short = asked.find(({ key }) => key === slot.short)?.bucket ?? buckets[0] ?? '';
        throw new VendorError({
          vendor: options.vendor,
          kind: 'rate_limited',
          publicMessage: `The call budget "${short}" is used up for now.`,
          retryAfterMs: slot.wait_ms,
        });
      }
      if (slot.wait_ms > 0) await options.clock.sleep(slot.wait_ms, signal);
    },
    async pause(bucket, ms) {
      await sql`
        insert into quota_bucket as b (key, paused_until)
        values (${keyOf(bucket)}, clock_timestamp() + ${ms}::float8 * interval '1 millisecond')
        on conflict (key) do update
          set paused_until = greatest(b.paused_until, excluded.paused_until)`.execute(options.db);
    },
  };
}
