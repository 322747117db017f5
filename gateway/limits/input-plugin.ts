import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { limitError } from './limit-error.ts';

/**
 * How many values there are in a value: the elements of lists and the members of objects, at any depth.
 * @param enough where counting stops
 */
export function countValues(value: unknown, enough: number): number {
  let count = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && count <= enough) {
    const next = waiting.pop();
    if (next === null || typeof next !== 'object') continue;
    const inner = Object.values(next);
    count += inner.length;
    for (const item of inner) if (item !== null && typeof item === 'object') waiting.push(item);
  }
  return count;
}

/** Refuses an operation with too many values in its variables: what the document may not hold must not come beside it. */
export function createInputPlugin(limit: number): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request }) => {
        const came = countValues(request.variables ?? {}, limit);
        if (came <= limit) return;
        const message = `The variables hold ${came} values or more; at most ${limit} are allowed.`;
        throw limitError({ code: 'INPUT_LIMIT', message, limit, came });
      },
    }),
  };
}
