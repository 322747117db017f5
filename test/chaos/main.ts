import 'reflect-metadata';
import { hasRedisServer, redisProcess } from '../platform/cache/redis-process.ts';
import { runChaos } from './run-chaos.ts';

/*
 * Entry of `npm run chaos`: some minutes, bounded; it stops by itself. The Redis that is emptied is one of its own, where
 * a redis-server is on the PATH; the ledger says how often it was.
 * `npm run chaos -- <seed> <sales>`
 */
const [seed = '20260402', sales = '150'] = process.argv.slice(2);

const redis = hasRedisServer ? await redisProcess() : null;
await redis?.start();
if (redis === null) console.log('There is no redis-server on the PATH: none is emptied in this run.');
const report = await runChaos({
  seed: Number(seed),
  partners: 10,
  sales: Number(sales),
  workers: 4,
  killEveryMs: [350, 1_250],
  databaseKills: 3,
  stormMs: 90_000,
  calmMs: 120_000,
  redisUrl: redis?.url ?? null,
  say: (line) => console.log(line),
}).finally(() => redis?.kill());
console.log(
  `${report.kills} workers and ${report.databaseKills} databases killed, Redis emptied ${report.redisFlushes} times, ${report.storms} storms`,
);
console.log(
  report.sound ? 'SOUND: one record a submission, none lost, none done without one' : 'BROKEN: see the ledger',
);
process.exit(report.sound ? 0 : 1);
