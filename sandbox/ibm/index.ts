import type { SandboxRequest, SandboxResponse, StandIn } from '../kernel/stand-in.ts';
import { IbmError, iamErrorAnswer, partnerErrorAnswer } from './answers.ts';
import { applyChange } from './control/change.ts';
import { issueToken } from './iam/token-endpoint.ts';
import { settingsOf } from './options.ts';
import type { IbmOptions } from './options.ts';
import { PARTNER_ROUTES } from './partner/partner-routes.ts';
import type { Route } from './partner/partner-routes.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

const TOKEN_PATH = '/identity/token';

const isIam = ({ path }: SandboxRequest): boolean => path.startsWith('/identity/');
const isToken = ({ method, path }: SandboxRequest): boolean => method === 'POST' && path === TOKEN_PATH;

function routeOf({ method, path }: SandboxRequest): Route | null {
  return PARTNER_ROUTES.find((route) => method === 'GET' && route.path === path) ?? null;
}

function served(world: World, request: SandboxRequest): SandboxResponse {
  if (isToken(request)) return issueToken(world, request);
  const route = routeOf(request);
  if (isIam(request)) throw new IbmError(404, 'not_found', 'There is nothing at this path.');
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const partner = token === undefined ? null : world.tokens.check(token);
  if (partner === null) throw new IbmError(401, 'unauthorized', 'The token is missing, unknown or expired.');
  if (!route) throw new IbmError(404, 'not_found', 'There is nothing at this path.');
  const seller = world.seller(partner);
  if (!seller) throw new IbmError(403, 'forbidden', 'The account is not that of a partner that resells IBM Cloud.');
  return route.handle({ world, request, seller, below: world.below(seller) });
}

function errorAnswer(
  request: SandboxRequest,
  error: IbmError,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return isIam(request) ? iamErrorAnswer(error, headers) : partnerErrorAnswer(error, headers);
}

/**
 * The stand-in for the token service and the partner management API of IBM Cloud. README.md beside this file says what
 * is served and what is assumed.
 */
export function ibmStandIn(options: IbmOptions): StandIn {
  const world = makeWorld(settingsOf(options));
  return {
    vendor: 'ibm',
    operationOf: (request) => (isToken(request) ? 'iam.token' : (routeOf(request)?.operation ?? null)),
    isWrite: (operation) => operation === 'iam.token',
    handle: (request) => {
      try {
        return served(world, request);
      } catch (error) {
        if (error instanceof IbmError) return errorAnswer(request, error);
        throw error;
      }
    },
    fault: (status, seconds, request) => {
      const headers: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) };
      return errorAnswer(request, new IbmError(status, 'fault', `The service answered ${status}.`), headers);
    },
    created: () => [],
    change: (input) => applyChange(world, input),
    expireTokens: () => world.tokens.expireAll(),
  };
}
