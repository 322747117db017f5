import { orAborted } from '../../../platform/resilience/or-aborted.ts';
import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { EmployerApplication } from '../credentials.ts';
import { SOURCE } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION, type TokenAnswer } from './token-answer.ts';

/** A token is no longer handed out this long before it expires. */
const SAFETY_MS = 60_000;

/** What a token is asked for: to read the records of employees [ibm 4]. */
const SCOPE = 'workforce';

type Deps = Pick<SessionDeps<unknown>, 'clock' | 'endpoints' | 'http'>;

/** The access token of one session: client credentials of the employer's application [ibm 4]. */
export class TokenKeeper {
  readonly #deps: Deps;
  readonly #application: EmployerApplication;
  readonly #budget: RetryBudget;
  #held: { readonly token: string; readonly goodUntil: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(deps: Deps, application: EmployerApplication, budget: RetryBudget) {
    this.#deps = deps;
    this.#application = application;
    this.#budget = budget;
  }

  /**
   * The token at hand, or a fresh one. Calls at the same time share one request, so it is bound to none of their runs.
   * @throws VendorError `auth_expired` when the application's id or secret is refused
   */
  async get(run: CallRun): Promise<string> {
    if (this.#held && this.#held.goodUntil > this.#deps.clock.now().getTime()) return this.#held.token;
    this.#asking ??= this.#fetch(run).finally(() => {
      this.#asking = null;
    });
    return orAborted(this.#asking, run.signal);
  }

  /** The service refused this token: the next call gets a fresh one, unless another already brought it. */
  drop(token: string): void {
    if (this.#held?.token === token) this.#held = null;
  }

  async #fetch(run: CallRun): Promise<string> {
    const { clock } = this.#deps;
    const askedAt = clock.now().getTime();
    const answer = await this.#ask(run);
    this.#held = { token: answer.accessToken, goodUntil: askedAt + answer.expiresIn * 1000 - SAFETY_MS };
    return answer.accessToken;
  }

  #ask(run: CallRun): Promise<TokenAnswer> {
    const { clock, endpoints, http } = this.#deps;
    const signal = new AbortController().signal;
    return withRetries({ clock, signal, budget: this.#budget }, async () => {
      run.countCall();
      const answer = await http.send({
        vendor: SOURCE,
        operation: TOKEN_OPERATION,
        method: 'POST',
        url: endpoints['token'] ?? '',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: this.#application.clientId,
          client_secret: this.#application.clientSecret,
          scope: SCOPE,
        }).toString(),
        signal,
      });
      return readTokenAnswer(answer, clock.now());
    });
  }
}
