/**
 * A process that owns a folder's PostgreSQL, for tests that kill it: starts it, writes one line of JSON (the handle or
 * the error) and stops it when its input ends. Its one argument is the JSON of `OwnerOrders`.
 */
import {
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../../platform/postgres-server/embedded-postgres.ts';

export interface OwnerOrders extends Omit<EmbeddedPostgresOptions, 'log'> {
  /** User and group number to become first; null or left out: stay who we are. */
  readonly become?: number;
}

const { become, ...options } = JSON.parse(process.argv[2] ?? '{}') as OwnerOrders;

if (become !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(become);
  process.setuid?.(become);
}

try {
  const server = await startEmbeddedPostgres(options);
  const { url, port, pid, reused } = server;
  process.stdout.write(`${JSON.stringify({ url, port, pid, reused })}\n`);
  process.stdin.resume();
  process.stdin.on('end', () => void server.stop());
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  process.exitCode = 1;
}
