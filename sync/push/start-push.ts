import type { Logger } from 'pino';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { RetryBudgets } from '../../platform/resilience/retry-budgets.ts';
import type { SecretBox } from '../../platform/secrets/secret-box.ts';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import type { JobQueue } from '../../platform/writes/job-queue.ts';
import { ALL_INGESTS } from '../all-ingests.ts';
import { ALL_WRITE_TARGETS } from '../all-write-targets.ts';
import type { VendorOverrides } from '../pull/open-session.ts';
import { createEffects } from './effects.ts';
import { PUSH_POLICY, type PushPolicy } from './policy.ts';
import { createSharedClock } from './shared-clock.ts';
import { reportSweep } from './sweep.ts';
import { startPushWorker, type PushWorker } from './worker.ts';
import { WriteSessions } from './write-sessions.ts';

export interface StartPushOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly workshops: readonly VendorWorkshop[];
  readonly vendors: VendorDirectory;
  readonly overrides: VendorOverrides;
  readonly clock: Clock;
  readonly log: Logger;
  /** Wakes this worker, and keeps the calendar of the sweep; null where the worker only looks by itself. */
  readonly queue: JobQueue | null;
  readonly policy?: Partial<PushPolicy>;
  /** Time between two looks without a call, in milliseconds. */
  readonly tickMs?: number;
  readonly concurrency?: number;
}

const CONCURRENCY = 8;
const PER_CONNECTION = 2;
/** Of the places of a process, for one vendor: the others go on when its calls hang. */
const VENDOR_SHARE = 0.75;
const TICK_MS = 2_000;
const SESSION_IDLE_MS = 60_000;
/** Less than what was refused waits itself: when the rest is over, the others have their try first. */
const REFUSED_REST_SHARE = 0.75;
const ALIGN_EVERY_MS = 60_000;

/**
 * The clock that times to come are stored by. A machine's own may be wrong, so it is set by the database's; one that was
 * chosen is meant as it is.
 */
async function clockOf({ database, clock, log }: StartPushOptions): Promise<{ clock: Clock; stop: () => void }> {
  if (clock !== systemClock) return { clock, stop: () => {} };
  const shared = createSharedClock(database.kysely, clock);
  await shared.align();
  const timer = setInterval(() => {
    shared.align().catch((error: unknown) => log.warn({ err: error }, 'the clock could not be compared'));
  }, ALIGN_EVERY_MS);
  timer.unref();
  return { clock: shared, stop: () => clearInterval(timer) };
}

/** Starts bringing queued writes to vendors, in this process, beside any number of others. */
export async function startPush(options: StartPushOptions): Promise<PushWorker> {
  const { database, secrets, overrides, vendors, log, queue, concurrency = CONCURRENCY } = options;
  const db = database.kysely;
  const policy = { ...PUSH_POLICY, ...options.policy };
  const workshops = new Map(options.workshops.map((workshop) => [workshop.facts.id, workshop]));
  const { clock, stop: stopClock } = await clockOf(options);
  const sessions = new WriteSessions({
    db,
    secrets,
    overrides,
    quotasOf: (vendor) => vendors.quotas(vendor),
    clock: options.clock,
    log,
    workshops,
    quotaPatienceMs: policy.budgetPatienceMs,
    idleMs: SESSION_IDLE_MS,
    refusedRestMs: policy.authWaitMs * REFUSED_REST_SHARE,
  });
  const worker = startPushWorker({
    db,
    sessions,
    effects: createEffects({ workshops, ingests: ALL_INGESTS, targets: ALL_WRITE_TARGETS }, () => clock.now()),
    budgets: new RetryBudgets(),
    policy,
    clock,
    log,
    chance: Math.random,
    nameOf: (vendor) => vendors.nameOf(vendor),
    concurrency,
    perConnection: PER_CONNECTION,
    perVendor: Math.max(1, Math.ceil(concurrency * VENDOR_SHARE)),
    tickMs: options.tickMs ?? TICK_MS,
  });
  const stop = (): Promise<void> => {
    stopClock();
    return worker.stop();
  };
  try {
    await queue?.onWake(async () => worker.nudge());
    await queue?.onNight(() => reportSweep(db, clock, log));
  } catch (error) {
    await stop();
    throw error;
  }
  return { nudge: () => worker.nudge(), stop };
}
