import type { CacheKey } from './cache-key.ts';

/** Where a value that is about to be made may be stored. */
export interface Beginning {
  /** The value that is there already. */
  readonly text: string | undefined;
  /** To be shown when storing; null when nothing can be stored. It dies when the scope is emptied meanwhile. */
  readonly permit: string | null;
}

/** A store of texts under a cache. No method rejects: a store out of reach is an empty one. */
export interface CacheEngine {
  read(key: CacheKey): Promise<string | undefined>;
  /** Like `read`, before making the value that may be missing. */
  begin(key: CacheKey): Promise<Beginning>;
  /** @param entry.ttlMs whole milliseconds, 1 or more */
  write(
    key: CacheKey,
    entry: { readonly text: string; readonly ttlMs: number; readonly permit: string },
  ): Promise<void>;
  delete(key: CacheKey): Promise<void>;
  /** @param prefix as `scopePrefix` makes it */
  deleteScope(prefix: string): Promise<void>;
  close(): Promise<void>;
}
