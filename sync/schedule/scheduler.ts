import { dueConnections, type ConnectionRow } from '../pull/connection-store.ts';
import { runConnection, type RunConnectionOptions } from '../pull/run-connection.ts';

export interface SchedulerOptions extends Omit<RunConnectionOptions, 'signal'> {
  /** Connections read at the same time by this process. */
  readonly concurrency: number;
  /** Time between looks for due connections, in milliseconds. */
  readonly tickMs: number;
}

/** Keeps the mirror current for as long as it runs. */
export interface Scheduler {
  /** Stops looking, lets what is under way stop at its next step, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Looks for due connections and reads them, several at a time. Any number of processes may do this at once: a
 * connection is read by one of them. A tick that fails (the database is away) is logged, and the next one tries again.
 *
 * Connections over which nothing is read, because their vendor has files only, are never due. One to a vendor that the
 * registry no longer has is logged once, and left alone for as long as this process runs.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const leftAlone = new Set<string>();
  const readFromFiles = [...options.workshops]
    .filter(([, workshop]) => workshop.feeds.every((feed) => feed.pulled === false))
    .map(([vendor]) => vendor);

  const start = (row: ConnectionRow): void => {
    const run = runConnection({ ...options, signal: stopping.signal }, row)
      .then(
        (outcome) => options.log.debug({ vendor: row.vendor_id, connection: row.id, outcome }, 'a connection was read'),
        (error: unknown) => {
          if (!stopping.signal.aborted)
            options.log.error({ err: error, connection: row.id }, 'a connection could not be run');
        },
      )
      .finally(() => running.delete(row.id));
    running.set(row.id, run);
  };

  const leave = ({ id, vendor_id: vendor }: ConnectionRow): void => {
    leftAlone.add(id);
    options.log.error({ vendor, connection: id }, 'a connection to a vendor that is not in the registry is left alone');
  };

  const tick = async (): Promise<void> => {
    const free = options.concurrency - running.size;
    if (free <= 0) return;
    const due = await dueConnections(options.database.kysely, options.clock.now(), {
      limit: options.concurrency + running.size,
      except: { vendors: readFromFiles, connections: [...leftAlone] },
    });
    for (const row of due.filter(({ vendor_id: vendor }) => !options.workshops.has(vendor))) leave(row);
    for (const row of due.filter(({ id }) => !running.has(id) && !leftAlone.has(id)).slice(0, free)) start(row);
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await tick().catch((error: unknown) =>
        options.log.warn({ err: error }, 'due connections could not be looked up'),
      );
      await options.clock.sleep(options.tickMs, stopping.signal).catch(() => undefined);
    }
  };
  const looping = loop();

  return {
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      await looping;
      await Promise.allSettled(running.values());
    },
  };
}
