import type { Viewer } from '../identity/viewer.ts';
import type { Secret } from '../log/secret.ts';

/** Who sent a request, once its token has been checked. */
export interface Caller {
  readonly viewer: Viewer;
  /** The compact token, to be forwarded to subgraphs in other processes. */
  readonly token: Secret<string>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the token has been checked. */
    caller: Caller | null;
  }
}
