import { RetryBudget } from '../../platform/resilience/retry-budget.ts';
import { startCallRun } from '../../platform/vendor/call-run.ts';
import type { SessionDeps, VendorSession } from '../../platform/vendor/contract.ts';
import { pullBadges } from './badges/pull-badges.ts';
import { openAuthorization } from './client/authorization.ts';
import { openCredlyClient } from './client/client.ts';
import type { CredlyCredentials } from './credentials.ts';
import { BADGE_FEEDS } from './feed.ts';
import { StaffBadges } from './staff/staff-badges.ts';

/** Opens a session. Nothing is called yet; what is read of the staff is read once and shared by the feeds. */
export function openCredlySession(deps: SessionDeps<CredlyCredentials>): VendorSession {
  const { connectionId, credentials } = deps;
  const budget = new RetryBudget();
  const client = openCredlyClient(deps, { authorization: openAuthorization(deps, budget), budget });
  const staff = new StaffBadges({ client, organizationId: credentials.organizationId, connectionId, log: deps.log });
  return {
    pull(name, request) {
      const feed = BADGE_FEEDS.find((candidate) => candidate.name === name);
      if (!feed) throw new Error(`feed: expected one of the workshop's feeds, got ${JSON.stringify(name)}`);
      return pullBadges({ feed, staff, run: startCallRun(request.signal) }, request);
    },
    // Nothing of a session outlives it: a token is lost without harm.
    close: () => Promise.resolve(),
  };
}
