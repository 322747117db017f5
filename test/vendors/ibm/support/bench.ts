import { pino } from 'pino';
import { createVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { VendorSession } from '../../../../platform/vendor/contract.ts';
import { ibmWorkshop, type IbmCredentials } from '../../../../vendors/ibm/index.ts';
import { startRawServer, type RawServer, type Route } from '../../cisco/support/raw-server.ts';
import { StillClock } from '../../cisco/support/still-clock.ts';

export const CREDENTIALS: IbmCredentials = { apiKey: 'key-secret-1', partnerId: 'enterprise-1' };

export const START = '2026-04-15T09:30:00.000Z';
export const TOKEN = 'POST /iam/identity/token';
export const POOLS = 'GET /partner/v1/credit-pools';

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

/** A token as IAM makes them: nobody here checks its signature. */
export function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}

/**
 * Starts a server below `/iam` and `/partner`, and opens a session against it. Every route but the sign-in wants the
 * latest token of the sign-in. Tokens live an hour, whatever `expires_in` says.
 */
export async function startBench(routes: Readonly<Record<string, Route>>): Promise<Bench> {
  const clock = new StillClock(START);
  const revoked = new Set<string>();
  const issued: string[] = [];
  const signIn: Route = () => {
    const iat = Math.floor(clock.now().getTime() / 1000);
    const token = jwt({ iat, exp: iat + 3600, jti: String(issued.length) });
    issued.push(token);
    return { body: { access_token: token, refresh_token: 'not_supported', token_type: 'Bearer', expires_in: 10 } };
  };
  const guarded = (route: Route): Route => {
    return (heard) => {
      const token = heard.headers.authorization?.replace(/^Bearer /, '') ?? '';
      const isGood = issued.includes(token) && !revoked.has(token);
      return isGood
        ? route(heard)
        : { status: 401, body: { errors: [{ code: 'unauthorized', message: 'bad token' }] } };
    };
  };
  const others = Object.entries(routes).filter(([name]) => name !== TOKEN);
  const server = await startRawServer({
    ...Object.fromEntries(others.map(([name, route]) => [name, guarded(route)])),
    [TOKEN]: routes[TOKEN] ?? signIn,
  });
  const log = pino({ level: 'silent' });
  const http = createVendorHttp({ allowedOrigins: [server.origin], downloadHosts: [], log });
  const taken: string[] = [];
  const paused: Bench['paused'] = [];
  const session = ibmWorkshop.open({
    connectionId: 'connection-1',
    credentials: CREDENTIALS,
    saveCredentials: () => Promise.reject(new Error('nothing of these credentials rotates')),
    endpoints: { iam: `${server.origin}/iam/`, partner: `${server.origin}/partner/` },
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
