import type { GraphServices } from './context.ts';

/**
 * The same services, with SQL that ends when a request's time does: PostgreSQL itself cancels the statement.
 * @param time.remainingMs what is left of the request, in milliseconds
 */
export function servicesWithin(services: GraphServices, time: { remainingMs(): number }): GraphServices {
  return {
    ...services,
    get sqlTimeoutMs() {
      // To PostgreSQL, 0 is no limit.
      return Math.max(1, Math.ceil(Math.min(services.sqlTimeoutMs, time.remainingMs())));
    },
  };
}
