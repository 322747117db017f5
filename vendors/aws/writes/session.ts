import { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { StoredCall, WriteIntent, WriteProgress, WriteSession } from '../../../platform/vendor/write-contract.ts';
import { createApi } from '../api/aws-api.ts';
import { SEND_BODY } from '../api/write-api.ts';
import type { AwsCredentials } from '../credentials.ts';
import { Caller } from '../transport/caller.ts';
import { createClients } from '../transport/clients.ts';
import type { TransportLimits } from '../transport/limits.ts';
import { bodyOf, membersOf, readFrozen } from './calls/frozen-call.ts';
import { OPERATIONS } from './calls/operations.ts';
import { sendOutcome } from './calls/send-outcome.ts';
import type { WriteContext } from './context.ts';
import { planOf, settleOf } from './flows.ts';

/** A session that writes for one connection. What it reads is retried and counted as a feed's reads are; no write is. */
export function openWriteSession(deps: SessionDeps<AwsCredentials>, limits: TransportLimits): WriteSession {
  const { credentials, quota, clock, log } = deps;
  const { catalog, accountId } = credentials;
  const clients = createClients(deps.endpoints, credentials, limits);
  const calls = { quota, clock, budget: new RetryBudget(), limits };

  function contextOf(intent: WriteIntent, progress: WriteProgress, signal: AbortSignal): WriteContext {
    const api = createApi({ ...calls, clients, catalog }, signal);
    const feed = { api, log, accountId, request: { since: null, resumeFrom: null, signal } };
    return { intent, progress, api, feed, catalog, now: clock.now() };
  }

  return {
    plan: async (intent, progress, signal) => planOf(contextOf(intent, progress, signal)),
    send: async (intent: WriteIntent, call: StoredCall, signal: AbortSignal) => {
      const frozen = readFrozen(call.request);
      const { operation } = frozen;
      const spec = { operation, buckets: OPERATIONS[operation].buckets };
      const body = bodyOf(call, frozen);
      const once = await new Caller(calls, signal).once(spec, (options) =>
        SEND_BODY[operation](clients, body, options),
      );
      return sendOutcome({ operation, intent, call, sent: membersOf(frozen), now: clock.now() }, once);
    },
    settle: async (...[intent, call, progress, signal]) =>
      settleOf(contextOf(intent, progress, signal), call, readFrozen(call.request)),
    close: async () => clients.close(),
  };
}
