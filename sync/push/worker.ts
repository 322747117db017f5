import { dueOperations, LostLeaseError, nextDue, type DueOperation } from './operation-lease.ts';
import { runOperation, type RunOperationOptions } from './run-operation.ts';

export interface PushWorkerOptions extends Omit<RunOperationOptions, 'signal' | 'callSignal'> {
  /** Operations one process works on at the same time. */
  readonly concurrency: number;
  /** Of one connection: vendors allow few writes a second, and others wait behind them. */
  readonly perConnection: number;
  /** Longest time between two looks, in milliseconds: the backstop for a call that never came. */
  readonly tickMs: number;
}

/** A stop waits this long for calls under way, in milliseconds, before it cuts them. */
const STOP_PATIENCE_MS = 5_000;

/** Brings queued writes to vendors for as long as it runs. */
export interface PushWorker {
  /** Look now. */
  nudge(): void;
  /** Takes no more, lets what is under way reach its next safe place, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Starts a worker. Any number may run, in any number of processes: an operation is held by one of them, and what a late
 * one finds out is not stored.
 */
export function startPushWorker(options: PushWorkerOptions): PushWorker {
  const { clock, log } = options;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const running = new Map<string, Promise<void>>();
  const connections = new Map<string, number>();
  let nudged = false;
  let wakeLoop: () => void = () => {};

  const nudge = (): void => {
    nudged = true;
    wakeLoop();
  };

  const start = (due: DueOperation): void => {
    const connection = due.connection_id ?? '';
    connections.set(connection, (connections.get(connection) ?? 0) + 1);
    const run = runOperation({ ...options, signal: stopping.signal, callSignal: cutting.signal }, due)
      .then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof LostLeaseError) log.info({ operation: due.id }, error.message);
          else if (!stopping.signal.aborted) log.error({ err: error, operation: due.id }, 'a write could not be run');
        },
      )
      .finally(() => {
        running.delete(due.id);
        connections.set(connection, (connections.get(connection) ?? 1) - 1);
        nudge();
      });
    running.set(due.id, run);
  };

  /** Starts what is due and fits. */
  const look = async (): Promise<void> => {
    const free = options.concurrency - running.size;
    if (free <= 0) return;
    const bounds = { limit: options.concurrency * 4, perConnection: options.perConnection };
    for (const due of await dueOperations(options.db, clock.now(), bounds)) {
      if (running.size >= options.concurrency) return;
      const busy = connections.get(due.connection_id ?? '') ?? 0;
      if (!running.has(due.id) && busy < options.perConnection) start(due);
    }
  };

  /** Until the next operation is due, somebody nudges, or the backstop's time has come. */
  const rest = async (): Promise<void> => {
    const next = await nextDue(options.db, clock.now());
    const ms = Math.min(
      options.tickMs,
      Math.max(50, next === null ? options.tickMs : next.getTime() - clock.now().getTime()),
    );
    if (nudged) return;
    const waking = new AbortController();
    wakeLoop = () => waking.abort();
    await clock.sleep(ms, AbortSignal.any([waking.signal, stopping.signal])).catch(() => undefined);
    wakeLoop = () => {};
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      nudged = false;
      try {
        await look();
        await rest();
      } catch (error) {
        log.warn({ err: error }, 'queued writes could not be looked up');
        await clock.sleep(options.tickMs, stopping.signal).catch(() => undefined);
      }
    }
  };
  const looping = loop();

  return {
    nudge,
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      const cut = setTimeout(() => cutting.abort(new Error('the process is stopping')), STOP_PATIENCE_MS);
      await looping;
      await Promise.allSettled(running.values());
      clearTimeout(cut);
      await options.sessions.close();
    },
  };
}
