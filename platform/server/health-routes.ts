import type { FastifyInstance } from 'fastify';

/**
 * `/health/live`: 200 while the process serves. `/health/ready`: 200 when it should be sent requests, else 503 with the
 * names of what is missing. Neither needs a token, and neither names an address.
 */
export function addHealthRoutes(app: FastifyInstance, missing: () => Promise<readonly string[]>): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const reasons = await missing();
    if (reasons.length === 0) return { status: 'ready' };
    reply.code(503);
    return { status: 'not ready', reasons };
  });
}
