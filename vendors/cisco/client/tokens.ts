import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { CiscoCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION } from './token-answer.ts';

const PATH = '/oauth2/default/v1/token';

/**
 * The access token of one session: client credentials, id and secret in the body [cisco 1]. It is asked for once: the
 * call that needs it tries again, and pays for it.
 */
export function keepTokens(deps: SessionDeps<CiscoCredentials>): TokenKeeper {
  const { clock, endpoints, http, credentials } = deps;
  return new TokenKeeper(clock, async (run) => {
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
  });
}
