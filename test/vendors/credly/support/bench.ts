import { pino } from 'pino';
import { createVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { VendorSession } from '../../../../platform/vendor/contract.ts';
import { credlyWorkshop, type CredlyCredentials } from '../../../../vendors/credly/index.ts';
import { startRawServer, type RawServer, type Route } from '../../cisco/support/raw-server.ts';
import { StillClock } from '../../cisco/support/still-clock.ts';

export const ORGANIZATION = '3f9c1a52-0f1e-4c53-9d0e-6a1b2c3d4e5f';
export const BY_TOKEN: CredlyCredentials = { organizationId: ORGANIZATION, authorizationToken: 'employer-token-1' };
export const BY_APPLICATION: CredlyCredentials = {
  organizationId: ORGANIZATION,
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
};

export const START = '2026-04-15T09:30:00.000Z';
export const TOKEN = 'POST /oauth/token';
export const EMPLOYEES = `GET /api/v1/organizations/${ORGANIZATION}/employees`;

/** Route of the badges of an employee. */
export function dataOf(employeeId: string): string {
  return `${EMPLOYEES}/${employeeId}/data`;
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
 * Starts a server below `/oauth` and `/api`, and opens a session against it. Every route but the sign-in wants the
 * organisation's token, or one of the tokens `access-1`, `access-2`, … that the sign-in hands out.
 */
export async function startBench(
  routes: Readonly<Record<string, Route>>,
  credentials: CredlyCredentials = BY_TOKEN,
): Promise<Bench> {
  const revoked = new Set<string>();
  const basic = `Basic ${Buffer.from('employer-token-1:').toString('base64')}`;
  let issued = 0;
  const signIn: Route = () => {
    issued += 1;
    return { body: { access_token: `access-${issued}`, token_type: 'Bearer', expires_in: 7200, scope: 'workforce' } };
  };
  const guarded = (route: Route): Route => {
    return (heard) => {
      const header = heard.headers.authorization ?? '';
      const token = /^Bearer (access-\d+)$/.exec(header)?.[1];
      const isGood = header === basic ? !revoked.has('employer-token-1') : token !== undefined && !revoked.has(token);
      return isGood ? route(heard) : { status: 401, body: { data: { message: 'Unauthorized' } } };
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
  const session = credlyWorkshop.open({
    connectionId: 'connection-1',
    credentials,
    saveCredentials: () => Promise.reject(new Error('nothing of these credentials rotates')),
    endpoints: { token: `${server.origin}/oauth/token`, api: `${server.origin}/api/v1/` },
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
