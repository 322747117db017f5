import type { MasterKey } from './master-keys.ts';
import { SecretBoxError } from './secret-box-error.ts';

/** Keys of one purpose, as they are in force now: they may change while the process runs. */
export interface KeyRing {
  /** At least one: the first is used for what is new, all are accepted. */
  current(): readonly MasterKey[];
  /**
   * Looks again where the keys came from, and resolves when what is there now is in force. It never rejects: while
   * nothing usable is there, the keys stay as they are.
   */
  refresh(): Promise<void>;
  /** Calls with the new keys after every change. @returns a function that ends it */
  onChange(listener: (keys: readonly MasterKey[]) => void): () => void;
  /** Stops looking. What is in force stays so. */
  close(): void;
}

/** Keys that never change while the process runs. @throws SecretBoxError `malformed_key` when there are none */
export function fixedKeyRing(keys: readonly MasterKey[]): KeyRing {
  if (keys.length === 0) throw new SecretBoxError('malformed_key', 'expected a master key, came none');
  return {
    current: () => keys,
    refresh: async () => undefined,
    onChange: () => () => undefined,
    close: () => undefined,
  };
}
