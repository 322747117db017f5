import type { MigrationStep } from '../migrate.ts';

/** One row a shared call budget. It is no tenant's data: the key is a hash of the account. */
export interface QuotaBucketTable {
  /** Hash of (vendor, account, bucket, period). */
  key: string;
  /** Nobody calls before this: the vendor said so. */
  paused_until: Date | null;
}

/** Calls of a bucket in one slot: a tenth of the budget's period, numbered from 1970. */
export interface QuotaSlotTable {
  key: string;
  slot: number;
  calls: number;
}

declare module '../tables.ts' {
  interface Tables {
    quota_bucket: QuotaBucketTable;
    quota_slot: QuotaSlotTable;
  }
}

/**
 * Budgets towards vendors, shared by all processes.
 *
 * Time is cut into slots of a tenth of the period. A call is let into a slot only while that slot and the ten before it
 * hold fewer calls than the limit; as those eleven cover every window of one period that ends in the slot, no window
 * ever holds more, wherever it begins. Slots are given in order, ahead of time where a caller has to wait.
 */
export const quotaMigration: MigrationStep = {
  id: '2026-11-23.03-quota',
  sql: `
create table quota_bucket (
  key text primary key,
  paused_until timestamptz
);

create table quota_slot (
  key text not null references quota_bucket (key) on delete cascade,
  slot bigint not null,
  calls integer not null,
  primary key (key, slot)
);

-- Reserves one call in each of several buckets, at the earliest moment that is free in all of them, and tells the wait
-- until it, and the moment itself, in milliseconds. Is the wait longer than the caller's patience, then nothing is reserved, and \`short\` names
-- the bucket that it is for. Row locks, taken in the order of the keys, make callers of one bucket take turns.
create function take_quota(
  keys text[], periods_ms bigint[], limits integer[], patience_ms bigint,
  out granted boolean, out wait_ms bigint, out at_ms bigint, out short text
)
language plpgsql as $$
declare
  asked record;
  moment bigint;
  place bigint;
  used bigint;
begin
  insert into quota_bucket (key) select wanted from unnest(keys) as wanted order by wanted on conflict (key) do nothing;
  perform from quota_bucket where key = any(keys) order by key for update;
  moment := floor(extract(epoch from clock_timestamp()) * 1000);
  at_ms := moment;
  for asked in
    select bucket.key, bucket.paused_until, each_one.size, each_one.most
    from unnest(keys, periods_ms, limits) as given (key, period, most)
    cross join lateral (select (given.period + 9) / 10 as size, greatest(given.most, 1) as most) as each_one
    join quota_bucket bucket on bucket.key = given.key
  loop
    if asked.paused_until is not null then
      place := ceil(extract(epoch from asked.paused_until) * 1000);
      if place > at_ms then
        at_ms := place;
        short := asked.key;
      end if;
    end if;
    place := greatest(at_ms / asked.size, (select max(slot) from quota_slot where key = asked.key));
    loop
      select coalesce(sum(calls), 0) into used
      from quota_slot where key = asked.key and slot > place - 11 and slot <= place;
      exit when used < asked.most;
      place := place + 1;
    end loop;
    if place * asked.size > at_ms then
      at_ms := place * asked.size;
      short := asked.key;
    end if;
  end loop;
  wait_ms := at_ms - moment;
  granted := wait_ms <= patience_ms;
  if granted then
    insert into quota_slot as taken (key, slot, calls)
      select key, at_ms / ((period + 9) / 10), 1 from unnest(keys, periods_ms) as given (key, period)
      on conflict (key, slot) do update set calls = taken.calls + 1;
    delete from quota_slot using unnest(keys, periods_ms) as given (key, period)
      where quota_slot.key = given.key and quota_slot.slot < moment / ((period + 9) / 10) - 11;
  end if;
end $$;

grant select on quota_bucket, quota_slot to partnergraph_app;
grant select, insert, update, delete on quota_bucket, quota_slot to partnergraph_sync;
`,
};
