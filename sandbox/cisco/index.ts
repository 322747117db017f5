import type { SandboxRequest, SandboxResponse, StandIn } from '../kernel/stand-in.ts';
import { CiscoError, errorAnswer, overQpsAnswer } from './answers.ts';
import type { CiscoCall, Route } from './call.ts';
import { applyChange } from './control/change.ts';
import { DEAL_ROUTES } from './deals/deal-routes.ts';
import { settingsOf } from './options.ts';
import type { CiscoOptions } from './options.ts';
import { QUOTE_ROUTES } from './quotes/quote-routes.ts';
import { RESELLER_ROUTES } from './resellers/reseller-routes.ts';
import { issueToken } from './token-endpoint.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

const TOKEN_PATH = '/oauth2/default/v1/token';
const ROUTES: readonly Route[] = [...DEAL_ROUTES, ...RESELLER_ROUTES, ...QUOTE_ROUTES];

/** Requests a second of one key. The vendor says that there is a limit, not which; this one is assumed. */
export const KEY_RATE = 10;

const isToken = ({ method, path }: SandboxRequest): boolean => method === 'POST' && path === TOKEN_PATH;

function routeOf({ method, path }: SandboxRequest): Route | null {
  return ROUTES.find((route) => route.method === method && route.path.test(path)) ?? null;
}

/** Lets a request through the gateway: a good token, and not more a second than the key may. */
function admitted(world: World, request: SandboxRequest): Pick<CiscoCall, 'account'> | SandboxResponse {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const account = token === undefined ? null : world.account(world.tokens.check(token) ?? 0);
  if (!account) {
    const error = new CiscoError(401, 'invalid_token', 'The access token is missing, unknown or expired.');
    return errorAnswer(error, { 'www-authenticate': 'Bearer' });
  }
  const rate = KEY_RATE * world.settings.rateFactor;
  return world.throttle.isTooMuch(account.keys.clientId, rate) ? overQpsAnswer() : { account };
}

function served(world: World, request: SandboxRequest): SandboxResponse {
  if (isToken(request)) return issueToken(world, request);
  const passed = admitted(world, request);
  if ('status' in passed) return passed;
  const route = routeOf(request);
  if (!route) throw new CiscoError(404, 'not_found', 'There is nothing at this path.');
  const params = { ...route.path.exec(request.path)?.groups };
  return route.handle({ world, account: passed.account, request, params });
}

function fault(status: number, retryAfterSeconds: number | null): SandboxResponse {
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  // The one 403 whose form is known is the gateway's over-rate answer.
  if (status === 403) return overQpsAnswer(headers);
  return errorAnswer(new CiscoError(status, 'server_error', `The service answered ${status}.`), headers);
}

/**
 * The stand-in for Cisco's partner-facing services: token, deal usage, reseller search, quotes. README.md beside this
 * file says what is served and what is assumed.
 */
export function ciscoStandIn(options: CiscoOptions): StandIn {
  const world = makeWorld(settingsOf(options));
  return {
    vendor: 'cisco',
    operationOf: (request) => (isToken(request) ? 'token' : (routeOf(request)?.operation ?? null)),
    isWrite: (operation) => operation === 'token',
    handle: (request) => {
      try {
        return served(world, request);
      } catch (error) {
        if (error instanceof CiscoError) return errorAnswer(error);
        throw error;
      }
    },
    fault,
    created: () => [],
    change: (input) => applyChange(world, input),
    expireTokens: () => world.tokens.expireAll(),
  };
}
