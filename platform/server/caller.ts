import type { Viewer } from '../identity/viewer.ts';

/** Who sent a request, once its token has been checked. The token itself is kept nowhere and sent to nobody. */
export interface Caller {
  readonly viewer: Viewer;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token has been checked. */
    caller: Caller | null;
  }
}
