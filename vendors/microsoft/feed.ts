import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { CallRun } from '../../platform/vendor/call-run.ts';
import type { FeedFacts, PulledPage, PullRequest } from '../../platform/vendor/contract.ts';
import type { Download } from './client/download.ts';
import type { HostClient } from './client/host-client.ts';

/** What a feed reads with. */
export interface FeedContext {
  readonly connectionId: string;
  /** Entra tenant of the partner, as the credentials name it. */
  readonly tenantId: string;
  /** Referrals and payouts. */
  readonly partner: HostClient;
  /** Profiles and relationships. */
  readonly partnerCenter: HostClient;
  /** Insights: the host of `partnerCenter` with a budget of its own. */
  readonly insights: HostClient;
  readonly download: Download;
  readonly clock: Clock;
  readonly log: Logger;
  readonly run: CallRun;
}

/** One capability: what it brings and how it is read. */
export interface Feed {
  readonly facts: FeedFacts;
  read(context: FeedContext, request: PullRequest): AsyncIterable<PulledPage>;
}
