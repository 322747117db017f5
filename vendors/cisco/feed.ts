import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { FeedFacts, PulledPage, PullRequest } from '../../platform/vendor/contract.ts';
import type { CiscoClient } from './client/client.ts';
import type { CallRun } from '../../platform/vendor/call-run.ts';
import type { CiscoCredentials } from './credentials.ts';

/** What a feed may know of the connection: everything but how it signs in. */
export type Account = Omit<CiscoCredentials, 'clientId' | 'clientSecret'>;

/** What a feed reads with. */
export interface FeedContext {
  readonly account: Account;
  readonly cisco: CiscoClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly run: CallRun;
}

/** One capability: what it brings and how it is read. */
export interface Feed {
  readonly facts: FeedFacts;
  read(context: FeedContext, request: PullRequest): AsyncIterable<PulledPage>;
}
