import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { IngestOrigin, WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { FeedFacts, VendorSession } from '../../platform/vendor/contract.ts';
import { describeFailure, type PullFailure } from './failure.ts';
import { planRun, readFeedState, writeFeedState, type FeedStateChange, type RunPlan } from './feed-state.ts';
import type { IngestTable } from './ingests.ts';
import { endRouted } from './routed-feed.ts';
import { addToRun, endRun, hasNamelessRejects, openRun } from './run-record.ts';
import { storePage } from './store-page.ts';

/** The connection a run is about. */
export interface ConnectionIdentity {
  readonly connectionId: string;
  readonly partnerId: string;
  readonly vendorId: string;
  /** The connection's own code, in a run of a feed that brings another vendor's records. */
  readonly sourceId?: string;
}

export interface RunFeedOptions {
  readonly db: Kysely<Tables>;
  readonly ingests: IngestTable;
  readonly session: VendorSession;
  readonly feed: FeedFacts;
  readonly connection: ConnectionIdentity;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly fullRequested: boolean;
  readonly fullEveryMs: number;
}

/** How a run of a feed ended. `unfinished`: the vendor is not ready yet; the next run goes on. */
export type FeedOutcome =
  | { readonly state: 'complete' | 'unfinished' }
  | { readonly state: 'failed'; readonly failure: PullFailure };

/** One run of one feed: its steps share what they know of it. */
class FeedRun {
  readonly #options: RunFeedOptions;
  readonly #plan: RunPlan;
  readonly #origin: Omit<IngestOrigin, 'fetchedAt'>;
  #watermark: string | null = null;
  #resume: string | null;

  constructor(options: RunFeedOptions, plan: RunPlan) {
    const { feed, connection } = options;
    this.#options = options;
    this.#plan = plan;
    this.#resume = plan.resumeFrom;
    const what = { feed: feed.name, area: feed.area, transport: feed.transport };
    this.#origin = { ...connection, ...what, runId: plan.runId, startedAt: options.clock.now() };
  }

  #transaction<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    const { db, connection, clock } = this.#options;
    const scope = {
      role: 'partnergraph_sync',
      partnerId: connection.partnerId,
      now: clock.now(),
      statementTimeoutMs: 0,
    } as const;
    return inTenantTransaction(db, scope, work);
  }

  #write(trx: WriteTransaction, change: FeedStateChange): Promise<void> {
    return writeFeedState(trx, { ...this.#options.connection, feed: this.#options.feed }, change);
  }

  async open(): Promise<void> {
    const now = this.#options.clock.now();
    await this.#transaction(async (trx) => {
      await openRun(trx, this.#origin, this.#plan.full, now);
      await this.#write(trx, { last_attempt_at: now });
    });
  }

  /** Each page is one transaction with the place to go on from: a crash repeats at most one page, which is harmless. */
  async readPages(): Promise<void> {
    const { session, feed, ingests, clock, signal } = this.#options;
    const request = { since: this.#plan.since, resumeFrom: this.#plan.resumeFrom, signal };
    for await (const page of session.pull(feed.name, request)) {
      signal.throwIfAborted();
      await this.#transaction(async (trx) => {
        await storePage(trx, { ingests, kinds: feed.kinds }, { ...this.#origin, fetchedAt: clock.now() }, page);
        const { runId, full } = this.#plan;
        await this.#write(trx, { resume: page.resume, resume_run: runId, resume_full: full });
      });
      this.#watermark = page.watermark ?? this.#watermark;
      this.#resume = page.resume;
    }
  }

  /** The last page had no place to go on from: everything has been read. */
  get isWhole(): boolean {
    return this.#resume === null;
  }

  async complete(): Promise<void> {
    const { clock, ingests, feed } = this.#options;
    const now = clock.now();
    await this.#transaction(async (trx) => {
      let deleted = 0;
      const tellsGone = this.#plan.full && !(await hasNamelessRejects(trx, this.#plan.runId));
      if (tellsGone) {
        for (const ingest of feed.kinds.flatMap((kind) => ingests[kind])) {
          deleted += await ingest.markUnseen(trx, this.#origin, now);
        }
      }
      deleted += await endRouted(trx, { origin: this.#origin, ingests, kinds: feed.kinds }, { now, tellsGone });
      await addToRun(trx, this.#plan.runId, { fetched: 0, added: 0, updated: 0, deleted, rejected: 0, calls: 0 });
      await endRun(trx, this.#plan.runId, { complete: true, error: null, now });
      await this.#write(trx, {
        ...(this.#watermark === null ? {} : { watermark: this.#watermark }),
        ...(this.#plan.full ? { last_full_at: now } : {}),
        ...CLEARED,
        resume: null,
        resume_run: null,
        resume_full: null,
        last_success_at: now,
      });
    });
  }

  /** The vendor is still at work on what was asked: no failure, and nothing to tell yet. */
  async leaveUnfinished(): Promise<void> {
    const now = this.#options.clock.now();
    await this.#transaction(async (trx) => {
      await endRun(trx, this.#plan.runId, { complete: false, error: null, now });
      await this.#write(trx, CLEARED);
    });
  }

  async fail(failure: PullFailure): Promise<void> {
    const now = this.#options.clock.now();
    await this.#transaction(async (trx) => {
      await endRun(trx, this.#plan.runId, { complete: false, error: failure.message, now });
      await this.#write(trx, {
        failure_code: failure.code,
        failure_message: failure.message,
        retry_at: failure.retryAfterMs === null ? null : new Date(now.getTime() + failure.retryAfterMs),
        ...(failure.startOver ? { resume: null, resume_run: null, resume_full: null } : {}),
      });
    });
  }
}

