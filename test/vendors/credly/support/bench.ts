import { credlyWorkshop, type CredlyCredentials } from '../../../../vendors/credly/index.ts';
import { numberedTokens, startRawBench, type Bench } from '../../support/raw-bench.ts';
import type { Route } from '../../support/raw-server.ts';

export type { Bench } from '../../support/raw-bench.ts';

export const ORGANIZATION = '3f9c1a52-0f1e-4c53-9d0e-6a1b2c3d4e5f';
const EMPLOYER_TOKEN = 'employer-token-1';
export const BY_TOKEN: CredlyCredentials = { organizationId: ORGANIZATION, authorizationToken: EMPLOYER_TOKEN };
export const BY_APPLICATION: CredlyCredentials = {
  organizationId: ORGANIZATION,
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
};

export const TOKEN = 'POST /oauth/token';
export const EMPLOYEES = `GET /api/v1/organizations/${ORGANIZATION}/employees`;

/** Route of the badges of an employee. */
export function dataOf(employeeId: string): string {
  return `${EMPLOYEES}/${employeeId}/data`;
}

/**
 * Starts a server below `/oauth` and `/api`, and opens a session against it. Every route but the sign-in wants the
 * organisation's token, or one of the tokens `access-1`, `access-2`, … that the sign-in hands out.
 */
export function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: CredlyCredentials = BY_TOKEN,
): Promise<Bench> {
  const basic = `Basic ${Buffer.from(`${EMPLOYER_TOKEN}:`).toString('base64')}`;
  const { signIn, tokenOf } = numberedTokens({ expires_in: 7200, scope: 'workforce' });
  return startRawBench({
    workshop: credlyWorkshop,
    credentials,
    endpoints: (origin) => ({ token: `${origin}/oauth/token`, api: `${origin}/api/v1/` }),
    routes,
    door: {
      at: TOKEN,
      signIn,
      tokenOf: (heard) => (heard.headers.authorization === basic ? EMPLOYER_TOKEN : tokenOf(heard)),
      refusal: { status: 401, body: { data: { message: 'Unauthorized' } } },
    },
  });
}
