import { ingramWorkshop, type IngramCredentials } from '../../../../vendors/ingram/index.ts';
import { numberedTokens, startRawBench, type Bench } from '../../support/raw-bench.ts';
import type { Route } from '../../support/raw-server.ts';

export type { Bench } from '../../support/raw-bench.ts';

export const CREDENTIALS: IngramCredentials = {
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
  applicationId: 'Example-Networks',
  accounts: [{ customerNumber: '20-222222', countryCode: 'US' }],
};

export const FEED = 'special-bids';
export const TOKEN = 'POST /oauth/token';
export const SEARCH = 'GET /api/resellers/v6/deals/search';

/** Route of the details of a deal. */
export function detailsOf(dealId: string): string {
  return `GET /api/resellers/v6/deals/${encodeURIComponent(dealId)}`;
}

/**
 * Starts a server below `/oauth` and `/api`, and opens a session against it. Every route but the sign-in wants one of the
 * tokens `access-1`, `access-2`, … that the sign-in hands out; they live a day.
 */
export function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: Partial<IngramCredentials> = {},
): Promise<Bench> {
  return startRawBench({
    workshop: ingramWorkshop,
    credentials: { ...CREDENTIALS, ...credentials },
    endpoints: (origin) => ({ token: `${origin}/oauth/token`, api: `${origin}/api/` }),
    routes,
    door: {
      at: TOKEN,
      ...numberedTokens({ expires_in: '86399' }),
      refusal: {
        status: 401,
        body: { fault: { faultstring: 'Invalid token', detail: { errorcode: 'invalid_token' } } },
      },
    },
  });
}
