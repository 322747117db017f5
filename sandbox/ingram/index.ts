import type { SandboxRequest, SandboxResponse, StandIn } from '../kernel/stand-in.ts';
import { ingramAccounts } from './accounts.ts';
import { IngramError, errorAnswer, invalid } from './answers.ts';
import type { Route } from './call.ts';
import { applyChange } from './control/change.ts';
import { DEAL_ROUTES } from './deals/deal-routes.ts';
import { settingsOf } from './options.ts';
import type { IngramOptions } from './options.ts';
import type { Records } from '../kernel/records.ts';
import { checkHeaders, headerOf } from './request-headers.ts';
import { issueToken } from './token-endpoint.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

/** The older token call has everything in its query, the newer one in a form. */
const TOKEN_CALLS: readonly string[] = ['GET /oauth/oauth20/token', 'POST /oauth/oauth30/token'];

const isToken = ({ method, path }: SandboxRequest): boolean => TOKEN_CALLS.includes(`${method} ${path}`);

interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

function decoded(groups: Readonly<Record<string, string>> | undefined): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries({ ...groups }).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return null;
  }
}

function matched({ method, path }: SandboxRequest): Match | null {
  for (const route of DEAL_ROUTES) {
    const found = method === 'GET' ? route.path.exec(path) : null;
    const params = found && decoded(found.groups);
    if (params) return { route, params };
  }
  return null;
}

/** The deals of the account that the headers name: the number and the country must be one of the partner's accounts. */
function dealsOf(world: World, request: SandboxRequest, partner: number): Records {
  const value = headerOf(request, 'IM-CustomerNumber');
  const country = (headerOf(request, 'IM-CountryCode') ?? '').toUpperCase();
  const account = ingramAccounts(world.settings.seed, partner).find(
    ({ customerNumber, countryCode }) => customerNumber === value && countryCode === country,
  );
  const deals = account && world.dealsOf(partner)?.get(account.countryCode);
  if (deals) return deals;
  throw invalid([{ field: 'IM-CustomerNumber', message: `is no customer of this client in ${country}`, value }]);
}

function served(world: World, request: SandboxRequest): SandboxResponse {
  if (isToken(request)) return issueToken(world, request);
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const partner = token === undefined ? null : world.tokens.check(token);
  if (partner === null) {
    throw new IngramError(401, '/errors/unauthorized', { message: 'The token is missing, unknown or expired.' });
  }
  const match = matched(request);
  if (!match) throw new IngramError(404, '/errors/not-found', { message: 'There is nothing at this path.' });
  checkHeaders(request, match.route.headers);
  return match.route.handle({ world, request, deals: dealsOf(world, request, partner), params: match.params });
}

const traceOf = (request: SandboxRequest): string => headerOf(request, 'IM-CorrelationID') ?? 'none';

/**
 * The stand-in for Ingram Micro's reseller API, as far as deals go. README.md beside this file says what is served and
 * what is assumed.
 */
export function ingramStandIn(options: IngramOptions): StandIn {
  const world = makeWorld(settingsOf(options));
  return {
    vendor: 'ingram',
    operationOf: (request) => (isToken(request) ? 'token' : (matched(request)?.route.operation ?? null)),
    isWrite: (operation) => operation === 'token',
    handle: (request) => {
      try {
        return served(world, request);
      } catch (error) {
        if (error instanceof IngramError) return errorAnswer(error, traceOf(request));
        throw error;
      }
    },
    fault: (status, seconds, request) => {
      const headers: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) };
      const type = status >= 500 ? '/errors/system-errors' : '/errors/validation-failed';
      const error = new IngramError(status, type, { message: `The service answered ${status}.` });
      return errorAnswer(error, traceOf(request), headers);
    },
    created: () => [],
    change: (input) => applyChange(world, input),
    expireTokens: () => world.tokens.expireAll(),
  };
}
