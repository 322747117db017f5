import { WINDOW_SECONDS, type PointsState } from './points-limiter.ts';

/** The code under which a client without points is refused. */
export const NO_POINTS_CODE = 'RATE_LIMITED';

/**
 * What a client is told of its points with every answer, in the fields of the IETF's draft "RateLimit header fields for
 * HTTP": points a window, those left, and the seconds until all are back. With a refusal also when to come again.
 */
export function pointsHeaders({ isAllowed, limit, remaining, resetSeconds }: PointsState): Record<string, string> {
  return {
    'ratelimit-policy': `"points";q=${limit};w=${WINDOW_SECONDS}`,
    ratelimit: `"points";r=${remaining};t=${resetSeconds}`,
    ...(isAllowed ? {} : { 'retry-after': String(resetSeconds) }),
  };
}

/** Why a client without points is refused. @param points what was asked for */
export function noPointsMessage({ limit, remaining, resetSeconds }: PointsState, points: number): string {
  return (
    `This takes ${points} points and ${remaining} of the ${limit} for ${WINDOW_SECONDS} seconds are left; ` +
    `all are back in ${resetSeconds} seconds.`
  );
}
