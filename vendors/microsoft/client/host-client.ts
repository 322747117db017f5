import type { VendorHttpRequest, VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { MicrosoftCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readAnswerJson } from './answer-json.ts';
import { newCallIds, type CallIds } from './call-ids.ts';
import { failureOf } from './failure.ts';
import type { HostFacts } from './hosts.ts';
import type { TokenKeeper } from './tokens.ts';
import { asUnsent, refusedByOurselves } from './unsent.ts';

export interface ApiCall {
  /** `referrals.list`: for logs, metrics and messages. */
  readonly operation: string;
  readonly method: VendorHttpRequest['method'];
  /** Path and encoded query below the host's base address, with a leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** Error statuses that are an answer here: 404 for "not ready yet". */
  readonly accepts?: readonly number[];
  /** The path carries a page token. */
  readonly pageToken?: boolean;
}

export interface ApiAnswer {
  readonly status: number;
  /** Null for an empty body, and for an accepted error status. */
  readonly body: JsonValue | null;
}

/** The answer to a call that was sent once, whatever it says. */
export interface OnceAnswer {
  readonly answer: VendorHttpResponse;
  /** The answer in our terms when it is not 2xx. */
  readonly failure: VendorError | null;
}

/** One of Microsoft's hosts, signed in, with one call budget. */
export interface HostClient {
  /** Our configured address of the host, without a slash at the end. */
  readonly base: string;
  /** @throws VendorError as the house knows them; the run's abort reason when it was aborted */
  call(call: ApiCall, run: CallRun): Promise<ApiAnswer>;
  /**
   * Sends a call that has an effect: never again after a failure, and without taking from the budget, which the caller
   * has done. Only a 401, which proves that nothing happened, is followed by the same request with a fresh token.
   * @throws VendorError when no answer arrived; `notSent` when nothing was sent, or only what a 401 refused
   */
  callOnce(call: ApiCall, run: CallRun): Promise<OnceAnswer>;
}

export interface HostClientOptions {
  readonly host: HostFacts;
  /** Key in `VendorFacts.quotas`. */
  readonly bucket: string;
  readonly tokens: TokenKeeper;
  readonly budget: RetryBudget;
}

interface SentWith {
  readonly ids: CallIds;
  readonly token: string;
}

interface CallState {
  readonly ids: CallIds;
  /** A fresh token was already asked for during this call. */
  freshened: boolean;
}

/** 429 without `Retry-After`: how long others hold back (assumed). */
const DEFAULT_PAUSE_MS = 2_000;

/** Opens a client for one host and one bucket. */
export function openHostClient(deps: SessionDeps<MicrosoftCredentials>, options: HostClientOptions): HostClient {
  const { host, bucket, tokens, budget } = options;
  const base = (deps.endpoints[host.endpoint] ?? '').replace(/\/+$/, '');

  async function send(call: ApiCall, run: CallRun, sent: SentWith): Promise<VendorHttpResponse> {
    run.countCall();
    const answer = await deps.http.send({
      vendor: VENDOR,
      operation: call.operation,
      method: call.method,
      url: base + call.path,
      headers: {
        authorization: `Bearer ${sent.token}`,
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...host.headers(sent.ids),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: run.signal,
    });
    sent.ids.answered();
    return answer;
  }

  async function sendInBudget(call: ApiCall, run: CallRun, sent: SentWith): Promise<VendorHttpResponse> {
    await deps.quota.take([bucket], run.signal);
    return send(call, run, sent);
  }

  /** Gives a refused token up once: a second refusal of a fresh token is final. */
  async function sendSignedIn(call: ApiCall, run: CallRun, state: CallState): Promise<VendorHttpResponse> {
    const token = await tokens.get(host.audience, run);
    const answer = await sendInBudget(call, run, { ids: state.ids, token });
    if (answer.status !== 401) return answer;
    tokens.drop(host.audience, token);
    if (state.freshened) return answer;
    state.freshened = true;
    return sendInBudget(call, run, { ids: state.ids, token: await tokens.get(host.audience, run) });
  }

  /** A failure of the sign-in is none of the call: it was not sent yet, or a 401 refused it. */
  async function tokenForOnce(run: CallRun): Promise<string> {
    try {
      return await tokens.get(host.audience, run);
    } catch (error) {
      throw asUnsent(error);
    }
  }

  async function sendOnce(call: ApiCall, run: CallRun): Promise<VendorHttpResponse> {
    const ids = newCallIds();
    const token = await tokenForOnce(run);
    const answer = await send(call, run, { ids, token });
    if (answer.status !== 401) return answer;
    tokens.drop(host.audience, token);
    return send(call, run, { ids, token: await tokenForOnce(run) });
  }

  async function fail(answer: VendorHttpResponse, call: ApiCall): Promise<VendorError> {
    const context = { operation: call.operation, envelopes: host.envelopes, pageToken: call.pageToken };
    const failure = failureOf(answer, { ...context, now: deps.clock.now() });
    if (failure.kind === 'rate_limited') await deps.quota.pause(bucket, failure.retryAfterMs ?? DEFAULT_PAUSE_MS);
    return failure;
  }

  return {
    base,
    async call(call, run) {
      const state: CallState = { ids: newCallIds(), freshened: false };
      return withRetries({ clock: deps.clock, signal: run.signal, budget }, async () => {
        const answer = await sendSignedIn(call, run, state);
        if (call.accepts?.includes(answer.status)) return { status: answer.status, body: null };
        if (answer.status < 200 || answer.status > 299) throw await fail(answer, call);
        return { status: answer.status, body: readAnswerJson(answer, call.operation) };
      });
    },
    async callOnce(call, run) {
      try {
        const answer = await sendOnce(call, run);
        const went = answer.status >= 200 && answer.status <= 299;
        return { answer, failure: went ? null : await fail(answer, call) };
      } catch (error) {
        throw refusedByOurselves(error) ? asUnsent(error) : error;
      }
    },
  };
}
