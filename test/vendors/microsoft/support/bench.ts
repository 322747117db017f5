import { pino } from 'pino';
import { createVendorHttp } from '../../../../platform/http/create-vendor-http.ts';
import type { PulledPage, PullRequest, VendorSession } from '../../../../platform/vendor/contract.ts';
import { microsoftWorkshop, type MicrosoftCredentials } from '../../../../vendors/microsoft/index.ts';
import { StillClock } from '../../support/still-clock.ts';
import { startRawServer, type RawServer, type Route } from '../../support/raw-server.ts';
import { SignIn } from './sign-in.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const PARTNER_AUDIENCE = 'https://api.partner.microsoft.com';
export const CENTER_AUDIENCE = 'https://api.partnercenter.microsoft.com';

export const CREDENTIALS: MicrosoftCredentials = {
  tenantId: TENANT,
  clientId: 'app-1',
  clientSecret: 'app-secret-1',
  refreshToken: 'refresh-0',
};

/** A session against a replay server, with everything a test wants to look at. */
export interface Bench {
  readonly server: RawServer;
  readonly session: VendorSession;
  readonly signIn: SignIn;
  readonly clock: StillClock;
  readonly saved: MicrosoftCredentials[];
  readonly taken: string[];
  readonly paused: Array<{ bucket: string; ms: number }>;
  /** Another session of the same connection, as the next run opens it. */
  open(): VendorSession;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** Runs while a rotated credential is being stored. */
  readonly onSave?: (next: MicrosoftCredentials) => Promise<void> | void;
}

const ALL_AUDIENCES = { '/partner/': PARTNER_AUDIENCE, '/center/': CENTER_AUDIENCE };

/** Starts a replay server below `/login`, `/partner`, `/center` and `/files`, and opens a session against it. */
export async function startBench(routes: Readonly<Record<string, Route>>, options: BenchOptions = {}): Promise<Bench> {
  const signIn = new SignIn();
  const guarded = Object.entries(routes).map(([name, route]) => [name, guard(name, route, signIn)] as const);
  const server = await startRawServer({
    [`POST /login/${TENANT}/oauth2/token`]: signIn.route,
    ...Object.fromEntries(guarded),
  });
  const log = pino({ level: 'silent' });
  const http = createVendorHttp({ allowedOrigins: [server.origin], downloadHosts: [], log });
  const clock = new StillClock('2026-04-15T09:30:00.000Z');
  const saved: MicrosoftCredentials[] = [];
  const taken: string[] = [];
  const paused: Bench['paused'] = [];
  const open = (): VendorSession =>
    microsoftWorkshop.open({
      connectionId: 'connection-1',
      credentials: saved.at(-1) ?? CREDENTIALS,
      saveCredentials: async (next) => {
        await options.onSave?.(next);
        saved.push(next);
      },
      endpoints: {
        login: `${server.origin}/login`,
        partner: `${server.origin}/partner`,
        partnercenter: `${server.origin}/center/`,
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
    await http.close();
    await server.close();
  };
  return { server, session: open(), signIn, clock, saved, taken, paused, open, close };
}

/** Microsoft's hosts refuse a token that was made for the other one. */
function guard(name: string, route: Route, signIn: SignIn): Route {
  const audience = Object.entries(ALL_AUDIENCES).find(([mount]) => name.includes(mount))?.[1];
  if (!audience) return route;
  return (heard) =>
    signIn.accepts(heard, audience)
      ? route(heard)
      : { status: 401, body: { error: { code: 'unauthenticated', message: 'The token is not accepted.' } } };
}

/** Reads a feed to its end. */
export async function pullAll(
  session: VendorSession,
  feed: string,
  request: Partial<PullRequest> = {},
): Promise<PulledPage[]> {
  const pages: PulledPage[] = [];
  const signal = request.signal ?? new AbortController().signal;
  for await (const page of session.pull(feed, { since: null, resumeFrom: null, ...request, signal })) pages.push(page);
  return pages;
}
