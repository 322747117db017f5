import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { Database } from '../../platform/db/database.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { FeedFacts, ProgramFacts, VendorWorkshop } from '../../platform/vendor/contract.ts';
import { joinDomains } from '../join-domains.ts';
import { beginAttempt, endAttempt, type ConnectionRow } from './connection-store.ts';
import { describeFailure, type PullFailure } from './failure.ts';
import { writeFeedState } from './feed-state.ts';
import type { IngestTable } from './ingests.ts';
import { joinOthers } from './join-others.ts';
import { openVendorSession, type SessionFactoryOptions } from './open-session.ts';
import { runFeed, type ConnectionIdentity } from './run-feed.ts';
import { withConnectionLock } from './single-flight.ts';

export interface RunConnectionOptions extends Omit<SessionFactoryOptions, 'db'> {
  readonly database: Database;
  readonly ingests: IngestTable;
  readonly workshops: ReadonlyMap<string, VendorWorkshop>;
  /** Time between runs of a healthy connection, in milliseconds. */
  readonly intervalMs: number;
  /** Time after which an incremental feed reads everything again, in milliseconds. */
  readonly fullEveryMs: number;
  readonly signal: AbortSignal;
}

/** How a run of a connection ended; `busy` when another process was at it, or had just been. */
export type ConnectionOutcome = 'succeeded' | 'failed' | 'busy';

function identityOf(row: ConnectionRow): ConnectionIdentity {
  return { connectionId: row.id, partnerId: row.partner_id, vendorId: row.vendor_id };
}

/** Feeds that were not even tried, because none of them could go well, have failed like the one that was. */
async function failUntried(
  options: RunConnectionOptions,
  feeds: readonly FeedFacts[],
  identity: ConnectionIdentity,
  failure: PullFailure,
): Promise<void> {
  const now = options.clock.now();
  const scope = { role: 'partnergraph_sync', partnerId: identity.partnerId, now, statementTimeoutMs: 0 } as const;
  const retryAt = failure.retryAfterMs === null ? null : new Date(now.getTime() + failure.retryAfterMs);
  const state = { failure_code: failure.code, failure_message: failure.message, retry_at: retryAt };
  await inTenantTransaction(options.database.kysely, scope, async (trx) => {
    for (const feed of feeds) {
      const change = { last_attempt_at: now, ...state };
      await writeFeedState(trx, { ...identity, vendorId: feed.vendor ?? identity.vendorId, feed }, change);
    }
  });
}

/**
 * Reads every feed of a connection, in the workshop's order. A feed that fails does not stop the others, unless the
 * credentials are refused: then no other would fare better.
 */
async function runFeeds(
  options: RunConnectionOptions,
  workshop: VendorWorkshop,
  row: ConnectionRow,
  signal: AbortSignal,
): Promise<readonly PullFailure[]> {
  const identity = identityOf(row);
  const { clock, log, ingests, fullEveryMs } = options;
  const db = options.database.kysely;
  let session;
  try {
    session = await openVendorSession({ ...options, db }, workshop, identity);
  } catch (error) {
    const failure = describeFailure(error);
    log.warn({ err: error, vendor: row.vendor_id, connection: row.id }, 'no session with the vendor could be opened');
    await failUntried(options, workshop.feeds, identity, failure);
    return [failure];
  }
  const failures: PullFailure[] = [];
  try {
    for (const [index, feed] of workshop.feeds.entries()) {
      signal.throwIfAborted();
      const common = { db, ingests, session, feed, connection: identity, clock, log, signal, fullEveryMs };
      const outcome = await runFeed({ ...common, fullRequested: row.full_requested });
      if (outcome.state !== 'failed') continue;
      failures.push(outcome.failure);
      if (outcome.failure.code === 'AUTH_EXPIRED') {
        await failUntried(options, workshop.feeds.slice(index + 1), identity, outcome.failure);
        break;
      }
    }
  } finally {
    await session.close();
  }
  return failures;
}

/** Says of every feed that it is there, so that one that was never read yet says that too. */
async function declareFeeds(
  trx: WriteTransaction,
  workshop: VendorWorkshop,
  identity: ConnectionIdentity,
): Promise<void> {
  for (const feed of workshop.feeds) {
    await writeFeedState(trx, { ...identity, vendorId: feed.vendor ?? identity.vendorId, feed }, {});
  }
}

/** When to try again: as the vendor says if it says, else after the usual time. */
function nextAttempt(now: Date, failures: readonly PullFailure[], intervalMs: number): Date {
  const told = failures.map((failure) => failure.retryAfterMs).filter((ms) => ms !== null);
  return new Date(now.getTime() + Math.max(1_000, told.length > 0 ? Math.max(...told) : intervalMs));
}

/**
 * Runs one connection, unless another process already does. Nothing a vendor does makes it throw.
 * @param row as it was looked up when the connection was found to be due
 * @throws the signal's reason when it was stopped, or an error when its lock was lost
 */
export async function runConnection(options: RunConnectionOptions, row: ConnectionRow): Promise<ConnectionOutcome> {
  const workshop = options.workshops.get(row.vendor_id);
  if (!workshop) throw new Error(`connection ${row.id} is to a vendor that is not in the registry`);
  const db = options.database.kysely;
  const scope = () =>
    ({
      role: 'partnergraph_sync',
      partnerId: row.partner_id,
      now: options.clock.now(),
      statementTimeoutMs: 0,
    }) as const;

  const programOf = (vendor: string, code: string): ProgramFacts | null =>
    options.workshops.get(vendor)?.facts.programs.find((program) => program.code === code) ?? null;
  const run = await withConnectionLock(options.database.pool, row.id, async (lockLost) => {
    const current = await inTenantTransaction(db, scope(), async (trx) => {
      const begun = await beginAttempt(trx, row, options.clock.now());
      if (begun) await declareFeeds(trx, workshop, identityOf(row));
      return begun;
    });
    if (current === null) return null;
    const signal = AbortSignal.any([options.signal, lockLost]);
    let failures: readonly PullFailure[] | null = null;
    try {
      failures = await runFeeds(options, workshop, current, signal);
      await inTenantTransaction(db, scope(), (trx) => joinDomains(trx, { programOf, now: options.clock.now() }));
      await joinOthers(db, row, { programOf, now: options.clock.now() });
      return failures;
    } finally {
      const now = options.clock.now();
      // A run that was stopped is due at once, wherever the next process is.
      const next =
        failures === null && options.signal.aborted ? now : nextAttempt(now, failures ?? [], options.intervalMs);
      const end = { now, succeeded: failures?.length === 0, nextAttemptAt: next };
      // Without the lock the connection is another's.
      if (!lockLost.aborted) await inTenantTransaction(db, scope(), (trx) => endAttempt(trx, current, end));
    }
  });
  if (run === null || run.value === null) return 'busy';
  return run.value.length === 0 ? 'succeeded' : 'failed';
}
