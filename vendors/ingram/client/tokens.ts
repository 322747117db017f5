import { orAborted } from '../../../platform/resilience/or-aborted.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { IngramCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION, type TokenAnswer } from './token-answer.ts';

/** A token is no longer handed out this long before it expires. */
const SAFETY_MS = 60_000;

/** The access token of one session: client credentials [ingram]. */
export class TokenKeeper {
  readonly #deps: SessionDeps<IngramCredentials>;
  #held: { readonly token: string; readonly goodUntil: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(deps: SessionDeps<IngramCredentials>) {
    this.#deps = deps;
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

  /** In the body, not the query that the published model shows: an address ends up in logs, a body does not. */
  async #ask(run: CallRun): Promise<TokenAnswer> {
    const { clock, endpoints, http, credentials } = this.#deps;
    const signal = new AbortController().signal;
    // Tried once: the call that needs the token is what is retried.
    run.countCall();
    const answer = await http.send({
      vendor: VENDOR,
      operation: TOKEN_OPERATION,
      method: 'POST',
      url: endpoints['token'] ?? '',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }).toString(),
      signal,
    });
    return readTokenAnswer(answer, clock.now());
  }
}
