import { pino } from 'pino';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { QuotaGate } from '../../../../platform/quota/quota-gate.ts';
import {
  isMalformed,
  type MalformedItem,
  type PulledPage,
  type PullRequest,
  type SessionDeps,
  type VendorSession,
} from '../../../../platform/vendor/contract.ts';
import type { PulledRecord } from '../../../../platform/records/records.ts';
import type { AwsCredentials } from '../../../../vendors/aws/index.ts';
import { openSession } from '../../../../vendors/aws/session.ts';
import { AWS_LIMITS, type TransportLimits } from '../../../../vendors/aws/transport/limits.ts';
import type { WireServer } from './wire-server.ts';

export const CREDENTIALS: AwsCredentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'not-a-real-secret',
  accountId: '111122223333',
  catalog: 'Sandbox',
};

/** A quota gate that lets everything through and writes down what was asked of it. */
export class OpenGate implements QuotaGate {
  readonly taken: string[][] = [];
  readonly pauses: Array<readonly [bucket: string, ms: number]> = [];

  async take(buckets: readonly string[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.taken.push([...buckets]);
  }

  async pause(bucket: string, ms: number): Promise<void> {
    this.pauses.push([bucket, ms]);
  }
}

/** A clock that never waits, and writes down how long it would have. */
export class HastyClock implements Clock {
  readonly slept: number[] = [];
  now = (): Date => new Date('2026-04-02T10:00:00.000Z');
  sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    this.slept.push(ms);
  };
}

export interface OpenedSession {
  readonly session: VendorSession;
  readonly gate: OpenGate;
  readonly clock: HastyClock;
}

/** Everything a session needs, towards one server. */
export function sessionDeps(url: string, gate: QuotaGate, clock: Clock): SessionDeps<AwsCredentials> {
  return {
    connectionId: 'connection-1',
    credentials: CREDENTIALS,
    saveCredentials: async () => {},
    endpoints: { selling: `${url}/selling`, benefits: url, account: url, channel: url },
    http: {
      send: () => {
        throw new Error('the AWS workshop calls through the SDK');
      },
    },
    quota: gate,
    clock,
    log: pino({ level: 'silent' }),
  };
}

export function open(server: WireServer, limits: Partial<TransportLimits> = {}): OpenedSession {
  const gate = new OpenGate();
  const clock = new HastyClock();
  return { session: openSession(sessionDeps(server.url, gate, clock), { ...AWS_LIMITS, ...limits }), gate, clock };
}

export interface Pulled {
  readonly pages: readonly PulledPage[];
  readonly records: readonly PulledRecord[];
  readonly broken: readonly MalformedItem[];
}

/** Reads a feed to its end. */
export async function pullAll(
  session: VendorSession,
  feed: string,
  request: Partial<PullRequest> = {},
): Promise<Pulled> {
  const pages: PulledPage[] = [];
  for await (const page of session.pull(feed, wholeRequest(request))) pages.push(page);
  const items = pages.flatMap((page) => page.items);
  return {
    pages,
    records: items.filter((item): item is PulledRecord => !isMalformed(item)),
    broken: items.filter((item) => isMalformed(item)),
  };
}

export function wholeRequest(request: Partial<PullRequest> = {}): PullRequest {
  return { since: null, resumeFrom: null, signal: new AbortController().signal, ...request };
}

/** What a pull ends with; fails the test when it ends well. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('expected the work to fail');
}
