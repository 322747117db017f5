import pg from 'pg';

const ANSWER_WITHIN_MS = 3_000;

/** What a running server says of itself. */
export interface ServerAnswer {
  readonly dataFolder: string;
  readonly durable: boolean;
}

/** The address of our database. Holds the password. */
export function databaseUrl(port: number, password: string): string {
  return `postgres://partnergraph:${password}@127.0.0.1:${port}/partnergraph`;
}

/**
 * Logs in and asks. Only a server that knows our password's verifier answers.
 * @returns null when nobody answers, or not to us
 */
export async function askServer(port: number, password: string): Promise<ServerAnswer | null> {
  const client = new pg.Client({
    connectionString: databaseUrl(port, password),
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // A connection cut while idle is told as an event, and an unheard error event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; fsync: string }>(
      `select current_setting('data_directory') as folder, current_setting('fsync') as fsync`,
    );
    const row = rows[0];
    return row ? { dataFolder: row.folder, durable: row.fsync === 'on' } : null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
