/** A place in an archive: values that JSON can carry, by their keys. */
export interface Shelf {
  /** Whether a value, or a removal, was kept under the key. */
  has(key: string): boolean;
  /** What was kept under the key; null stands for a removal, undefined for nothing. */
  find(key: string): unknown;
  /** Everything that was kept, in the order in which each key came first. */
  entries(): Iterable<readonly [key: string, value: unknown]>;
  /** Keeps a value, in place of the one before. Null keeps that there is none any more. */
  keep(key: string, value: unknown): void;
}

/**
 * What the stand-ins remember over a restart: whatever clients and the control door made of the seeded records. The
 * seeded ones themselves are made anew from the seed.
 */
export interface Archive {
  /** @param name path of texts, the vendor first: `aws/111122220001/AWS/opportunity` */
  shelf(name: string): Shelf;
}

/** An archive as the server has it: it says when an answer goes out. */
export interface OpenArchive extends Archive {
  /**
   * Stores everything that was kept since the last time, all of it or nothing. An answer goes out after this only.
   * @throws when it cannot be stored; the next time tries again
   */
  flush(): void;
  close(): void;
}

/** Keeps nothing. */
export const NO_SHELF: Shelf = { has: () => false, find: () => undefined, entries: () => [], keep: () => undefined };

/** Remembers nothing: the stand-ins live in memory alone. */
export const NO_ARCHIVE: OpenArchive = { shelf: () => NO_SHELF, flush: () => undefined, close: () => undefined };
