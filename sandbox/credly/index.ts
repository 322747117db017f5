import type { SandboxRequest, SandboxResponse, StandIn } from '../kernel/stand-in.ts';
import { CredlyError, errorAnswer } from './answers.ts';
import type { Route } from './call.ts';
import { applyChange } from './control/change.ts';
import { EMPLOYER_ROUTES } from './employer/employer-routes.ts';
import { ISSUER_ROUTES } from './issuer/issuer-routes.ts';
import { signIn } from './oauth/sign-in.ts';
import { issueToken, oauthError } from './oauth/token-endpoint.ts';
import { settingsOf } from './options.ts';
import type { CredlyOptions } from './options.ts';
import { EARNER_ROUTES } from './public/earner-page.ts';
import { OPEN_BADGE_ROUTES } from './public/open-badges.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

const TOKEN_PATH = '/oauth/token';
const ROUTES: readonly Route[] = [...EMPLOYER_ROUTES, ...ISSUER_ROUTES, ...EARNER_ROUTES, ...OPEN_BADGE_ROUTES];

/** Requests a second of one organisation. The vendor says that there is a limit, not which; this one is assumed. */
export const ORGANIZATION_RATE = 10;

const isToken = ({ method, path }: SandboxRequest): boolean => method === 'POST' && path === TOKEN_PATH;

function routeOf({ method, path }: SandboxRequest): Route | null {
  return ROUTES.find((route) => route.method === method && route.path.test(path)) ?? null;
}

function served(world: World, request: SandboxRequest): SandboxResponse {
  if (isToken(request)) return issueToken(world, request);
  const route = routeOf(request);
  if (!route) throw new CredlyError(404, 'There is nothing at this path.');
  const caller = route.scope === null ? null : signIn(world, request, route.scope);
  const key = caller?.organization.keys.organizationId ?? 'public';
  if (world.throttle.isTooMuch(key, ORGANIZATION_RATE * world.settings.rateFactor)) {
    return errorAnswer(new CredlyError(429, 'Too many requests.'), { 'retry-after': '1' });
  }
  const params = { ...route.path.exec(request.path)?.groups };
  return route.handle({ world, request, caller, params });
}

/**
 * The stand-in for Credly: badges of a partner's staff across all issuers, and what goes with them. README.md beside
 * this file says what is served and what is assumed.
 */
export function credlyStandIn(options: CredlyOptions): StandIn {
  const world = makeWorld(settingsOf(options));
  return {
    vendor: 'credly',
    operationOf: (request) => (isToken(request) ? 'token' : (routeOf(request)?.operation ?? null)),
    isWrite: (operation) => operation === 'token',
    handle: (request) => {
      try {
        return served(world, request);
      } catch (error) {
        if (!(error instanceof CredlyError)) throw error;
        const headers: Record<string, string> = error.status === 401 ? { 'www-authenticate': 'Basic' } : {};
        return errorAnswer(error, headers);
      }
    },
    fault: (status, seconds, request) => {
      const headers: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) };
      const message = `The service answered ${status}.`;
      if (isToken(request)) return oauthError(status, 'server_error', message, headers);
      return errorAnswer(new CredlyError(status, message), headers);
    },
    created: () => [],
    change: (input) => applyChange(world, input),
    expireTokens: () => world.tokens.expireAll(),
  };
}
