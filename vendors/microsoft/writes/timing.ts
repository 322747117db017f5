import type { Recovery } from '../../../platform/vendor/write-contract.ts';

export interface MicrosoftWriteOptions {
  /** Wait before a lost create is looked for, in milliseconds: how late a record may turn up in the list. */
  readonly settleMs?: number;
}

/** How the outcome of a call is found out, by what the call is. */
export interface WriteTiming {
  readonly create: Recovery;
  readonly change: Recovery;
}

/** Assumed: how long a new record takes to be listed is not documented. */
const SETTLE_MS = 60_000;
/** A change is found at the record itself, and sending it again is safe under its ETag: a short wait will do. */
const LONGEST_READ_SETTLE_MS = 5_000;

/** Waits for one configuration: the second look for a lost create comes half the settle time after the first. */
export function timingOf({ settleMs = SETTLE_MS }: MicrosoftWriteOptions): WriteTiming {
  return {
    create: { by: 'search', settleMs, misses: 2, intervalMs: Math.ceil(settleMs / 2) },
    change: { by: 'read', settleMs: Math.min(settleMs, LONGEST_READ_SETTLE_MS) },
  };
}
