import 'reflect-metadata';
import { runChaos } from './run-chaos.ts';

/*
 * Entry of `npm run chaos`: some minutes, bounded; it stops by itself.
 * `npm run chaos -- <seed> <sales> <address of a Redis>`
 */
const [seed = '20260402', sales = '150', redisUrl = null] = process.argv.slice(2);

const report = await runChaos({
  seed: Number(seed),
  partners: 10,
  sales: Number(sales),
  workers: 4,
  killEveryMs: [350, 1_250],
  databaseKills: 3,
  stormMs: 90_000,
  calmMs: 120_000,
  redisUrl,
  say: (line) => console.log(line),
});
console.log(
  `${report.kills} workers and ${report.databaseKills} databases killed, Redis emptied ${report.redisFlushes} times, ${report.storms} storms`,
);
console.log(
  report.sound ? 'SOUND: one record a submission, none lost, none done without one' : 'BROKEN: see the ledger',
);
process.exit(report.sound ? 0 : 1);
