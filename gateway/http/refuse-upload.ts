import type { FastifyReply, FastifyRequest } from 'fastify';
import { UPLOAD_ACTION } from '../../platform/imports/contract.ts';
import { callerOf } from '../../platform/server/authenticate.ts';
import { sendRefusal, type Refusal } from '../../platform/server/graphql-answer.ts';
import type { RequestAudit } from '../auth/request-audit.ts';

/** Refuses a file that a caller sent, and writes that to the audit log. */
export type RefuseUpload = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) => Promise<FastifyReply>;

/** Writes to the audit log that a file could not be taken in for a fault of ours. */
export async function auditFailedUpload(audit: RequestAudit, request: FastifyRequest): Promise<void> {
  if (request.caller === null) return;
  const { id, log, caller } = request;
  await audit({ id, log, viewer: caller.viewer }, { action: UPLOAD_ACTION, outcome: 'FAILED' });
}

/** Makes what refuses uploads of callers who were let in. */
export function createRefuseUpload(audit: RequestAudit): RefuseUpload {
  return async (request, reply, refusal) => {
    const { code, status } = refusal;
    const { id, log } = request;
    await audit({ id, log, viewer: callerOf(request).viewer }, { action: UPLOAD_ACTION, detail: { code, status } });
    return sendRefusal(request, reply, refusal);
  };
}
