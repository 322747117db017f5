import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import type { PulledPage, PullRequest, SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { createApi } from './api/aws-api.ts';
import type { AwsCredentials } from './credentials.ts';
import { AWS_FEEDS } from './feed-list.ts';
import { createClients } from './transport/clients.ts';
import type { TransportLimits } from './transport/limits.ts';

/** A session of one connection. Its calls share one retry budget; each pull has its own signal. */
export function openSession(deps: SessionDeps<AwsCredentials>, limits: TransportLimits): VendorSession {
  const { credentials, quota, clock, log } = deps;
  const clients = createClients(deps.endpoints, credentials, limits);
  const shared = { clients, catalog: credentials.catalog, quota, clock, budget: new RetryBudget(), limits };
  return {
    pull(name: string, request: PullRequest): AsyncIterable<PulledPage> {
      const feed = AWS_FEEDS.find(({ facts }) => facts.name === name);
      if (feed === undefined) throw new RangeError(`feed: expected one of the feeds of AWS, got ${name}`);
      return feed.read({ api: createApi(shared, request.signal), log, request, accountId: credentials.accountId });
    },
    close: async () => clients.close(),
  };
}
