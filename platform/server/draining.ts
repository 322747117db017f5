import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/clock.ts';

/** Whether a server is on its way out: it then tells its callers not to come back on the same connection. */
export interface Draining {
  isDraining: boolean;
}

export interface DrainOptions {
  readonly clock: Clock;
  /** How long to go on serving after readiness is gone, so that load balancers notice, in milliseconds. */
  readonly settleMs: number;
  /** How long requests under way may take to finish, in milliseconds. */
  readonly finishMs: number;
}

/**
 * Ends a server without cutting anyone off: readiness goes first, then nothing new is accepted, then the requests under
 * way finish. Connections that are still busy after `finishMs` are cut.
 * @returns true when every request finished by itself
 */
export async function drainServer(app: FastifyInstance, draining: Draining, options: DrainOptions): Promise<boolean> {
  draining.isDraining = true;
  if (options.settleMs > 0) await options.clock.sleep(options.settleMs);
  const timer = new AbortController();
  const closed = app.close().then(() => true);
  const outOfTime = options.clock.sleep(options.finishMs, timer.signal).then(
    () => false,
    () => true,
  );
  const finished = await Promise.race([closed, outOfTime]);
  timer.abort();
  if (!finished) {
    app.server.closeAllConnections();
    await closed;
  }
  return finished;
}
