import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, createAuthenticate, type VerifyToken } from '../../platform/server/authenticate.ts';
import { sendRefusal } from '../../platform/server/graphql-answer.ts';
import { AUTHENTICATE_ACTION, type RequestAudit } from '../auth/request-audit.ts';
import { POINTS_A_REQUEST } from '../limits/cost/cost-plugin.ts';
import type { OpenLimits } from '../limits/open-limits.ts';
import { NO_POINTS_CODE, noPointsMessage, pointsHeaders } from '../limits/points/points-headers.ts';

/** When a caller that was turned away should come again, in seconds. */
const OVERLOAD_RETRY_SECONDS = 1;

/** Answers 503: nothing was done for the request. */
export function sendOverloaded(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('retry-after', OVERLOAD_RETRY_SECONDS);
  const message = 'There is more to do at the moment than can be done; try again.';
  return sendRefusal(request, reply, { status: 503, code: 'SERVICE_UNAVAILABLE', message });
}

export interface AdmissionOptions {
  readonly verify: VerifyToken;
  readonly limits: Pick<OpenLimits, 'overload' | 'points'>;
  readonly audit: RequestAudit;
  /** What a request takes when it arrives; 1 unless it is known to be more work than that. */
  readonly pointsARequest?: number | undefined;
}

/**
 * A hook that decides, from cheap to dear and before a body is read, whether a request is let in: not while there is too
 * much to do, not without a good token, not without points. A token that is refused is an entry in the audit log where
 * its signature tells whose it is.
 */
export function createAdmission({
  verify,
  limits: { overload, points },
  audit,
  pointsARequest = POINTS_A_REQUEST,
}: AdmissionOptions): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void> {
  const authenticate = createAuthenticate(verify, async (request, { bearer, message }) => {
    if (!bearer) return;
    const { id, log } = request;
    await audit({ id, log, viewer: bearer }, { action: AUTHENTICATE_ACTION, detail: { reason: message } });
  });
  return async (request, reply) => {
    if (overload.isFull()) return sendOverloaded(request, reply);
    await authenticate(request, reply);
    if (reply.sent) return reply;
    const state = await points.take(callerOf(request).viewer, pointsARequest);
    reply.headers(pointsHeaders(state));
    if (state.isAllowed) return;
    const message = noPointsMessage(state, pointsARequest);
    return sendRefusal(request, reply, { status: 429, code: NO_POINTS_CODE, message });
  };
}
