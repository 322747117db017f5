import type { CallRun } from '../../platform/vendor/call-run.ts';
import type { FeedFacts, PulledPage, PullRequest } from '../../platform/vendor/contract.ts';
import type { IngramClient } from './client/client.ts';
import type { IngramCredentials } from './credentials.ts';

/** What a feed reads with. */
export interface FeedContext {
  readonly client: IngramClient;
  readonly credentials: IngramCredentials;
  readonly run: CallRun;
}

/** One capability: what it brings and how it is read. */
export interface Feed {
  readonly facts: FeedFacts;
  read(context: FeedContext, request: PullRequest): AsyncIterable<PulledPage>;
}
