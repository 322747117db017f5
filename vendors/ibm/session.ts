import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import type { SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { openPartnerClient } from './client/partner-client.ts';
import { startCallRun } from '../../platform/vendor/call-run.ts';
import { keepTokens } from './client/tokens.ts';
import type { IbmCredentials } from './credentials.ts';
import { IBM_FEEDS } from './feeds.ts';

/** Opens a session. Nothing is called yet. */
export function openIbmSession(deps: SessionDeps<IbmCredentials>): VendorSession {
  const { clock, credentials } = deps;
  const budget = new RetryBudget();
  const partner = openPartnerClient(deps, { tokens: keepTokens(deps), budget });
  return {
    pull(name, request) {
      const feed = IBM_FEEDS.find((candidate) => candidate.facts.name === name);
      if (!feed) throw new Error(`feed: expected one of the workshop's feeds, got ${JSON.stringify(name)}`);
      return feed.read(
        { partnerId: credentials.partnerId, partner, clock, run: startCallRun(request.signal) },
        request,
      );
    },
    // Nothing of a session outlives it: a token is lost without harm.
    close: () => Promise.resolve(),
  };
}
