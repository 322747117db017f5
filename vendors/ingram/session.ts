import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import { startCallRun } from '../../platform/vendor/call-run.ts';
import type { SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { specialBidsFeed } from './bids/special-bids.ts';
import { openIngramClient } from './client/client.ts';
import { keepTokens } from './client/tokens.ts';
import type { IngramCredentials } from './credentials.ts';

/** Opens a session. Nothing is called yet. */
export function openIngramSession(deps: SessionDeps<IngramCredentials>): VendorSession {
  const { credentials } = deps;
  const budget = new RetryBudget();
  const client = openIngramClient(deps, { tokens: keepTokens(deps), budget });
  return {
    pull(name, request) {
      if (name !== specialBidsFeed.facts.name) {
        throw new Error(`feed: expected one of the workshop's feeds, got ${JSON.stringify(name)}`);
      }
      return specialBidsFeed.read({ client, credentials, run: startCallRun(request.signal) }, request);
    },
    // Nothing of a session outlives it: a token is lost without harm.
    close: () => Promise.resolve(),
  };
}
