import type { GraphContext } from '../platform/graph/context.ts';
import type { Viewer } from '../platform/identity/viewer.ts';
import type { Logger } from 'pino';

/** What the gateway knows of one request. */
export interface GatewayContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly log: Logger;
  /** Aborted when the request's time has run out. */
  readonly signal: AbortSignal;
  /** What is left of the request's time, in milliseconds; 0 when it has run out. */
  readonly remainingMs: () => number;
  /**
   * The one context that all subgraphs of this process share in this request, so that their loaders de-duplicate over
   * fetches; null when no subgraph runs here.
   */
  readonly graph: GraphContext | null;
}
