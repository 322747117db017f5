import type { Heard, Reply, Route } from '../../support/raw-server.ts';

/** An Entra v1 token endpoint that rotates the refresh token with every answer. */
export class SignIn {
  /** Refresh tokens in the order they were issued, the first one included. */
  readonly refreshTokens: string[] = ['refresh-0'];
  /** Access tokens that are no longer accepted. */
  readonly revoked = new Set<string>();
  expiresIn = '3599';
  rotates = true;
  /** Given before the endpoint works as it should, one for each request. */
  readonly troubles: Reply[] = [];
  #issued = 0;

  readonly route: Route = (heard) => this.#answer(heard);

  /** Whether a request carries a token made for this audience and still good. */
  accepts(heard: Heard, audience: string): boolean {
    const token = /^Bearer (.+)$/.exec(heard.headers.authorization ?? '')?.[1];
    return token !== undefined && token.endsWith(`|${audience}`) && !this.revoked.has(token);
  }

  #answer(heard: Heard): Reply {
    const trouble = this.troubles.shift();
    if (trouble) return trouble;
    const form = new URLSearchParams(heard.body);
    if (form.get('refresh_token') !== this.refreshTokens.at(-1)) {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'AADSTS70008', error_codes: [70008] } };
    }
    this.#issued += 1;
    const next = `refresh-${this.#issued}`;
    if (this.rotates) this.refreshTokens.push(next);
    return {
      body: {
        token_type: 'Bearer',
        scope: 'user_impersonation',
        expires_in: this.expiresIn,
        ext_expires_in: this.expiresIn,
        expires_on: '1785312000',
        not_before: '1785308400',
        resource: form.get('resource'),
        access_token: `access-${this.#issued}|${form.get('resource')}`,
        ...(this.rotates ? { refresh_token: next } : {}),
      },
    };
  }
}
