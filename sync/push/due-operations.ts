import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { PAUSED } from './words.ts';

/** An operation whose time has come. */
export interface DueOperation {
  readonly id: string;
  readonly partner_id: string;
  readonly vendor_id: string;
  readonly connection_id: string | null;
}

/** How many are looked up, and which are left out because this process is as busy with them as it may be. */
export interface DueBounds {
  readonly limit: number;
  /** Of each connection at the most, so that one long queue does not stand before the others. */
  readonly perConnection: number;
  readonly except?: {
    readonly operations: readonly string[];
    readonly connections: readonly string[];
    readonly vendors: readonly string[];
  };
}

const NOTHING = { operations: [], connections: [], vendors: [] } as const;
const LOOK_MS = 10_000;

/** The lease runs on the database's clock, which all workers share. */
const NOBODY_HOLDS_IT = sql<SqlBool>`(o.lease_until is null or o.lease_until <= clock_timestamp())`;

/** One write of a record at a time, in the order they were asked for. */
const IS_ITS_TURN = sql<SqlBool>`not exists (
  select from operation earlier where earlier.target_id = o.target_id and earlier.seq < o.seq
    and earlier.state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'AWAITING_PORTAL', 'NEEDS_REVIEW'))`;

/** A paused connection is told of once, and asked again when it is resumed. */
const IS_NOT_PAUSED = sql<SqlBool>`(o.reason is distinct from ${sql.lit(PAUSED)} or o.state = 'SENDING'
  or not exists (select from connection c where c.id = o.connection_id and c.paused))`;

const IS_OPEN = sql<SqlBool>`o.state in ('QUEUED', 'SENDING', 'UNCERTAIN')`;

/** What makes an operation, called `o`, one to be worked on. */
export function isDue(now: Date) {
  return sql<SqlBool>`${IS_OPEN} and o.run_at <= ${now} and ${NOBODY_HOLDS_IT} and ${IS_NOT_PAUSED} and ${IS_ITS_TURN}`;
}

/**
 * Operations of all tenants whose time has come and that nobody holds: the first of every connection before the second of
 * any, and the one that has waited longest before the others.
 */
export async function dueOperations(db: Kysely<Tables>, now: Date, bounds: DueBounds): Promise<DueOperation[]> {
  const { limit, perConnection, except = NOTHING } = bounds;
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: LOOK_MS } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const { rows } = await sql<DueOperation>`
      select id, partner_id, vendor_id, connection_id from (
        select o.id, o.partner_id, o.vendor_id, o.connection_id, o.run_at,
          row_number() over (partition by o.connection_id order by o.run_at, o.seq) as place
        from operation o
        where o.id <> all(${[...except.operations]}::uuid[])
          and (o.connection_id is null or o.connection_id <> all(${[...except.connections]}::uuid[]))
          and o.vendor_id <> all(${[...except.vendors]}::text[])
          and ${isDue(now)}
      ) due
      where place <= ${perConnection}
      order by place, run_at
      limit ${limit}`.execute(trx);
    return rows;
  });
}

/** The soonest moment to come at which an operation is due; null when nothing waits for a later one. */
export async function nextDue(db: Kysely<Tables>, now: Date): Promise<Date | null> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: LOOK_MS } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const { rows } = await sql<{ at: Date | null }>`
      select min(o.run_at) as at from operation o where ${IS_OPEN} and o.run_at > ${now}`.execute(trx);
    return rows[0]?.at ?? null;
  });
}
