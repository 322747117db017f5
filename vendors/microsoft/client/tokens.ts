import { orAborted } from '../../../platform/resilience/or-aborted.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import type { MicrosoftCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

/** A token is no longer handed out this long before it expires. */
const SAFETY_MS = 60_000;

interface HeldToken {
  readonly token: string;
  readonly goodUntil: number;
}

/**
 * Access tokens of one session, one for each audience, all made from the same refresh token. One refresh runs at a
 * time, since each may replace the refresh token that the next one needs. A refresh is not cut short when a run is
 * aborted: the rotated refresh token it brings would be lost.
 */
export class TokenKeeper {
  readonly #deps: SessionDeps<MicrosoftCredentials>;
  readonly #held = new Map<string, HeldToken>();
  readonly #refreshing = new Map<string, Promise<string>>();
  #credentials: MicrosoftCredentials;
  #savedRefreshToken: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: SessionDeps<MicrosoftCredentials>) {
    this.#deps = deps;
    this.#credentials = deps.credentials;
    this.#savedRefreshToken = deps.credentials.refreshToken;
  }

  /**
   * A token for one audience: the one at hand, or a fresh one. Callers at the same time share one refresh.
   * @throws VendorError `auth_expired` when the refresh token or the app's secret is refused
   */
  get(audience: string, run: CallRun): Promise<string> {
    const held = this.#held.get(audience);
    if (held && held.goodUntil > this.#deps.clock.now().getTime()) return Promise.resolve(held.token);
    const underWay = this.#refreshing.get(audience) ?? this.#startRefresh(audience, run);
    return orAborted(underWay, run.signal);
  }

  /** The service refused this token: the next call gets a fresh one, unless another already brought it. */
  drop(audience: string, token: string): void {
    if (this.#held.get(audience)?.token === token) this.#held.delete(audience);
  }

  /** Resolves when no refresh is under way, so that what it rotates is stored before the session ends. */
  async idle(): Promise<void> {
    await this.#last;
  }

  #startRefresh(audience: string, run: CallRun): Promise<string> {
    const refresh = this.#last
      .then(() => this.#refresh(audience, run))
      .finally(() => this.#refreshing.delete(audience));
    this.#refreshing.set(audience, refresh);
    this.#last = refresh.catch(() => undefined);
    return refresh;
  }

  async #refresh(audience: string, run: CallRun): Promise<string> {
    const askedAt = this.#deps.clock.now().getTime();
    const answer = await this.#askWithLatest(audience, run);
    if (answer.refreshToken) this.#credentials = { ...this.#credentials, refreshToken: answer.refreshToken };
    if (this.#credentials.refreshToken !== this.#savedRefreshToken) {
      await this.#deps.saveCredentials(this.#credentials);
      this.#savedRefreshToken = this.#credentials.refreshToken;
    }
    const goodUntil = askedAt + answer.expiresIn * 1000 - SAFETY_MS;
    this.#held.set(audience, { token: answer.accessToken, goodUntil });
    return answer.accessToken;
  }

  /** A refused refresh token may have been rotated by another session of the connection: its successor is stored. */
  async #askWithLatest(audience: string, run: CallRun): Promise<TokenAnswer> {
    try {
      return await this.#ask(audience, run);
    } catch (error) {
      const latest =
        isVendorError(error) && error.kind === 'auth_expired' ? await this.#deps.loadCredentials?.() : null;
      if (!latest || latest.refreshToken === this.#credentials.refreshToken) throw error;
      this.#credentials = latest;
      this.#savedRefreshToken = latest.refreshToken;
      return this.#ask(audience, run);
    }
  }

  /** One try: the call that needs the token tries again, and pays for it. */
  async #ask(audience: string, run: CallRun): Promise<TokenAnswer> {
    const { clock, endpoints, http } = this.#deps;
    run.countCall();
    const answer = await http.send({
      vendor: VENDOR,
      operation: 'login.token',
      method: 'POST',
      url: `${(endpoints['login'] ?? '').replace(/\/+$/, '')}/${this.#credentials.tenantId}/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: this.#form(audience),
      signal: new AbortController().signal,
    });
    return readTokenAnswer(answer, clock.now());
  }

  /** Form of the v1 endpoint, which names the audience as `resource` [SDKD enable-secure-app-model.md]. */
  #form(audience: string): string {
    return new URLSearchParams({
      resource: audience,
      client_id: this.#credentials.clientId,
      client_secret: this.#credentials.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: this.#credentials.refreshToken,
      scope: 'openid',
    }).toString();
  }
}
