import type DataLoader from 'dataloader';
import type { Logger } from 'pino';
import type { RequestCache } from '../cache/request-cache.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../db/database.ts';
import type { RequestDb } from '../db/request-db.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { ImportService } from '../imports/contract.ts';
import type { RateTable } from '../money/rates.ts';
import type { VendorDirectory } from '../vendor/directory.ts';
import type { Waker } from '../writes/wake.ts';
import type { CursorCodec } from './cursor.ts';
import type { FreshnessTargets } from './freshness.ts';

/** What a process has once and every request uses. */
export interface GraphServices extends FreshnessTargets {
  readonly database: Database;
  /** Values that are dear to make, kept by tenant; it may forget any of them at any time. */
  readonly cache: RequestCache;
  readonly clock: Clock;
  readonly rates: RateTable;
  readonly cursors: CursorCodec;
  readonly vendors: VendorDirectory;
  /** Longest time one SQL statement of a request may take, in milliseconds. */
  readonly sqlTimeoutMs: number;
  /** Takes vendors' files in; left out where the process has nobody to do it. */
  readonly imports?: ImportService;
  /** Tells the workers that a write is queued; left out where the process has no way to, and they look by themselves. */
  readonly waker?: Waker;
}

/** What every resolver gets: one a request, shared by all subgraphs that run in the same process. */
export interface GraphContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly log: Logger;
  readonly db: RequestDb;
  readonly services: GraphServices;
  /** The request's loaders, made on first use. @param key unique a loader: arguments that change what it reads are part of it */
  loader<K, V>(key: string, make: () => DataLoader<K, V, string>): DataLoader<K, V, string>;
  loader<K, V>(key: string, make: () => DataLoader<K, V>): DataLoader<K, V>;
  /** Empties the request's loaders and begins a new read: after a mutation. */
  refresh(): Promise<void>;
}
