import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SeededRandom } from '../../sandbox/kernel/random.ts';
import type { ChaosOptions, WorkerSettings } from './options.ts';

/** The compiled entry: a process of its own runs no TypeScript. */
const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Workers that are killed at random and come back. */
export interface Fleet {
  /** Processes that ended by SIGKILL so far. */
  readonly kills: () => number;
  /** No more kills: whoever runs now goes on. */
  spare(): void;
  stop(): Promise<void>;
}

/** Starts the workers, and the one who kills them. @param entry the compiled worker; the one beside this module unless said otherwise */
export function startFleet(options: ChaosOptions, settings: WorkerSettings, entry = WORKER): Fleet {
  const random = new SeededRandom(`${options.seed}:kills`);
  const workers = new Map<number, ChildProcess>();
  const ready = new Set<ChildProcess>();
  let kills = 0;
  const life = { stopping: false, sparing: false };

  const start = (place: number): void => {
    const child = spawn(process.execPath, [entry, JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    workers.set(place, child);
    // Only who has begun to work is killed: else a slow machine would see no work at all.
    child.stdout?.once('data', () => ready.add(child));
    child.once('exit', (_code, signal) => {
      ready.delete(child);
      if (signal === 'SIGKILL') kills += 1;
      if (!life.stopping) setTimeout(() => !life.stopping && start(place), 50);
    });
  };
  for (let place = 0; place < options.workers; place += 1) start(place);

  const [least, most] = options.killEveryMs;
  const killer = (async () => {
    while (!life.stopping && !life.sparing) {
      await new Promise((resolve) => setTimeout(resolve, random.int(least, most)));
      if (life.stopping || life.sparing) return;
      const living = [...ready];
      living[random.int(0, Math.max(0, living.length - 1))]?.kill('SIGKILL');
    }
  })();

  return {
    kills: () => kills,
    spare: () => {
      life.sparing = true;
    },
    stop: async () => {
      life.stopping = true;
      await killer;
      await Promise.all(
        [...workers.values()].map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        }),
      );
    },
  };
}
