/** Why a query text is refused. */
export class QueryError extends Error {}