const CLEARED: FeedStateChange = { failure_code: null, failure_message: null, retry_at: null };

/**
 * Runs one feed of one connection to its end: plans, reads page by page, and closes the record. When the vendor no
 * longer knows the place to go on from, it begins anew, once.
 *
 * A failed vendor is an outcome, not an exception. Thrown is only a failure to write the outcome, and the signal's
 * reason: whoever stops a run finds it as its last page left it.
 */
export async function runFeed(options: RunFeedOptions): Promise<FeedOutcome> {
  const outcome = await tryFeed(options);
  return outcome.state === 'failed' && outcome.failure.startOver ? tryFeed(options) : outcome;
}

async function tryFeed(options: RunFeedOptions): Promise<FeedOutcome> {
  const { db, feed, clock, log, fullRequested, fullEveryMs } = options;
  // What a shared source brings is its vendor's: its records, its health and its run.
  const connection: ConnectionIdentity =
    feed.vendor === undefined
      ? options.connection
      : { ...options.connection, vendorId: feed.vendor, sourceId: options.connection.vendorId };
  const now = clock.now();
  const scope = { role: 'partnergraph_sync', partnerId: connection.partnerId, now, statementTimeoutMs: 0 } as const;
  const state = await inTenantTransaction(db, scope, (trx) => readFeedState(trx, connection.connectionId, feed.name));
  const run = new FeedRun({ ...options, connection }, planRun(feed, state, { now, fullEveryMs, fullRequested }));
  await run.open();
  try {
    await run.readPages();
    if (!run.isWhole) {
      await run.leaveUnfinished();
      return { state: 'unfinished' };
    }
    await run.complete();
    return { state: 'complete' };
  } catch (error) {
    // Another process may be at it already: nothing more is written from here.
    options.signal.throwIfAborted();
    const failure = describeFailure(error);
    log.warn(
      { err: error, vendor: connection.vendorId, connection: connection.connectionId, feed: feed.name },
      'a feed could not be read',
    );
    await run.fail(failure);
    return { state: 'failed', failure };
  }
}
