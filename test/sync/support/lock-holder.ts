/**
 * A process that holds a connection's lock, for tests that kill it. Its arguments are the database's address and the
 * connection's id. Writes `held`, or `busy` when somebody else has it, and holds on until it is killed.
 */
import pg from 'pg';
import { withConnectionLock } from '../../../sync/pull/single-flight.ts';

const [, , url = '', connectionId = ''] = process.argv;
const pool = new pg.Pool({ connectionString: url, max: 1 });

const held = await withConnectionLock(pool, connectionId, async () => {
  process.stdout.write('held\n');
  await new Promise(() => setInterval(() => undefined, 60_000));
});
if (held === null) process.stdout.write('busy\n');
await pool.end();
