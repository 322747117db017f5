import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { createChaosClient } from './client.ts';
import { startFleet } from './fleet.ts';
import { openChaosHouse, type ChaosHouse } from './house.ts';
import { isSound, ledgerText, readLedger, type LedgerLine, type Submission } from './ledger.ts';
import type { ChaosOptions } from './options.ts';
import { startWeather } from './weather.ts';

/** What a run came to. */
export interface ChaosReport {
  readonly sound: boolean;
  readonly lines: readonly LedgerLine[];
  readonly kills: number;
  readonly databaseKills: number;
  readonly redisFlushes: number;
  readonly storms: number;
}

/** Sales entered at the same time. */
const CLIENTS = 6;
const FLUSH_EVERY_MS = 700;

/** The solution that AWS lists for a partner of the stand-in: the first of its own. */
function solutionOf(partner: number): string {
  return `S-${String(partner * 1_000 + 1).padStart(7, '0')}`;
}

/** Empties Redis again and again, as a cache that was restarted is empty. */
function startFlushing(url: string | null): { readonly flushes: () => number; stop(): Promise<void> } {
  if (url === null) return { flushes: () => 0, stop: async () => {} };
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  let flushes = 0;
  const timer = setInterval(
    () =>
      void redis.flushall().then(
        () => (flushes += 1),
        () => undefined,
      ),
    FLUSH_EVERY_MS,
  );
  return {
    flushes: () => flushes,
    stop: async () => {
      clearInterval(timer);
      redis.disconnect();
    },
  };
}

/** Enters and submits every sale, several at a time; a few submissions are clicked twice, under two keys. */
async function enterSales(house: ChaosHouse, options: ChaosOptions): Promise<Submission[]> {
  const client = createChaosClient(house.gateway.url);
  const submissions: Submission[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let sale = next++; sale < options.sales; sale = next++) {
      const partner = (sale % options.partners) + 1;
      const token = house.token(partner);
      const deals = await client.enter(token, sale, solutionOf(partner));
      for (const [vendor, dealId] of deals) {
        const clicks = sale % 5 === 0 ? 2 : 1;
        await Promise.all(
          Array.from({ length: clicks }, (_, click) => client.submit(token, dealId, `submit-${dealId}-${click}`)),
        );
        submissions.push({ dealId: rowIdOf('Deal', dealId) ?? '', vendor });
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  return submissions;
}

function openCount(house: ChaosHouse): Promise<number> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now: new Date(), statementTimeoutMs: 0 } as const;
  return inTenantTransaction(house.database.kysely, scope, async (trx) => {
    const { open } = await trx
      .selectFrom('operation')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('state', 'in', ['QUEUED', 'SENDING', 'UNCERTAIN'])
      .executeTakeFirstOrThrow();
    return open;
  });
}

/**
 * Submits deals to AWS and Microsoft through the gateway while workers are killed, PostgreSQL is killed, Redis is emptied,
 * and the vendors throttle, fail, hang, break off, and fall silent after they have done what was asked. Then lets the
 * weather clear, waits, and reads the ledger.
 * @param workerEntry the compiled worker
 */
export async function runChaos(options: ChaosOptions, workerEntry?: string): Promise<ChaosReport> {
  const { say } = options;
  const house = await openChaosHouse(options);
  const flushing = startFlushing(options.redisUrl);
  const weather = startWeather(house.sandbox.origin, options.seed);
  const fleet = startFleet(options, house.settings, workerEntry);
  let databaseKills = 0;
  try {
    const began = Date.now();
    const stormOver = (): number => began + options.stormMs - Date.now();
    const killing = (async () => {
      for (; databaseKills < options.databaseKills; databaseKills += 1) {
        await sleep(options.stormMs / (options.databaseKills + 1));
        await house.killDatabase();
        say(`PostgreSQL was killed and started again (${databaseKills + 1})`);
      }
    })();
    const submissions = await enterSales(house, options);
    say(`${submissions.length} registrations of ${options.sales} sales are submitted after ${Date.now() - began} ms`);
    await killing;
    if (stormOver() > 0) await sleep(stormOver());
    await weather.clear();
    fleet.spare();
    say(`the weather clears after ${weather.storms()} storms and ${fleet.kills()} killed workers`);
    const deadline = Date.now() + options.calmMs;
    for (let open = await openCount(house); open > 0 && Date.now() < deadline; open = await openCount(house))
      await sleep(250);
    const partners = Array.from({ length: options.partners }, (_, index) => house.token(index + 1));
    const lines = await readLedger({ database: house.database, origin: house.sandbox.origin, partners }, submissions);
    for (const line of ledgerText(lines)) say(line);
    return {
      sound: isSound(lines),
      lines,
      kills: fleet.kills(),
      databaseKills,
      redisFlushes: flushing.flushes(),
      storms: weather.storms(),
    };
  } finally {
    await weather.clear().catch(() => undefined);
    await fleet.stop();
    await flushing.stop();
    await house.close();
  }
}
