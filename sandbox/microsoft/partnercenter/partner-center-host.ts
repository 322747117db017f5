import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { withHeaders } from '../common/answers.ts';
import { retryAfter, routedHost } from '../common/host.ts';
import type { Host } from '../common/host.ts';
import { Router } from '../common/router.ts';
import type { RouteMatch } from '../common/router.ts';
import { isGuid } from '../common/seeded.ts';
import { PARTNER_CENTER_AUDIENCE, bearerToken } from '../login/access-tokens.ts';
import type { World } from '../world.ts';
import { AGREEMENT_ROUTES } from './agreement-status.ts';
import { PROFILE_ROUTES } from './profiles.ts';
import { RELATIONSHIP_ROUTES } from './relationships.ts';
import type { V1Call } from './v1-call.ts';
import { V1Error, accessDenied, tooManyRequests, v1ErrorAnswer } from './v1-error.ts';

/** Requests a second of one tenant. The vendor publishes no number; this one is assumed. */
export const V1_RATE = 10;

function requestHeader(request: SandboxRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/** The headers every answer of v1 carries: those that were sent are repeated `[SDKD headers.md]`. */
function hostHeaders(world: World, request: SandboxRequest): Record<string, string> {
  return {
    'ms-requestid': requestHeader(request, 'ms-requestid') ?? world.nextGuid('request'),
    'ms-correlationid': requestHeader(request, 'ms-correlationid') ?? world.nextGuid('correlation'),
    'ms-cv': `${world.nextGuid('vector').slice(0, 8)}.0`,
    'ms-serverid': 'sandbox-1',
    'x-locale': requestHeader(request, 'x-locale') ?? 'en-US',
  };
}

/** What the handler says, or the first answer again when the request id was seen before. */
function answered(call: V1Call, match: RouteMatch<V1Call> | null, methods: readonly string[]): SandboxResponse {
  const { replays } = call.session.tenant;
  const requestId = requestHeader(call.request, 'ms-requestid');
  if (requestId !== null && !isGuid(requestId)) {
    return v1ErrorAnswer(new V1Error(400, 2000, `MS-RequestId: expected a guid, got '${requestId}'`));
  }
  const first = requestId === null ? null : replays.find(requestId);
  if (first) return first;
  const answer = handled(call, match, methods);
  if (requestId !== null) replays.keep(requestId, answer);
  return answer;
}

function handled(call: V1Call, match: RouteMatch<V1Call> | null, methods: readonly string[]): SandboxResponse {
  try {
    if (match) return match.route.handle(call, match.params);
    if (methods.length === 0) throw new V1Error(404, 1000, `There is nothing at ${call.request.path}.`);
    return withHeaders(v1ErrorAnswer(new V1Error(405, 2000, `${call.request.method} is not offered here.`)), {
      allow: methods.join(', '),
    });
  } catch (error) {
    if (error instanceof V1Error) return v1ErrorAnswer(error);
    throw error;
  }
}

/** `api.partnercenter.microsoft.com`, the REST part: profiles, relationships, agreement status. */
export function partnerCenterHost(world: World): Host {
  const router = new Router<V1Call>([...PROFILE_ROUTES, ...RELATIONSHIP_ROUTES, ...AGREEMENT_ROUTES]);
  const serve = (request: SandboxRequest, match: RouteMatch<V1Call> | null): SandboxResponse => {
    const token = bearerToken(request.headers.authorization);
    const session = token === null ? null : world.accessTokens.check(token, PARTNER_CENTER_AUDIENCE);
    if (!session) return withHeaders(v1ErrorAnswer(accessDenied()), { 'www-authenticate': 'Bearer' });
    const wait = world.throttle.refuse(`v1/${session.tenant.account.tenantId}`, V1_RATE * world.settings.rateFactor);
    if (wait !== null) return tooManyRequests(wait);
    return answered({ world, session, request }, match, router.methodsOf(request.path));
  };
  return routedHost({
    prefix: '/partnercenter',
    router,
    answer: (request, match) => withHeaders(serve(request, match), hostHeaders(world, request)),
    fault: (status, seconds, request) => {
      const answer =
        status === 429
          ? tooManyRequests(seconds ?? 1)
          : v1ErrorAnswer(
              status === 401 ? accessDenied() : new V1Error(status, 1000, `The service answered ${status}.`),
            );
      return withHeaders(answer, { ...retryAfter(seconds), ...hostHeaders(world, request) });
    },
  });
}
