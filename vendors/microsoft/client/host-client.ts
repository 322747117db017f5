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

/** One of Microsoft's hosts, signed in, with one call budget. */
export interface HostClient {
  /** Our configured address of the host, without a slash at the end. */
  readonly base: string;
  /** @throws VendorError as the house knows them; the run's abort reason when it was aborted */
  call(call: ApiCall, run: CallRun): Promise<ApiAnswer>;
}

export interface HostClientOptions {
  readonly host: HostFacts;
  /** Key in `VendorFacts.quotas`. */
  readonly bucket: string;
  readonly tokens: TokenKeeper;
  readonly budget: RetryBudget;
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

  async function send(call: ApiCall, run: CallRun, sent: { ids: CallIds; token: string }): Promise<VendorHttpResponse> {
    await deps.quota.take([bucket], run.signal);
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

  /** Gives a refused token up once: a second refusal of a fresh token is final. */
  async function sendSignedIn(call: ApiCall, run: CallRun, state: CallState): Promise<VendorHttpResponse> {
    const token = await tokens.get(host.audience, run);
    const answer = await send(call, run, { ids: state.ids, token });
    if (answer.status !== 401) return answer;
    tokens.drop(host.audience, token);
    if (state.freshened) return answer;
    state.freshened = true;
    return send(call, run, { ids: state.ids, token: await tokens.get(host.audience, run) });
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
  };
}
