import { Candidates, type Places } from './candidates.ts';
import { dueOperations, nextDue, type DueOperation } from './due-operations.ts';
import { LostLeaseError } from './operation-lease.ts';
import { runOperation, type RunOperationOptions } from './run-operation.ts';

export interface PushWorkerOptions extends Omit<RunOperationOptions, 'signal' | 'callSignal'>, Places {
  /** Longest time between two looks, in milliseconds: the backstop for a call that never came. */
  readonly tickMs: number;
  /** A stop waits this long for calls under way, in milliseconds, before it cuts them. */
  readonly stopPatienceMs?: number;
}

const STOP_PATIENCE_MS = 5_000;
/** Between two looks without anything having happened, in milliseconds. */
const LEAST_REST_MS = 50;

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
  const { clock, log, db, tickMs, stopPatienceMs = STOP_PATIENCE_MS } = options;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const candidates = new Candidates(options);
  const runs = new Set<Promise<void>>();
  let nudged = false;
  /** Something went wrong that no operation could be told: the house rests for a tick, and does not spin. */
  let isTroubled = false;
  let wakeLoop: () => void = () => {};

  const nudge = (): void => {
    nudged = true;
    wakeLoop();
  };

  const start = (due: DueOperation): void => {
    const run = runOperation({ ...options, signal: stopping.signal, callSignal: cutting.signal }, due)
      .then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof LostLeaseError) log.info({ operation: due.id }, error.message);
          else {
            isTroubled = true;
            log.error({ err: error, operation: due.id }, 'a write could not be run');
          }
        },
      )
      .finally(() => {
        candidates.ended(due);
        runs.delete(run);
        nudge();
      });
    runs.add(run);
  };

  const startWhatFits = (): void => {
    for (let due = candidates.take(); due !== null; due = candidates.take()) start(due);
  };

  /** Starts what is due and fits. */
  const look = async (): Promise<void> => {
    startWhatFits();
    if (candidates.isFull) return;
    const found = await dueOperations(db, clock.now(), candidates.bounds());
    if (stopping.signal.aborted) return;
    candidates.found(found);
    startWhatFits();
  };

  /** Until the next operation is due, somebody nudges, or the backstop's time has come. */
  const rest = async (): Promise<void> => {
    const next = candidates.isFull ? null : await nextDue(db, clock.now());
    const untilNext = next === null ? tickMs : next.getTime() - clock.now().getTime();
    if (nudged || stopping.signal.aborted) return;
    const waking = new AbortController();
    wakeLoop = () => waking.abort();
    const ms = Math.min(tickMs, Math.max(LEAST_REST_MS, untilNext));
    const isWoken = await clock.sleep(ms, AbortSignal.any([waking.signal, stopping.signal])).then(
      () => false,
      () => true,
    );
    wakeLoop = () => {};
    if (!isWoken) candidates.forget();
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      nudged = false;
      try {
        await look();
        await rest();
      } catch (error) {
        isTroubled = true;
        log.warn({ err: error }, 'queued writes could not be looked up');
      }
      if (!isTroubled) continue;
      isTroubled = false;
      candidates.forget();
      await clock.sleep(tickMs, stopping.signal).catch(() => undefined);
    }
  };
  const looping = loop();

  return {
    nudge,
    stop: async () => {
      stopping.abort(new Error('the process is stopping'));
      const cut = setTimeout(() => cutting.abort(new Error('the process is stopping')), stopPatienceMs);
      await looping;
      await Promise.all(runs);
      clearTimeout(cut);
      await options.sessions.close();
    },
  };
}
