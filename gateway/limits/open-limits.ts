import type { Logger } from 'pino';
import type { GatewayLimits } from './gateway-limits.ts';
import { createLoopWatch } from './overload/loop-watch.ts';
import { createOverloadGuard, type OverloadGuard } from './overload/overload-guard.ts';
import { createDocumentDesk, OPEN_DESK, type DocumentDesk } from './persisted/document-desk.ts';
import { loadManifest } from './persisted/manifest.ts';
import { openPointsLimiter, type PointsLimiter } from './points/points-limiter.ts';

/** The limits of one gateway at work. */
export interface OpenLimits {
  readonly overload: OverloadGuard;
  readonly points: PointsLimiter;
  readonly documents: DocumentDesk;
  /** Longest time for one request, in milliseconds. */
  readonly requestTimeoutMs: number;
  close(): Promise<void>;
}

async function openDesk({ persistedMode, persistedManifest }: GatewayLimits): Promise<DocumentDesk> {
  if (persistedMode === 'off') return OPEN_DESK;
  if (persistedManifest === null) throw new Error(`the mode ${persistedMode} of persisted documents needs a manifest`);
  return createDocumentDesk(await loadManifest(persistedManifest), persistedMode);
}

/** Makes ready what a gateway's limits need. @throws Error when the manifest is missing or can't be read */
export async function openLimits(limits: GatewayLimits, log: Logger): Promise<OpenLimits> {
  const { maxInFlight, pointsPerMinute, redisUrl, requestTimeoutMs } = limits;
  const documents = await openDesk(limits);
  const points = await openPointsLimiter({ pointsPerMinute, redisUrl, log });
  return {
    overload: createOverloadGuard({ maxInFlight, loop: createLoopWatch() }),
    points,
    documents,
    requestTimeoutMs,
    close: () => points.close(),
  };
}
