import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { hasRedisServer, redisProcess } from '../platform/cache/redis-process.ts';
import { ledgerText } from './ledger.ts';
import { runChaos } from './run-chaos.ts';

/*
 * The short form of `npm run chaos`. Workers are processes of their own, so the build must have run.
 */
const WORKER = join(PROJECT_ROOT, 'dist/test/chaos/worker.js');

test('a submission has exactly one record at AWS and at Microsoft, whoever is killed and whatever their answers do', async () => {
  if (!existsSync(WORKER)) throw new Error('this needs the build: run npm run build first');
  const redis = hasRedisServer ? await redisProcess() : null;
  await redis?.start();
  const said: string[] = [];
  try {
    const report = await runChaos(
      {
        seed: 20_260_402,
        partners: 4,
        sales: 16,
        workers: 3,
        killEveryMs: [700, 1_500],
        databaseKills: 1,
        stormMs: 20_000,
        calmMs: 120_000,
        redisUrl: redis?.url ?? null,
        say: (line) => said.push(line),
      },
      WORKER,
    );
    expect({ sound: report.sound, ledger: ledgerText(report.lines) }).toMatchObject({ sound: true });
    expect(report.lines.map((line) => [line.vendor, line.submissions, line.records])).toEqual([
      ['aws', 16, 16],
      ['microsoft', 16, 16],
    ]);
    // A run in which nothing went wrong would prove nothing.
    expect(report.kills).toBeGreaterThan(0);
    expect(report.databaseKills).toBe(1);
    if (redis !== null) expect(report.redisFlushes).toBeGreaterThan(0);
    expect(report.lines.reduce((sum, line) => sum + line.unknown, 0)).toBeGreaterThan(0);
  } finally {
    await redis?.kill();
  }
}, 280_000);
