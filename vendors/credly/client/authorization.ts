import type { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { SessionDeps } from '../../../platform/vendor/contract.ts';
import type { CredlyCredentials } from '../credentials.ts';
import { keepTokens } from './tokens.ts';

/** What goes into the `authorization` header of a call. */
export interface Authorization {
  get(run: CallRun): Promise<string>;
  /**
   * The service refused this header.
   * @returns whether another can be had
   */
  refresh(refused: string): boolean;
}

/** The sign-in that the credentials are for: the organisation's token, or an OAuth application. */
export function openAuthorization(deps: SessionDeps<CredlyCredentials>, budget: RetryBudget): Authorization {
  const { credentials } = deps;
  if ('authorizationToken' in credentials) {
    // The token is the user's name, and the password is blank [ibm 4].
    const header = `Basic ${Buffer.from(`${credentials.authorizationToken}:`, 'utf8').toString('base64')}`;
    return { get: () => Promise.resolve(header), refresh: () => false };
  }
  const tokens = keepTokens(deps, credentials, budget);
  return {
    get: async (run) => `Bearer ${await tokens.get(run)}`,
    refresh: (refused) => {
      tokens.drop(refused.replace(/^Bearer /, ''));
      return true;
    },
  };
}
