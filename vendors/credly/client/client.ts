import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { CredlyCredentials } from '../credentials.ts';
import { SOURCE } from '../facts.ts';
import { readAnswerJson } from './answer-json.ts';
import type { Authorization } from './authorization.ts';
import { failureOf } from './failure.ts';

/** Credly's organisation API, signed in, within its call budget. */
export interface CredlyClient {
  /**
   * One reading call, with retries and at most one fresh token.
   * @param operation `employees.list`: for logs, metrics and messages
   * @param path and encoded query below the API's base address, with a leading slash
   * @throws VendorError as the house knows them; the run's abort reason when it was aborted
   */
  read(operation: string, path: string, run: CallRun): Promise<JsonValue>;
}

const BUCKET = 'api';

/** 429 without `Retry-After`: how long others hold back (assumed). */
const DEFAULT_PAUSE_MS = 5_000;

/** Opens the client. Nothing is called yet. */
export function openCredlyClient(
  deps: SessionDeps<CredlyCredentials>,
  parts: { readonly authorization: Authorization; readonly budget: RetryBudget },
): CredlyClient {
  const { authorization, budget } = parts;
  const base = (deps.endpoints['api'] ?? '').replace(/\/+$/, '');

  async function send(
    call: { operation: string; path: string },
    run: CallRun,
    header: string,
  ): Promise<VendorHttpResponse> {
    await deps.quota.take([BUCKET], run.signal);
    run.countCall();
    return deps.http.send({
      vendor: SOURCE,
      operation: call.operation,
      method: 'GET',
      url: base + call.path,
      headers: { authorization: header, accept: 'application/json' },
      signal: run.signal,
    });
  }

  return {
    read(operation, path, run) {
      const call = { operation, path };
      let freshened = false;
      return withRetries({ clock: deps.clock, signal: run.signal, budget }, async () => {
        const header = await authorization.get(run);
        let answer = await send(call, run, header);
        // A refused token is given up once: a second refusal, of a fresh one, is final.
        if (answer.status === 401 && authorization.refresh(header) && !freshened) {
          freshened = true;
          answer = await send(call, run, await authorization.get(run));
        }
        if (answer.status >= 200 && answer.status < 300) return readAnswerJson(answer, operation);
        const failure = failureOf(answer, operation, deps.clock.now());
        if (failure.kind === 'rate_limited') await deps.quota.pause(BUCKET, failure.retryAfterMs ?? DEFAULT_PAUSE_MS);
        throw failure;
      });
    },
  };
}
