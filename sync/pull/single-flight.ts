import type { Pool } from 'pg';

/** What the lock of a connection is taken on, hashed by the database. */
function connectionLockName(connectionId: string): string {
  return `${LOCK_PREFIX}${connectionId}`;
}

/** Runs that are under way in any process hold a lock of this name and the connection's id. */
export const LOCK_PREFIX = 'sync ';

/**
 * Runs `work` while no other process does the same for this connection: an advisory lock on a database connection of
 * its own, which PostgreSQL frees when the process dies.
 * @returns what `work` gave, or null when another process is at it
 */
export async function withConnectionLock<T>(
  pool: Pool,
  connectionId: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const client = await pool.connect();
  const lost = new AbortController();
  // Without the lock another process may begin: what is under way here stops at its next step.
  const onLost = (): void => lost.abort(new Error('the lock on the connection was lost'));
  client.on('error', onLost);
  client.on('end', onLost);
  try {
    const key = connectionLockName(connectionId);
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [key],
    );
    if (!rows[0]?.taken) return null;
    try {
      return { value: await work(lost.signal) };
    } finally {
      if (!lost.signal.aborted) await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]);
    }
  } finally {
    client.off('error', onLost);
    client.off('end', onLost);
    client.release(lost.signal.aborted);
  }
}
