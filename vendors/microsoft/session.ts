import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import { startCallRun } from '../../platform/vendor/call-run.ts';
import type { SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { openDownload } from './client/download.ts';
import { openHostClient } from './client/host-client.ts';
import { PARTNER_CENTER_HOST, PARTNER_HOST } from './client/hosts.ts';
import { TokenKeeper } from './client/tokens.ts';
import type { MicrosoftCredentials } from './credentials.ts';
import { MICROSOFT_FEEDS } from './feeds.ts';

/** Opens a session: one sign-in, two hosts, three call budgets. Nothing is called yet. */
export function openMicrosoftSession(deps: SessionDeps<MicrosoftCredentials>): VendorSession {
  const budget = new RetryBudget();
  const tokens = new TokenKeeper(deps);
  const shared = {
    connectionId: deps.connectionId,
    tenantId: deps.credentials.tenantId.toLowerCase(),
    partner: openHostClient(deps, { host: PARTNER_HOST, bucket: 'partner', tokens, budget }),
    partnerCenter: openHostClient(deps, { host: PARTNER_CENTER_HOST, bucket: 'partnercenter', tokens, budget }),
    insights: openHostClient(deps, { host: PARTNER_CENTER_HOST, bucket: 'insights', tokens, budget }),
    download: openDownload(deps, budget),
    clock: deps.clock,
    log: deps.log,
  };
  return {
    pull(name, request) {
      const feed = MICROSOFT_FEEDS.find((candidate) => candidate.facts.name === name);
      if (!feed) throw new Error(`feed: expected one of the workshop's feeds, got ${JSON.stringify(name)}`);
      return feed.read({ ...shared, run: startCallRun(request.signal) }, request);
    },
    // A refresh under way may bring the only refresh token that still works: it is stored before the session ends.
    close: () => tokens.idle(),
  };
}
