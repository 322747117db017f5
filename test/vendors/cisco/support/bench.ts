import { ciscoWorkshop, type CiscoCredentials } from '../../../../vendors/cisco/index.ts';
import { numberedTokens, startRawBench, type Bench } from '../../support/raw-bench.ts';
import type { Route } from '../../support/raw-server.ts';

export type { Bench } from '../../support/raw-bench.ts';

export const CREDENTIALS: CiscoCredentials = {
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
  role: 'distributor',
  beGeoId: '520001',
  senderId: 'SENDER-1',
  theaterCodes: ['EMEA'],
};

export const TOKEN = 'POST /login/oauth2/default/v1/token';
export const SEARCH = 'POST /dfm/dfm/services/reseller/v1/searchReseller';
export const DEALS = 'GET /deals/deals';
export const QUOTES = 'POST /commerce/commerce/QUOTING/v1/ListQuoteService';

/**
 * Starts a server below `/login`, `/deals`, `/dfm` and `/commerce`, and opens a session against it. Every route but the
 * sign-in wants one of the tokens `access-1`, `access-2`, … that the sign-in hands out.
 */
export function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: Partial<CiscoCredentials> = {},
): Promise<Bench> {
  return startRawBench({
    workshop: ciscoWorkshop,
    credentials: { ...CREDENTIALS, ...credentials },
    endpoints: (origin) => ({
      login: `${origin}/login/`,
      deals: `${origin}/deals`,
      dfm: `${origin}/dfm/`,
      commerce: `${origin}/commerce`,
    }),
    routes,
    door: {
      at: TOKEN,
      ...numberedTokens({ expires_in: 3600 }),
      refusal: { status: 401, body: { error: 'invalid_token' } },
    },
  });
}
