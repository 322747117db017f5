import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { MicrosoftCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { unreadable } from './answer-json.ts';
import { failureOf } from './failure.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** Fetches a file behind a pre-signed link. */
export type Download = (link: string, operation: string, run: CallRun) => Promise<Buffer>;

/**
 * Makes the downloader. A pre-signed link is a credential by itself: it is fetched without our token, never logged and
 * never repeated in a message. Which hosts it may point to, `deps.http` decides.
 */
export function openDownload(deps: SessionDeps<MicrosoftCredentials>, budget: RetryBudget): Download {
  return (link, operation, run) =>
    withRetries({ clock: deps.clock, signal: run.signal, budget }, async () => {
      run.countCall();
      const answer = await deps.http.send({
        vendor: VENDOR,
        operation,
        method: 'GET',
        url: link,
        signal: run.signal,
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      if (answer.status === 200) return answer.body;
      // A link that is no longer good says nothing about the connection's sign-in: the next run asks for a new one.
      const ofTheLink = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      if (ofTheLink) throw unreadable(operation, 'its download link is not accepted', answer.status);
      throw failureOf(answer, { operation, envelopes: [], now: deps.clock.now() });
    });
}
