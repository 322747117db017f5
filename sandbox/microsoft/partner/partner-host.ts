import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { withHeaders } from '../common/answers.ts';
import { retryAfter, routedHost } from '../common/host.ts';
import type { Host } from '../common/host.ts';
import { Router } from '../common/router.ts';
import type { RouteMatch } from '../common/router.ts';
import { PARTNER_AUDIENCE, bearerToken } from '../login/access-tokens.ts';
import type { Session } from '../login/access-tokens.ts';
import type { World } from '../world.ts';
import { ODataError } from './odata/odata-error.ts';
import type { PartnerCall } from './partner-call.ts';
import { PartnerError, faultCode, partnerErrorAnswer } from './partner-error.ts';
import { PAYOUT_ROUTES } from './payouts/payout-routes.ts';
import { REFERRAL_ROUTES } from './referrals/referral-routes.ts';

/** Requests a second of one tenant. The vendor publishes no number; this one is assumed. */
export const PARTNER_HOST_RATE = 20;

function sessionOf(world: World, request: SandboxRequest): Session {
  const token = bearerToken(request.headers.authorization);
  const session = token === null ? null : world.accessTokens.check(token, PARTNER_AUDIENCE);
  if (session) return session;
  throw new PartnerError(401, 'unauthenticated', 'The access token is missing, expired or not for this host.', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** Refuses what is too much, in turn with 429 and 503: the documents list both `[PR20 error-codes.md]`. */
function throttle(world: World, session: Session): void {
  const { tenant } = session;
  const rate = PARTNER_HOST_RATE * world.settings.rateFactor;
  const wait = world.throttle.refuse(`partner/${tenant.account.tenantId}`, rate);
  if (wait === null) return;
  tenant.refusals += 1;
  const status = tenant.refusals % 2 === 1 ? 429 : 503;
  throw new PartnerError(status, 'serviceNotAvailable', 'Too many requests. Try again later.', {
    headers: retryAfter(wait),
  });
}

function noRoute(methods: readonly string[], request: SandboxRequest): PartnerError {
  if (methods.length === 0) return new PartnerError(404, 'itemNotFound', `There is nothing at ${request.path}.`);
  const message = `${request.method} is not offered here.`;
  return new PartnerError(405, 'invalidRequest', message, { headers: { allow: methods.join(', ') } });
}

function errorAnswer(error: unknown): SandboxResponse {
  if (error instanceof PartnerError) return partnerErrorAnswer(error);
  if (error instanceof ODataError) {
    return partnerErrorAnswer(new PartnerError(400, 'invalidRequest', error.message, { target: error.option }));
  }
  throw error;
}

/** The headers every answer of this host carries `[PR22 headers.md]`. */
function hostHeaders(world: World, request: SandboxRequest): Record<string, string> {
  const id = request.headers['client-request-id'];
  return {
    'request-id': world.nextGuid('request'),
    ...(typeof id === 'string' ? { 'client-request-id': id } : {}),
    'x-ms-ags-diagnostic': JSON.stringify({ ServerInfo: { DataCenter: 'Sandbox', Slice: 'SliceC', ScaleUnit: '001' } }),
    timestamp: new Date(world.settings.now()).toISOString(),
  };
}

/** `api.partner.microsoft.com`: referrals and payouts. */
export function partnerHost(world: World): Host {
  const router = new Router<PartnerCall>([...REFERRAL_ROUTES, ...PAYOUT_ROUTES]);
  const serve = (request: SandboxRequest, match: RouteMatch<PartnerCall> | null): SandboxResponse => {
    const session = sessionOf(world, request);
    throttle(world, session);
    if (!match) throw noRoute(router.methodsOf(request.path), request);
    return match.route.handle({ world, session, request }, match.params);
  };
  return routedHost({
    prefix: '/partner',
    router,
    answer: (request, match) => {
      const headers = hostHeaders(world, request);
      try {
        return withHeaders(serve(request, match), headers);
      } catch (error) {
        return withHeaders(errorAnswer(error), headers);
      }
    },
    fault: (status, seconds, request) => {
      const error = new PartnerError(status, faultCode(status), `The service answered ${status}.`, {
        headers: retryAfter(seconds),
      });
      return withHeaders(partnerErrorAnswer(error), hostHeaders(world, request));
    },
  });
}
