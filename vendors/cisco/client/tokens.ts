import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { CiscoCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { orAborted } from './or-aborted.ts';
import type { Run } from './run.ts';
import { readTokenAnswer, TOKEN_OPERATION, type TokenAnswer } from './token-answer.ts';

/** A token is no longer handed out this long before it expires. */
const SAFETY_MS = 60_000;

const PATH = '/oauth2/default/v1/token';

/** The access token of one session: client credentials, id and secret in the body [cisco 1]. */
export class TokenKeeper {
  readonly #deps: SessionDeps<CiscoCredentials>;
  #held: { readonly token: string; readonly goodUntil: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(deps: SessionDeps<CiscoCredentials>) {
    this.#deps = deps;
  }

  /**
   * The token at hand, or a fresh one. Runs at the same time share one request, so it is bound to none of their signals.
   * @throws VendorError `auth_expired` when the application's id or secret is refused
   */
  async get(run: Run): Promise<string> {
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

  async #fetch(run: Run): Promise<string> {
    const { clock } = this.#deps;
    const askedAt = clock.now().getTime();
    const answer = await this.#ask(run);
    this.#held = { token: answer.accessToken, goodUntil: askedAt + answer.expiresIn * 1000 - SAFETY_MS };
    return answer.accessToken;
  }

  /** One try: the call that needs the token tries again, and pays for it. */
  async #ask(run: Run): Promise<TokenAnswer> {
    const { clock, endpoints, http, credentials } = this.#deps;
    run.countCall();
    const answer = await http.send({
      vendor: VENDOR,
      operation: TOKEN_OPERATION,
      method: 'POST',
      url: `${(endpoints['login'] ?? '').replace(/\/+$/, '')}${PATH}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }).toString(),
      signal: new AbortController().signal,
    });
    return readTokenAnswer(answer, clock.now());
  }
}
