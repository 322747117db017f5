import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import type { SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { openCiscoClient } from './client/client.ts';
import { startCallRun } from '../../platform/vendor/call-run.ts';
import { keepTokens } from './client/tokens.ts';
import type { CiscoCredentials } from './credentials.ts';
import type { Account } from './feed.ts';
import { CISCO_FEEDS } from './feeds.ts';

/** Opens a session: one sign-in for all of Cisco's services. Nothing is called yet. */
export function openCiscoSession(deps: SessionDeps<CiscoCredentials>): VendorSession {
  const { clock, log, credentials } = deps;
  const budget = new RetryBudget();
  const cisco = openCiscoClient(deps, { tokens: keepTokens(deps), budget });
  const account: Account = {
    role: credentials.role,
    beGeoId: credentials.beGeoId,
    resellers: credentials.resellers,
    senderId: credentials.senderId,
    theaterCodes: credentials.theaterCodes,
  };
  return {
    pull(name, request) {
      const feed = CISCO_FEEDS.find((candidate) => candidate.facts.name === name);
      if (!feed) throw new Error(`feed: expected one of the workshop's feeds, got ${JSON.stringify(name)}`);
      return feed.read({ account, cisco, clock, log, run: startCallRun(request.signal) }, request);
    },
    // Nothing of a session outlives it: a token is lost without harm.
    close: () => Promise.resolve(),
  };
}
