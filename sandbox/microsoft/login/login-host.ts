import type { SandboxRequest, SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer, withHeaders } from '../common/answers.ts';
import { retryAfter, routedHost } from '../common/host.ts';
import type { Host } from '../common/host.ts';
import { Router } from '../common/router.ts';
import { isGuid } from '../common/seeded.ts';
import { signJwt } from './jwt.ts';
import type { World } from '../world.ts';
import { EntraError, entraErrorAnswer } from './entra-error.ts';
import { refreshTokenText } from './refresh-token-text.ts';
import { readTokenRequest } from './token-request.ts';
import type { GrantedRequest } from './token-request.ts';

/** The v1 answer: all numbers are strings `[SDKD partner-center-authentication.md]`. */
function tokenBody(world: World, granted: GrantedRequest): Record<string, string> {
  const { tenant, role, resource, nextSerial } = granted;
  const access = world.accessTokens.issue(tenant, role, resource);
  const lifetime = String(access.expiresOn - access.notBefore);
  const identity = { aud: tenant.account.clientId, tid: tenant.account.tenantId, exp: access.expiresOn };
  return {
    token_type: 'Bearer',
    scope: 'user_impersonation',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    expires_on: String(access.expiresOn),
    not_before: String(access.notBefore),
    resource,
    access_token: access.token,
    refresh_token: refreshTokenText(world.settings.seed, { index: tenant.partner.index, role, serial: nextSerial }),
    id_token: signJwt(identity, `identity:${world.settings.seed}`),
  };
}

function correlationId(world: World, request: SandboxRequest): string {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && isGuid(given) ? given : world.nextGuid('correlation');
}

function refusal(world: World, request: SandboxRequest, error: EntraError): SandboxResponse {
  return entraErrorAnswer(error, {
    traceId: world.nextGuid('trace'),
    correlationId: correlationId(world, request),
    timestamp: `${new Date(world.settings.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`,
  });
}

const FAULTS: Readonly<Record<number, readonly [error: string, number: number, description: string]>> = {
  400: ['invalid_grant', 700082, 'The refresh token has expired due to inactivity.'],
  401: ['invalid_client', 7000215, 'Invalid client secret provided.'],
  429: ['temporarily_unavailable', 90055, 'The request was throttled.'],
};

/** `login.microsoftonline.com`: the v1 token endpoint. */
export function loginHost(world: World): Host {
  const router = new Router<SandboxRequest>([
    {
      operation: 'login.token',
      method: 'POST',
      path: '/login/:tenantId/oauth2/token',
      write: true,
      handle: (request, params) => {
        const granted = readTokenRequest(world, request, params['tenantId'] ?? '');
        return jsonAnswer(200, tokenBody(world, granted), { 'cache-control': 'no-store', pragma: 'no-cache' });
      },
    },
  ]);
  return routedHost({
    prefix: '/login',
    router,
    answer: (request, match) => {
      try {
        if (!match) throw new EntraError(404, 'invalid_request', 90023, 'There is no such endpoint.');
        return match.route.handle(request, match.params);
      } catch (error) {
        if (error instanceof EntraError) return refusal(world, request, error);
        throw error;
      }
    },
    fault: (status, retryAfterSeconds, request) => {
      const [error, number, description] = FAULTS[status] ?? ['temporarily_unavailable', 90033, 'A transient error.'];
      const answer = refusal(world, request, new EntraError(status, error, number, description));
      return withHeaders(answer, retryAfter(retryAfterSeconds));
    },
  });
}
