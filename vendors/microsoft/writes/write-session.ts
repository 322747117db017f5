import { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { startCallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { WriteSession } from '../../../platform/vendor/write-contract.ts';
import { openHostClient } from '../client/host-client.ts';
import { PARTNER_HOST } from '../client/hosts.ts';
import { TokenKeeper } from '../client/tokens.ts';
import type { MicrosoftCredentials } from '../credentials.ts';
import type { WriteContext } from './context.ts';
import { planChange } from './plan/plan-change.ts';
import { planSubmit } from './plan/plan-submit.ts';
import { sendFrozen } from './send.ts';
import { settleFrozen } from './settle.ts';
import type { WriteTiming } from './timing.ts';

/** Opens a session that writes referrals. Nothing is called yet. */
export function openMicrosoftWrites(deps: SessionDeps<MicrosoftCredentials>, timing: WriteTiming): WriteSession {
  const tokens = new TokenKeeper(deps);
  const partner = openHostClient(deps, { host: PARTNER_HOST, bucket: 'partner', tokens, budget: new RetryBudget() });
  const contextOf = (signal: AbortSignal): WriteContext => ({
    partner,
    run: startCallRun(signal),
    timing,
    now: () => deps.clock.now(),
  });
  return {
    plan: (intent, progress, signal) =>
      intent.kind === 'SUBMIT_DEAL'
        ? planSubmit(contextOf(signal), intent, progress)
        : planChange(contextOf(signal), intent, progress),
    send: (_intent, call, signal) => sendFrozen(contextOf(signal), call),
    settle: (intent, call, progress, signal) => settleFrozen(contextOf(signal), { intent, call, progress }),
    // A refresh under way may bring the only refresh token that still works: it is stored before the session ends.
    close: () => tokens.idle(),
  };
}
