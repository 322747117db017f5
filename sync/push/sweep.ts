import { sql, type Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { OWN_FEED } from '../../platform/writes/own-feed.ts';
import { forgetIdleSignIns } from './sign-in.ts';

/** What the sweep found that is not as it should be: row ids, for a person to look at. Nothing is changed by it. */
export interface SweepReport {
  /** Deals whose vendor record carries our number, although no submission of ours ended well. */
  readonly recordsWithoutOperation: readonly string[];
  /** Submissions that ended well whose record the vendor no longer lists, or has not listed in a whole run since. */
  readonly operationsWithoutRecord: readonly string[];
  /** Second records at a vendor that carry the number of a deal of ours. */
  readonly secondRecords: readonly string[];
}

/** A whole run that ends this long after a submission began after it. */
const RUN_TIME = '1 hour';

/**
 * Holds what we believe to have brought to one partner's vendors against what their runs have brought back, both ways. It
 * reads the mirror: a complete run is what has asked the vendor.
 */
async function sweepPartner(db: Kysely<Tables>, partnerId: string, now: Date): Promise<SweepReport> {
  const scope = { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 60_000 } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const ids = async (query: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> =>
      (await query.execute(trx)).rows.map(({ id }) => id);
    const submitted = sql`exists (select from operation o
      where o.target_id = deal.id and o.kind = 'SUBMIT_DEAL' and o.state = 'DONE')`;
    // By a call of ours: what a person entered in a portal may come with a file, whenever somebody sends one in.
    const neverListed = sql`deal.feed = ${OWN_FEED} and exists (select from operation o
      join connection_feed run on run.connection_id = deal.connection_id and run.area in ('DEAL', 'LEAD')
      where o.target_id = deal.id and o.kind = 'SUBMIT_DEAL' and o.state = 'DONE'
        and run.last_full_at > o.ended_at + ${RUN_TIME}::interval
        and exists (select from vendor_attempt sent where sent.operation_id = o.id))`;
    return {
      recordsWithoutOperation: await ids(sql<{ id: string }>`
        select id from deal where partner_id = ${partnerId} and external_id is not null and reported_id = external_id
          and not deleted_upstream and not ${submitted}
          and not exists (select from operation o where o.target_id = deal.id
            and o.state in ('QUEUED', 'SENDING', 'UNCERTAIN'))
        order by id limit 1000`),
      operationsWithoutRecord: await ids(sql<{ id: string }>`
        select id from deal where partner_id = ${partnerId} and external_id is not null and ${submitted}
          and (deleted_upstream or ${neverListed}) order by id limit 1000`),
      secondRecords: await ids(sql<{ id: string }>`
        select second.id from deal second join deal own
          on own.connection_id = second.connection_id and own.external_id = second.reported_id and own.id <> second.id
        where second.partner_id = ${partnerId} and not second.deleted_upstream order by second.id limit 1000`),
    };
  });
}

/** Partners that have ever asked for something to be brought to a vendor. */
async function partnersWithWrites(db: Kysely<Tables>, now: Date): Promise<string[]> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: 60_000 } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const rows = await trx
      .selectFrom('operation')
      .select('partner_id')
      .distinct()
      .where('connection_id', 'is not', null)
      .orderBy('partner_id')
      .execute();
    return rows.map((row) => row.partner_id);
  });
}

/** Sweeps every partner; by partner, those with findings alone. */
export async function sweep(db: Kysely<Tables>, now: Date): Promise<ReadonlyMap<string, SweepReport>> {
  const found = new Map<string, SweepReport>();
  for (const partnerId of await partnersWithWrites(db, now)) {
    const report = await sweepPartner(db, partnerId, now);
    if (Object.values(report).some((ids) => ids.length > 0)) found.set(partnerId, report);
  }
  return found;
}

/** Takes away what the health of connections tells of writes that nobody waits for any more. */
async function tidyHealth(db: Kysely<Tables>, now: Date): Promise<void> {
  for (const partnerId of await partnersWithWrites(db, now)) {
    const scope = { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 60_000 } as const;
    await inTenantTransaction(db, scope, (trx) => forgetIdleSignIns(trx, partnerId));
  }
}

/** The nightly sweep: what it finds is an error in the log, with the rows that a person shall look at. */
export async function reportSweep(db: Kysely<Tables>, clock: Clock, log: Logger): Promise<void> {
  await tidyHealth(db, clock.now());
  const found = await sweep(db, clock.now());
  for (const [partner, report] of found) log.error({ partner, ...report }, 'writes and vendor records do not match');
  log.info({ partners: found.size }, 'the sweep has ended');
}
