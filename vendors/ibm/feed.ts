import type { Clock } from '../../platform/clock/clock.ts';
import type { FeedFacts, PulledPage, PullRequest } from '../../platform/vendor/contract.ts';
import type { PartnerClient } from './client/partner-client.ts';
import type { CallRun } from '../../platform/vendor/call-run.ts';

/** What a feed reads with. */
export interface FeedContext {
  readonly partnerId: string;
  readonly partner: PartnerClient;
  readonly clock: Clock;
  readonly run: CallRun;
}

/** One capability: what it brings and how it is read. */
export interface Feed {
  readonly facts: FeedFacts;
  read(context: FeedContext, request: PullRequest): AsyncIterable<PulledPage>;
}
