import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { KeyRing } from './key-ring.ts';
import { readMasterKeys, type MasterKey } from './master-keys.ts';
import { SecretBoxError } from './secret-box-error.ts';

export interface KeyFileOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** How often the file is read, in milliseconds. */
  readonly everyMs?: number | undefined;
}

/** Often enough that nobody who rotates has to wait, and cheap: it is one line of text. */
const EVERY_MS = 2_000;

const idsOf = (keys: readonly MasterKey[]): readonly string[] => keys.map(({ id }) => id);

/** What may be said of a file that can not be used: a code, never its path or its text. */
function whatIsWrong(error: unknown): string {
  if (error instanceof SecretBoxError) return error.message;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
}

/**
 * Keys from a file that is read again and again, so that a rotation needs no restart. Reading, rather than being told of
 * changes, works wherever the file is mounted and however it is replaced. A file that is gone, half written or wrong
 * changes nothing and is logged once; the keys before it stay in force until a usable one is there.
 * @throws SecretBoxError, or the file system's error, when the file is of no use at the start
 */
export async function openKeyFile({ path, clock, log, everyMs = EVERY_MS }: KeyFileOptions): Promise<KeyRing> {
  const read = async (): Promise<readonly MasterKey[]> => readMasterKeys(await readFile(path, 'utf8'));
  const listeners = new Set<(keys: readonly MasterKey[]) => void>();
  const stopping = new AbortController();
  let keys = await read();
  let trouble: string | null = null;

  const change = (next: readonly MasterKey[]): void => {
    const [before, now] = [idsOf(keys), idsOf(next)];
    if (before.join() === now.join()) return;
    keys = next;
    const gone = before.filter((id) => !now.includes(id));
    log.info({ keys: now, gone }, 'the file of keys has changed, and the keys with it');
    for (const listener of listeners) listener(next);
  };
  const look = async (): Promise<void> => {
    try {
      const next = await read();
      if (trouble !== null) log.info({}, 'the file of keys is of use again');
      trouble = null;
      change(next);
    } catch (error) {
      const why = whatIsWrong(error);
      if (why !== trouble) log.error({ why }, 'the file of keys is of no use; the keys before it stay in force');
      trouble = why;
    }
  };
  // One look after the other: of two at once the older could have the last word.
  let looking: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => (looking = looking.then(look));

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await clock.sleep(everyMs, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await refresh();
    }
  };
  void watch();

  return {
    current: () => keys,
    refresh,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => stopping.abort(),
  };
}
