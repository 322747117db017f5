import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { GraphServices } from '../graph/context.ts';
import { sendRefusal } from '../server/graphql-answer.ts';
import {
  callContextOf,
  refuseContext,
  requireSignedContext,
  type SignedContextOptions,
} from '../server/signed-context.ts';
import { auditRefusal } from './audit-refusal.ts';

/** Where a subgraph server takes what its gateways refused, and what a signed call of it is for. */
export const REFUSALS_PATH = '/refusals';
export const REFUSALS_AUDIENCE = 'refusals';

const refusalSchema = z.strictObject({
  action: z.string().min(1).max(200),
  detail: z.record(z.string(), z.json()).nullable(),
});
/** What a gateway refused, as it tells it. */
export type ToldRefusal = z.infer<typeof refusalSchema>;

function readRefusal(bytes: unknown): ToldRefusal | null {
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    return refusalSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

export interface RefusalsRouteOptions extends Omit<SignedContextOptions, 'audience'> {
  readonly services: Pick<GraphServices, 'database' | 'clock'>;
}

/**
 * Takes what a gateway without a database refused before any subgraph was asked, and writes it to the log of the tenant
 * that the call is signed for. As refused, whatever it says: nothing else can be written this way.
 * @param room where a body is bytes and nothing but a signed call is answered
 */
export function addRefusalsRoute(room: FastifyInstance, { services, ...trust }: RefusalsRouteOptions): void {
  const hooks = requireSignedContext({ ...trust, audience: REFUSALS_AUDIENCE });
  room.post(REFUSALS_PATH, hooks, async (request, reply) => {
    const refusal = readRefusal(request.body);
    if (refusal === null) {
      const message = 'The body must be JSON that holds an action and a detail.';
      return sendRefusal(request, reply, { status: 400, code: 'BAD_REQUEST', message });
    }
    const { viewer, isChange } = callContextOf(request);
    if (!isChange) return refuseContext(request, reply, 'undeclared_change');
    await auditRefusal({ viewer, log: request.log as Logger, services }, refusal);
    return reply.code(204).send();
  });
}
