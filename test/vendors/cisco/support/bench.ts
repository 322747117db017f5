import { pino } from 'pino';
import { createVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { VendorSession } from '../../../../platform/vendor/contract.ts';
import { ciscoWorkshop, type CiscoCredentials } from '../../../../vendors/cisco/index.ts';
import { startRawServer, type RawServer, type Reply, type Route } from './raw-server.ts';
import { StillClock } from './still-clock.ts';

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

/** A session against a raw server, with everything a test wants to look at. */
export interface Bench {
  readonly server: RawServer;
  readonly session: VendorSession;
  readonly clock: StillClock;
  /** Access tokens that are no longer accepted. */
  readonly revoked: Set<string>;
  readonly taken: string[];
  readonly paused: Array<{ bucket: string; ms: number }>;
  close(): Promise<void>;
}

/**
 * Starts a server below `/login`, `/deals`, `/dfm` and `/commerce`, and opens a session against it. Every route but the
 * sign-in wants one of the tokens `access-1`, `access-2`, … that the sign-in hands out.
 */
export async function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: Partial<CiscoCredentials> = {},
): Promise<Bench> {
  const revoked = new Set<string>();
  let issued = 0;
  const signIn: Route = () => {
    issued += 1;
    return { body: { access_token: `access-${issued}`, token_type: 'Bearer', expires_in: 3600 } };
  };
  const guarded = (route: Route): Route => {
    return (heard): Reply | Promise<Reply> => {
      const token = /^Bearer (access-\d+)$/.exec(heard.headers.authorization ?? '')?.[1];
      return token === undefined || revoked.has(token)
        ? { status: 401, body: { error: 'invalid_token' } }
        : route(heard);
    };
  };
  const others = Object.entries(routes).filter(([name]) => name !== TOKEN);
  const server = await startRawServer({
    ...Object.fromEntries(others.map(([name, route]) => [name, guarded(route)])),
    [TOKEN]: routes[TOKEN] ?? signIn,
  });
  const log = pino({ level: 'silent' });
  const http = createVendorHttp({ allowedOrigins: [server.origin], downloadHosts: [], log });
  const clock = new StillClock('2026-04-15T09:30:00.000Z');
  const taken: string[] = [];
  const paused: Bench['paused'] = [];
  const session = ciscoWorkshop.open({
    connectionId: 'connection-1',
    credentials: { ...CREDENTIALS, ...credentials },
    saveCredentials: () => Promise.reject(new Error('nothing of these credentials rotates')),
    endpoints: {
      login: `${server.origin}/login/`,
      deals: `${server.origin}/deals`,
      dfm: `${server.origin}/dfm/`,
      commerce: `${server.origin}/commerce`,
    },
    http,
    quota: {
      take: async (buckets) => void taken.push(...buckets),
      pause: async (bucket, ms) => void paused.push({ bucket, ms }),
    },
    clock,
    log,
  });
  const close = async (): Promise<void> => {
    await session.close();
    await http.close();
    await server.close();
  };
  return { server, session, clock, revoked, taken, paused, close };
}
