import type { Logger } from 'pino';
import type { FeedFacts, PulledPage, PullRequest } from '../../../platform/vendor/contract.ts';
import type { AwsApi } from '../api/aws-api.ts';

/** What a feed reads with. */
export interface FeedContext {
  readonly api: AwsApi;
  readonly log: Logger;
  readonly request: PullRequest;
  /** The connection's own AWS account. */
  readonly accountId: string;
}

/** A feed: its facts, and how it is read. */
export interface AwsFeed {
  readonly facts: FeedFacts;
  read(context: FeedContext): AsyncIterable<PulledPage>;
}
