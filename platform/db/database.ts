import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Tables } from './tables.ts';

/** PostgreSQL type numbers whose default JavaScript form would lose something. */
const DATE_OID = 1082;
const TIMESTAMP_OID = 1114;
const INT8_OID = 20;

/** Dates stay text (a zone would shift them); 64-bit counts are safe as numbers at our sizes; instants become Date. */
function typeParsers(): pg.CustomTypesConfig {
  const asText = (value: string): string => value;
  const parsers: Record<number, (value: string) => unknown> = {
    [DATE_OID]: asText,
    [TIMESTAMP_OID]: asText,
    [INT8_OID]: Number,
  };
  return {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
}

export interface DatabaseOptions {
  /** `postgres://…`. Never logged. */
  readonly url: string;
  /** Connections at the most. */
  readonly max: number;
  readonly log: Logger;
  /** Called with the text of every statement, before it is sent: for counting in tests and benchmarks. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** The pool and the query builder over it. One a process. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens the pool; no connection is made yet.
 * A restart of PostgreSQL must not end the process: connections that die are logged and replaced.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'partnergraph',
    types: typeParsers(),
  });
  const onLost = (error: Error): void => {
    options.log.warn({ code: 'code' in error ? error.code : undefined }, 'a database connection was lost');
  };
  // The pool hears a connection only while it is idle; one that dies between two statements would end the process.
  pool.on('connect', (client) => void client.on('error', onLost));
  pool.on('error', () => undefined);
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => options.onStatement?.(event.query.sql),
  });
  return { kysely, pool, close: () => kysely.destroy() };
}
