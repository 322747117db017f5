import { withoutUnsentFiles, type FeedHealth } from '../../platform/graph/feed-health.ts';
import type { ConnectionStatus } from '../../platform/records/vocabulary.ts';

/** The connection's own row, as far as its status needs it. */
export interface ConnectionState {
  readonly paused: boolean;
  readonly runningSince: Date | null;
  /** When a person last asked for a run that the sync will make; null where none did, or nothing is read over it. */
  readonly refreshAskedAt: Date | null;
  /** When the latest run began. */
  readonly lastAttemptAt: Date | null;
}

/** Whether a run was asked for that has not begun: the one under way began before, and may have passed what it is about. */
function isAwaited({ refreshAskedAt, lastAttemptAt }: ConnectionState): boolean {
  return refreshAskedAt !== null && (lastAttemptAt === null || lastAttemptAt < refreshAskedAt);
}

/**
 * One word for a connection's health, from the state of its feeds. A person's decision comes before the machine's
 * state, an attempt that runs or was asked for before the last one's outcome; refused credentials before any other failure, because only a
 * person can mend them. Files that nobody has sent in count only where there is nothing else.
 */
export function connectionStatus(state: ConnectionState, all: readonly FeedHealth[]): ConnectionStatus {
  if (state.paused) return 'PAUSED';
  if (state.runningSince !== null || isAwaited(state)) return 'SYNCING';
  const feeds = withoutUnsentFiles(all);
  const failed = feeds.filter((feed) => feed.failureCode !== null);
  if (failed.some((feed) => feed.failureCode === 'AUTH_EXPIRED')) return 'AUTH_EXPIRED';
  if (failed.length > 0) return failed.length === feeds.length ? 'FAILED' : 'PARTIAL';
  if (feeds.every((feed) => feed.lastSuccessAt === null)) return 'NEVER_SYNCED';
  return feeds.some((feed) => feed.lastSuccessAt === null) ? 'PARTIAL' : 'HEALTHY';
}
