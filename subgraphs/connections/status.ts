import { withoutUnsentFiles, type FeedHealth } from '../../platform/graph/feed-health.ts';
import type { ConnectionStatus } from '../../platform/records/vocabulary.ts';

/** The connection's own row, as far as its status needs it. */
export interface ConnectionState {
  readonly paused: boolean;
  readonly runningSince: Date | null;
}

/**
 * One word for a connection's health, from the state of its feeds. A person's decision comes before the machine's
 * state, a running attempt before the last one's outcome; refused credentials before any other failure, because only a
 * person can mend them. Files that nobody has sent in count only where there is nothing else.
 */
export function connectionStatus(state: ConnectionState, all: readonly FeedHealth[]): ConnectionStatus {
  if (state.paused) return 'PAUSED';
  if (state.runningSince !== null) return 'SYNCING';
  const feeds = withoutUnsentFiles(all);
  const failed = feeds.filter((feed) => feed.failureCode !== null);
  if (failed.some((feed) => feed.failureCode === 'AUTH_EXPIRED')) return 'AUTH_EXPIRED';
  if (failed.length > 0) return failed.length === feeds.length ? 'FAILED' : 'PARTIAL';
  if (feeds.every((feed) => feed.lastSuccessAt === null)) return 'NEVER_SYNCED';
  return feeds.some((feed) => feed.lastSuccessAt === null) ? 'PARTIAL' : 'HEALTHY';
}
