import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openDatabase } from '../../../platform/db/database.ts';
import { startEmbeddedPostgres } from '../../../platform/postgres-server/embedded-postgres.ts';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import { findFreePort } from '../../../platform/postgres-server/free-port.ts';
import { openJobQueue } from '../../../platform/writes/job-queue.ts';
import { until } from '../../sync/support/until.ts';

const log = pino({ level: 'silent' });

test('a job queue outlives the death of PostgreSQL: nobody hears of it while it is away, and workers are woken again afterwards', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'partnergraph-queue-'));
  const port = await findFreePort();
  let server = await startEmbeddedPostgres({ folder, port, durable: true });
  const database = openDatabase({ url: server.url, max: 4, log });
  try {
    const [sender, worker] = [await openJobQueue(database, 'sender', log), await openJobQueue(database, 'worker', log)];
    let calls = 0;
    await worker.onWake(async () => void (calls += 1));
    await sender.wake();
    await until(() => calls === 1);

    process.kill(server.pid, 'SIGKILL');
    await server.stop().catch(() => undefined);
    // A process of the server may answer once more before it notices.
    await until(() =>
      database.pool.query('select 1').then(
        () => false,
        () => true,
      ),
    );
    await expect(sender.wake()).resolves.toBeUndefined();

    server = await startEmbeddedPostgres({ folder, port, durable: true });
    await until(async () => {
      await sender.wake();
      return calls > 1;
    });
    await Promise.all([sender.stop(), worker.stop()]);
  } finally {
    await database.close();
    await server.stop();
    await eraseEmbeddedPostgres(folder);
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
