import { pino } from 'pino';
import { createVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { VendorSession } from '../../../../platform/vendor/contract.ts';
import { ingramWorkshop, type IngramCredentials } from '../../../../vendors/ingram/index.ts';
import { startRawServer, type RawServer, type Route } from '../../cisco/support/raw-server.ts';
import { StillClock } from '../../cisco/support/still-clock.ts';

export const CREDENTIALS: IngramCredentials = {
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
  applicationId: 'Example-Networks',
  accounts: [{ customerNumber: '20-222222', countryCode: 'US' }],
};

export const FEED = 'special-bids';
export const START = '2026-04-15T09:30:00.000Z';
export const TOKEN = 'POST /oauth/token';
export const SEARCH = 'GET /api/resellers/v6/deals/search';

/** Route of the details of a deal. */
export function detailsOf(dealId: string): string {
  return `GET /api/resellers/v6/deals/${encodeURIComponent(dealId)}`;
}

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
 * Starts a server below `/oauth` and `/api`, and opens a session against it. Every route but the sign-in wants one of the
 * tokens `access-1`, `access-2`, … that the sign-in hands out; they live a day.
 */
export async function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: Partial<IngramCredentials> = {},
): Promise<Bench> {
  const revoked = new Set<string>();
  let issued = 0;
  const signIn: Route = () => {
    issued += 1;
    return { body: { access_token: `access-${issued}`, token_type: 'Bearer', expires_in: '86399' } };
  };
  const guarded = (route: Route): Route => {
    return (heard) => {
      const token = /^Bearer (access-\d+)$/.exec(heard.headers.authorization ?? '')?.[1];
      return token === undefined || revoked.has(token)
        ? { status: 401, body: { fault: { faultstring: 'Invalid token', detail: { errorcode: 'invalid_token' } } } }
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
  const clock = new StillClock(START);
  const taken: string[] = [];
  const paused: Bench['paused'] = [];
  const session = ingramWorkshop.open({
    connectionId: 'connection-1',
    credentials: { ...CREDENTIALS, ...credentials },
    saveCredentials: () => Promise.reject(new Error('nothing of these credentials rotates')),
    endpoints: { token: `${server.origin}/oauth/token`, api: `${server.origin}/api/` },
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
