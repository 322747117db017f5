import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { IbmCredentials } from '../credentials.ts';
import { VENDOR } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION } from './token-answer.ts';

const PATH = '/identity/token';

/**
 * The access token of one session, made from the API key [ibm 2]. It is asked for once: the call that needs it tries
 * again, and pays for it.
 */
export function keepTokens(deps: SessionDeps<IbmCredentials>): TokenKeeper {
  const { clock, endpoints, http, credentials } = deps;
  return new TokenKeeper(clock, async (run) => {
    run.countCall();
    const answer = await http.send({
      vendor: VENDOR,
      operation: TOKEN_OPERATION,
      method: 'POST',
      url: `${(endpoints['iam'] ?? '').replace(/\/+$/, '')}${PATH}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
        apikey: credentials.apiKey,
        response_type: 'cloud_iam',
      }).toString(),
      signal: new AbortController().signal,
    });
    return readTokenAnswer(answer, clock.now());
  });
}
