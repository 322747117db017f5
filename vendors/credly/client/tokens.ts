import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import { TokenKeeper } from '../../../platform/vendor/token-keeper.ts';
import type { EmployerApplication } from '../credentials.ts';
import { SOURCE } from '../facts.ts';
import { readTokenAnswer, TOKEN_OPERATION } from './token-answer.ts';

/** What a token is asked for: to read the records of employees [ibm 4]. */
const SCOPE = 'workforce';

type Deps = Pick<SessionDeps<unknown>, 'clock' | 'endpoints' | 'http'>;

/** The access token of one session: client credentials of the employer's application, with retries [ibm 4]. */
export function keepTokens(deps: Deps, application: EmployerApplication, budget: RetryBudget): TokenKeeper {
  const { clock, endpoints, http } = deps;
  const signal = new AbortController().signal;
  return new TokenKeeper(clock, (run) =>
    withRetries({ clock, signal, budget }, async () => {
      run.countCall();
      const answer = await http.send({
        vendor: SOURCE,
        operation: TOKEN_OPERATION,
        method: 'POST',
        url: endpoints['token'] ?? '',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: application.clientId,
          client_secret: application.clientSecret,
          scope: SCOPE,
        }).toString(),
        signal,
      });
      return readTokenAnswer(answer, clock.now());
    }),
  );
}
