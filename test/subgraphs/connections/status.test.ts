import { describe, expect, test } from '@jest/globals';
import type { FeedHealth } from '../../../platform/graph/feed-health.ts';
import type { ConnectionStatus, NoticeCode } from '../../../platform/records/vocabulary.ts';
import { connectionStatus, type ConnectionState } from '../../../subgraphs/connections/status.ts';

const AT = new Date('2026-06-15T12:00:00.000Z');

function feed(failureCode: NoticeCode | null, lastSuccessAt: Date | null = AT): FeedHealth {
  const identity = { connectionId: 'c', partnerId: 'p', vendorId: 'alpha', feed: 'f', area: 'DEAL' };
  return {
    ...identity,
    transport: 'API',
    pulled: true,
    failureCode,
    failureMessage: null,
    retryAt: null,
    lastSuccessAt,
  };
}

const IDLE: ConnectionState = { paused: false, runningSince: null, refreshAskedAt: null, lastAttemptAt: AT };

const GOOD = feed(null);
const NEVER = feed(null, null);
const DOWN = feed('UNREACHABLE');
const REFUSED = feed('AUTH_EXPIRED');
const FILE: FeedHealth = { ...GOOD, transport: 'FILE', pulled: false };
const UNSENT: FeedHealth = { ...FILE, lastSuccessAt: null };

describe("a connection's status", () => {
  test.each<[string, readonly FeedHealth[], ConnectionStatus]>([
    ['nothing is known of it', [], 'NEVER_SYNCED'],
    ['no feed was ever read', [NEVER, NEVER], 'NEVER_SYNCED'],
    ['every feed was read', [GOOD, GOOD], 'HEALTHY'],
    ['some feed was never read', [GOOD, NEVER], 'PARTIAL'],
    ['nobody has sent in any of its files', [UNSENT, UNSENT], 'NEVER_SYNCED'],
    ['one of its files was sent in', [FILE, UNSENT], 'HEALTHY'],
    ['what is read was read, and no file was sent in', [GOOD, UNSENT], 'HEALTHY'],
    ['a file was sent in, and what is read was not read yet', [FILE, NEVER], 'PARTIAL'],
    ['some feed fails', [GOOD, DOWN], 'PARTIAL'],
    ['some feed fails and another was never read', [DOWN, NEVER], 'PARTIAL'],
    ['every feed fails', [DOWN, feed('RATE_LIMITED')], 'FAILED'],
    ['every feed fails that was read before', [feed('UNREACHABLE', null)], 'FAILED'],
    ['credentials are refused for one', [GOOD, DOWN, REFUSED], 'AUTH_EXPIRED'],
    ['credentials are refused for all', [REFUSED, REFUSED], 'AUTH_EXPIRED'],
  ])('when %s', (_title, feeds, expected) => {
    expect(connectionStatus(IDLE, feeds)).toBe(expected);
    expect(connectionStatus({ ...IDLE, runningSince: AT }, feeds)).toBe('SYNCING');
    expect(connectionStatus({ ...IDLE, paused: true, runningSince: AT }, feeds)).toBe('PAUSED');
  });
});

describe('a run that was asked for', () => {
  const before = new Date(AT.getTime() - 1_000);

  test.each<[string, Partial<ConnectionState>, ConnectionStatus]>([
    ['is awaited from the moment of the asking', { refreshAskedAt: AT, lastAttemptAt: before }, 'SYNCING'],
    ['is awaited where nothing was ever read', { refreshAskedAt: AT, lastAttemptAt: null }, 'SYNCING'],
    ['goes on while it runs', { refreshAskedAt: before, lastAttemptAt: AT, runningSince: AT }, 'SYNCING'],
    ['is over with the run that began after it', { refreshAskedAt: before, lastAttemptAt: AT }, 'HEALTHY'],
    ['is not made while it is paused', { refreshAskedAt: AT, lastAttemptAt: before, paused: true }, 'PAUSED'],
  ])('%s', (_title, state, expected) => {
    expect(connectionStatus({ ...IDLE, ...state }, [GOOD])).toBe(expected);
  });
});
