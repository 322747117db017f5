import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import type { GatewayContext } from '../../context.ts';
import { limitError } from '../limit-error.ts';
import { NO_POINTS_CODE, noPointsMessage, pointsHeaders } from '../points/points-headers.ts';
import type { PointsLimiter, PointsState } from '../points/points-limiter.ts';
import type { CostTable } from './cost-table.ts';
import { costOf } from './operation-cost.ts';

export interface CostPluginOptions {
  readonly table: CostTable;
  /** Most points that one operation may cost. */
  readonly maximum: number;
  readonly points: PointsLimiter;
}

/** What every request takes when it arrives, whatever it asks for. */
export const POINTS_A_REQUEST = 1;

function tooFewPoints(state: PointsState, points: number): GraphQLResponse {
  const extensions = { code: NO_POINTS_CODE, retryAfterSeconds: state.resetSeconds };
  return {
    http: { status: 429, headers: new HeaderMap(Object.entries(pointsHeaders(state))) },
    body: { kind: 'single', singleResult: { errors: [{ message: noPointsMessage(state, points), extensions }] } },
  };
}

/**
 * Reckons what an operation costs, refuses one that costs too much, and takes the points of one that nothing else
 * refuses from the client's. Every answer to an operation whose cost is known tells it, in `extensions.cost`.
 */
export function createCostPlugin({ table, maximum, points }: CostPluginOptions): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => {
      let requested: number | null = null;
      return {
        didResolveOperation: async ({ schema, document, operation, request }) => {
          if (!operation) return;
          requested = costOf(table, { schema, document, operation, variables: request.variables ?? {} });
          if (requested <= maximum) return;
          const message = `The operation costs ${requested} points; at most ${maximum} are allowed.`;
          throw limitError({ code: 'COST_LIMIT', message, limit: maximum, came: requested });
        },
        responseForOperation: async ({ contextValue, response }) => {
          const more = (requested ?? 0) - POINTS_A_REQUEST;
          if (more <= 0) return null;
          const state = await points.take(contextValue.viewer, more);
          if (!state.isAllowed) return tooFewPoints(state, more);
          for (const [name, value] of Object.entries(pointsHeaders(state))) response.http.headers.set(name, value);
          return null;
        },
        willSendResponse: async ({ response }) => {
          if (requested === null || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          response.body.singleResult = {
            ...singleResult,
            extensions: { ...singleResult.extensions, cost: { requested, maximum } },
          };
        },
      };
    },
  };
}
