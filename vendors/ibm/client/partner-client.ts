import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { IbmCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readAnswerJson } from './answer-body.ts';
import { failureOf } from './failure.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';

export interface ReadCall {
  /** `credit-pools.list`: for logs, metrics and messages. */
  readonly operation: string;
  /** Path and encoded query below the service's base address, with a leading slash. */
  readonly path: string;
  /** The path carries a page token. */
  readonly pageToken: boolean;
}

/** IBM Cloud's partner management service, signed in, within its call budget. It is read only. */
export interface PartnerClient {
  /** Our configured address of the service, without a slash at the end. */
  readonly base: string;
  /**
   * One reading call, with retries and at most one fresh token.
   * @throws VendorError as the house knows them; the run's abort reason when it was aborted
   */
  read(call: ReadCall, run: CallRun): Promise<JsonValue>;
}

const BUCKET = 'partner';

/** 429 without `Retry-After`: how long others hold back (assumed). */
const DEFAULT_PAUSE_MS = 2_000;

/** Opens the client. Nothing is called yet. */
export function openPartnerClient(
  deps: SessionDeps<IbmCredentials>,
  parts: { readonly tokens: TokenKeeper; readonly budget: RetryBudget },
): PartnerClient {
  const { tokens, budget } = parts;
  const base = (deps.endpoints['partner'] ?? '').replace(/\/+$/, '');

  async function send(call: ReadCall, run: CallRun, token: string): Promise<VendorHttpResponse> {
    await deps.quota.take([BUCKET], run.signal);
    run.countCall();
    return deps.http.send({
      vendor: VENDOR,
      operation: call.operation,
      method: 'GET',
      url: base + call.path,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: run.signal,
    });
  }

  /** Gives a refused token up once: a second refusal of a fresh token is final. */
  async function sendSignedIn(
    call: ReadCall,
    run: CallRun,
    state: { freshened: boolean },
  ): Promise<VendorHttpResponse> {
    const token = await tokens.get(run);
    const answer = await send(call, run, token);
    if (answer.status !== 401) return answer;
    tokens.drop(token);
    if (state.freshened) return answer;
    state.freshened = true;
    return send(call, run, await tokens.get(run));
  }

  return {
    base,
    read(call, run) {
      const state = { freshened: false };
      return withRetries({ clock: deps.clock, signal: run.signal, budget }, async () => {
        const answer = await sendSignedIn(call, run, state);
        if (answer.status === 200) return readAnswerJson(answer, call.operation);
        const failure = failureOf(answer, { ...call, now: deps.clock.now() });
        if (failure.kind === 'rate_limited') await deps.quota.pause(BUCKET, failure.retryAfterMs ?? DEFAULT_PAUSE_MS);
        throw failure;
      });
    },
  };
}
