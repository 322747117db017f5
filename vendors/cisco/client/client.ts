import type { VendorHttpRequest, VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { CiscoCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { failureOf } from './failure.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';

export interface ApiCall {
  /** `deals.list`: for logs, metrics and messages. */
  readonly operation: string;
  /** Key in `VendorFacts.endpoints`. */
  readonly service: 'deals' | 'dfm' | 'commerce';
  readonly method: VendorHttpRequest['method'];
  /** Path and encoded query below the service's base address, with a leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest answer accepted, in bytes. */
  readonly maxBytes?: number;
  /** An error answer with which the service says no to this one request, whatever its HTTP status. */
  readonly isRefusal?: (answer: VendorHttpResponse) => boolean;
}

/** Cisco's services, signed in, within the call budgets of the one key. */
export interface CiscoClient {
  /**
   * Makes sure of a token that is still good, with retries.
   * @throws VendorError `auth_expired` when the application's id or secret is refused
   */
  signIn(run: CallRun): Promise<void>;
  /**
   * One call, with retries and at most one fresh token.
   * @returns an answer with a 2xx status, or one that the call takes for a refusal
   * @throws VendorError as the house knows them; the run's abort reason when it was aborted
   */
  call(call: ApiCall, run: CallRun): Promise<VendorHttpResponse>;
}

/** Both budgets are of the key, whichever service is called [cisco 1]. */
const BUCKETS = ['second', 'day'] as const;

/** The limit that is breached first is that of a second. */
const DEFAULT_PAUSE_MS = 1_000;

/** Opens the client. Nothing is called yet. */
export function openCiscoClient(
  deps: SessionDeps<CiscoCredentials>,
  parts: { readonly tokens: TokenKeeper; readonly budget: RetryBudget },
): CiscoClient {
  const { tokens, budget } = parts;

  async function send(call: ApiCall, run: CallRun, token: string): Promise<VendorHttpResponse> {
    await deps.quota.take(BUCKETS, run.signal);
    run.countCall();
    return deps.http.send({
      vendor: VENDOR,
      operation: call.operation,
      method: call.method,
      url: (deps.endpoints[call.service] ?? '').replace(/\/+$/, '') + call.path,
      headers: { ...call.headers, authorization: `Bearer ${token}` },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
      signal: run.signal,
    });
  }

  /** Gives a refused token up once: a second refusal of a fresh token is final. */
  async function sendSignedIn(call: ApiCall, run: CallRun, state: { freshened: boolean }): Promise<VendorHttpResponse> {
    const token = await tokens.get(run);
    const answer = await send(call, run, token);
    if (answer.status !== 401) return answer;
    tokens.drop(token);
    if (state.freshened) return answer;
    state.freshened = true;
    return send(call, run, await tokens.get(run));
  }

  async function fail(answer: VendorHttpResponse, call: ApiCall): Promise<VendorError> {
    const failure = failureOf(answer, call.operation, deps.clock.now());
    if (failure.kind === 'rate_limited') await deps.quota.pause('second', failure.retryAfterMs ?? DEFAULT_PAUSE_MS);
    return failure;
  }

  return {
    async signIn(run) {
      await withRetries({ clock: deps.clock, signal: run.signal, budget }, () => tokens.get(run));
    },
    call(call, run) {
      const state = { freshened: false };
      return withRetries({ clock: deps.clock, signal: run.signal, budget }, async () => {
        const answer = await sendSignedIn(call, run, state);
        const good = answer.status >= 200 && answer.status < 300;
        if (good || call.isRefusal?.(answer)) return answer;
        throw await fail(answer, call);
      });
    },
  };
}
