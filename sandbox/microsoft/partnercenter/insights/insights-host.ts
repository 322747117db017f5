import type { SandboxRequest, SandboxResponse } from '../../../kernel/stand-in.ts';
import { withHeaders } from '../../common/answers.ts';
import { retryAfter, routedHost } from '../../common/host.ts';
import type { Host } from '../../common/host.ts';
import { Router } from '../../common/router.ts';
import type { RouteMatch } from '../../common/router.ts';
import { PARTNER_CENTER_AUDIENCE, bearerToken } from '../../login/access-tokens.ts';
import type { Session } from '../../login/access-tokens.ts';
import type { World } from '../../world.ts';
import { tooManyRequests } from '../v1-error.ts';
import { EXECUTION_ROUTES } from './execution-routes.ts';
import { InsightsError, insightsErrorAnswer } from './insights-answer.ts';
import type { InsightsCall } from './insights-call.ts';
import { styleOf } from './insights-call.ts';
import { QUERY_ROUTES } from './query-routes.ts';
import { REPORT_ROUTES } from './report-routes.ts';

/** Requests a second of one tenant. The vendor publishes no number; this one is assumed. */
export const INSIGHTS_RATE = 5;

/** The session of a bearer token, or of the bare token in `X-AadUserTicket`, which a working client sent `[PY]`. */
function sessionOf(world: World, request: SandboxRequest): Session | null {
  const ticket = request.headers['x-aaduserticket'];
  const token = bearerToken(request.headers.authorization) ?? (typeof ticket === 'string' ? ticket : null);
  return token === null ? null : world.accessTokens.check(token, PARTNER_CENTER_AUDIENCE);
}

function handled(call: InsightsCall, match: RouteMatch<InsightsCall> | null): SandboxResponse {
  const { role, tenant } = call.session;
  try {
    if (role !== 'admin' && role !== 'reportViewer')
      throw new InsightsError(403, 'The user has no role that may read reports.');
    if (!match) throw new InsightsError(404, `There is no ${call.request.method} at ${call.request.path}.`);
    return match.route.handle(call, match.params);
  } catch (error) {
    if (error instanceof InsightsError) return insightsErrorAnswer(error, styleOf(tenant.partner.index));
    throw error;
  }
}

/** `api.partnercenter.microsoft.com`, the part under `/insights/v1/mpn`. */
export function insightsHost(world: World): Host {
  const router = new Router<InsightsCall>([...QUERY_ROUTES, ...REPORT_ROUTES, ...EXECUTION_ROUTES]);
  return routedHost({
    prefix: '/partnercenter/insights',
    router,
    answer: (request, match) => {
      const session = sessionOf(world, request);
      if (!session) {
        return insightsErrorAnswer(
          new InsightsError(401, 'The token is missing, expired or not for this host.'),
          'camelCase',
        );
      }
      const rate = INSIGHTS_RATE * world.settings.rateFactor;
      const wait = world.throttle.refuse(`insights/${session.tenant.account.tenantId}`, rate);
      if (wait !== null) return tooManyRequests(wait);
      return handled({ world, session, request, redacted: session.role === 'reportViewer' }, match);
    },
    fault: (status, seconds) =>
      status === 429
        ? tooManyRequests(seconds ?? 1)
        : withHeaders(
            insightsErrorAnswer(new InsightsError(status, `The service answered ${status}.`), 'camelCase'),
            retryAfter(seconds),
          ),
  });
}
