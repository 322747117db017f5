import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Waker } from './wake.ts';

/** Schema of the job queue's own tables: nothing of a tenant stands in them. */
const SCHEMA = 'pgboss';
const PUSH_QUEUE = 'push';
const SWEEP_QUEUE = 'sweep';
const POLL_SECONDS = 0.5;
/** Whoever has queued a write waits no longer than this for the workers to be woken, in milliseconds. */
const WAKE_PATIENCE_MS = 1_000;
/** Nightly, UTC. */
const SWEEP_CRON = '17 2 * * *';

/** The job queue as the house uses it: it wakes, and it keeps the calendar. */
export interface JobQueue extends Waker {
  /** Calls `work` soon after somebody woke the workers, in one process or several. */
  onWake(work: () => Promise<void>): Promise<void>;
  /** Calls `work` in one of the processes, once a night. */
  onNight(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the job queue over the house's own pool.
 * @param role `sender` only wakes; `worker` also keeps the queue's tables in order
 */
export async function openJobQueue(database: Database, role: 'sender' | 'worker', log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({
    schema: SCHEMA,
    db: {
      // As it comes: of several statements at once the queue wants every result.
      executeSql: (text, values) => database.pool.query(text, values as unknown[]),
    },
    supervise: role === 'worker',
    schedule: role === 'worker',
    migrate: true,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue stumbled'));
  await boss.start();
  // One job waits at the most: ten writes queued at once wake the workers once.
  await boss.createQueue(PUSH_QUEUE, { policy: 'short', retryLimit: 0, deleteAfterSeconds: 60 });
  return {
    wake: async () => {
      const sent = boss.send(PUSH_QUEUE, {}).catch((error: unknown) => {
        log.warn({ err: error }, 'workers could not be woken; they find the write at their next look');
      });
      const patience = new AbortController();
      await Promise.race([
        sent,
        sleep(WAKE_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    },
    onWake: async (work) => {
      await boss.work(PUSH_QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async () => work());
    },
    onNight: async (work) => {
      await boss.createQueue(SWEEP_QUEUE, { policy: 'exclusive', retryLimit: 2 });
      await boss.schedule(SWEEP_QUEUE, SWEEP_CRON);
      await boss.work(SWEEP_QUEUE, { pollingIntervalSeconds: 30 }, async () => work());
    },
    stop: () => boss.stop({ graceful: true, close: false, timeout: 5_000 }),
  };
}
