import { pino } from 'pino';
import { createVendorHttp } from '../../../platform/http/create-vendor-http.ts';
import type { SessionDeps, VendorSession, VendorWorkshop } from '../../../platform/vendor/contract.ts';
import { startRawServer, type Heard, type RawServer, type Reply, type Route } from './raw-server.ts';
import { StillClock } from './still-clock.ts';

/** When the clock of a bench stands still. */
export const START = '2026-04-15T09:30:00.000Z';

/** A session against a raw server, with everything a test wants to look at. */
export interface Bench {
  readonly server: RawServer;
  readonly session: VendorSession;
  readonly clock: StillClock;
  /** Tokens that are no longer accepted. */
  readonly revoked: Set<string>;
  readonly taken: string[];
  readonly paused: Array<{ bucket: string; ms: number }>;
  close(): Promise<void>;
}

/** A vendor's way of signing in, and what it says to those who have not. */
export interface Door {
  /** The route of the sign-in, `POST /…`; a test may answer it itself. */
  readonly at: string;
  readonly signIn: Route;
  /** What a request shows as its token; undefined when it shows none that was handed out. */
  readonly tokenOf: (heard: Heard) => string | undefined;
  readonly refusal: Reply;
}

export interface RawBenchOptions<Credentials> {
  readonly workshop: VendorWorkshop<Credentials>;
  readonly credentials: Credentials;
  /** The vendor's endpoints below the server's origin. */
  readonly endpoints: (origin: string) => SessionDeps<Credentials>['endpoints'];
  readonly routes: Readonly<Record<string, Route>>;
  readonly door: Door;
  readonly clock?: StillClock;
}

/** Tokens `access-1`, `access-2`, … as a sign-in hands them out. @param rest of its answer */
export function numberedTokens(rest: object): Pick<Door, 'signIn' | 'tokenOf'> {
  let issued = 0;
  return {
    signIn: () => {
      issued += 1;
      return { body: { access_token: `access-${issued}`, token_type: 'Bearer', ...rest } };
    },
    tokenOf: (heard) => /^Bearer (access-\d+)$/.exec(heard.headers.authorization ?? '')?.[1],
  };
}

/** Starts a server whose routes, but for the sign-in, want a token that is not revoked, and opens a session against it. */
export async function startRawBench<Credentials>(options: RawBenchOptions<Credentials>): Promise<Bench> {
  const { workshop, credentials, endpoints, routes, door, clock = new StillClock(START) } = options;
  const revoked = new Set<string>();
  const guarded = (route: Route): Route => {
    return (heard) => {
      const token = door.tokenOf(heard);
      return token === undefined || revoked.has(token) ? door.refusal : route(heard);
    };
  };
  const others = Object.entries(routes).filter(([name]) => name !== door.at);
  const server = await startRawServer({
    ...Object.fromEntries(others.map(([name, route]) => [name, guarded(route)])),
    [door.at]: routes[door.at] ?? door.signIn,
  });
  const log = pino({ level: 'silent' });
  const http = createVendorHttp({ allowedOrigins: [server.origin], downloadHosts: [], log });
  const taken: string[] = [];
  const paused: Bench['paused'] = [];
  const session = workshop.open({
    connectionId: 'connection-1',
    credentials,
    saveCredentials: () => Promise.reject(new Error('nothing of these credentials rotates')),
    endpoints: endpoints(server.origin),
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
