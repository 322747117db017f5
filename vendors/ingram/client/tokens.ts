import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { IngramCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION } from './token-answer.ts';

/**
 * The access token of one session: client credentials [ingram], in the body and not in the query that the published
 * model shows, since an address ends up in logs. It is asked for once: the call that needs it is what is tried again.
 */
export function keepTokens(deps: SessionDeps<IngramCredentials>): TokenKeeper {
  const { clock, endpoints, http, credentials } = deps;
  return new TokenKeeper(clock, async (run) => {
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
      signal: new AbortController().signal,
    });
    return readTokenAnswer(answer, clock.now());
  });
}
