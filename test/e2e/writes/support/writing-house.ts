import { pino } from 'pino';
import { sql } from 'kysely';
import { demoConnectionId } from '../../../../demo/seed.ts';
import { demoPartnerId } from '../../../../demo/partner-id.ts';
import { systemClock } from '../../../../platform/clock/clock.ts';
import type { QuotaFacts, VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import { createVendorDirectory } from '../../../../platform/vendor/directory.ts';
import { connectionById } from '../../../../sync/pull/connection-store.ts';
import { runConnection, type ConnectionOutcome } from '../../../../sync/pull/run-connection.ts';
import { startPush } from '../../../../sync/push/start-push.ts';
import type { PushWorker } from '../../../../sync/push/worker.ts';
import type { MirrorHouseOptions } from '../../../support/mirror.ts';
import { openStartedHouse, type StartedHouse } from '../../../support/started-house.ts';
import { QUICK_POLICY, quickWorkshops, type Interruptions } from './quick-workshops.ts';

/** The demo partner that `var-admin` speaks for. */
export const VAR = 1;

export interface WritingHouseOptions extends MirrorHouseOptions {
  /** Workers to begin with; one unless said otherwise. */
  readonly workers?: number;
  /** Call budgets by vendor and bucket, instead of wide ones. */
  readonly quotas?: Readonly<Record<string, Readonly<Record<string, QuotaFacts>>>>;
}

export interface PullOptions {
  /** Everything, and what is not there any more is told as gone. */
  readonly full?: boolean;
  /** Done when the first feed has been read, before its run ends. */
  readonly beforeItEnds?: () => Promise<void>;
}

/** The same workshop with its deals alone. */
function dealsOf(workshop: VendorWorkshop, beforeItEnds: () => Promise<void>): VendorWorkshop {
  const feeds = workshop.feeds.filter(({ kinds }) => kinds.includes('deal'));
  const [first] = feeds;
  const open: VendorWorkshop['open'] = (deps) => {
    const session = workshop.open(deps);
    return {
      close: () => session.close(),
      async *pull(feed, request) {
        yield* session.pull(feed, request);
        if (feed === first?.name) await beforeItEnds();
      },
    };
  };
  return { ...workshop, feeds, open };
}

/** The started house with workers that bring what was queued to the stand-ins. */
export interface WritingHouse extends StartedHouse {
  /** What a story does in the middle of a write; nothing as long as it says nothing. */
  readonly interruptions: Interruptions;
  /** Starts one more worker, as in another process: with sessions and a retry budget of its own. */
  addWorker(): Promise<PushWorker>;
  /** Reads the deals of the demo partner's connection: no other feed, and so no waiting for exports. */
  pullDeals(vendor: string, options?: PullOptions): Promise<ConnectionOutcome>;
  /** Whoever held an operation of a demo partner has not been heard of for too long. */
  expireLeases(partner?: number): Promise<void>;
  /** Lets the time pass that operations of a demo partner wait for. */
  hurry(partner?: number): Promise<void>;
}

/** Opens the house. Waits are short, and workers look often, since nothing wakes them. */
export async function openWritingHouse(options: WritingHouseOptions = {}): Promise<WritingHouse> {
  const house = await openStartedHouse({ dealsPerPartner: 4, ...options });
  const { database, secrets, overrides, quotasOf } = house.runOptions;
  const quotas = Object.fromEntries(
    house.vendors.all.map(({ id }) => [id, { ...quotasOf(id), ...options.quotas?.[id] }]),
  );
  const workers: PushWorker[] = [];
  const interruptions: Interruptions = { beforePlan: null, beforeSend: null, afterSend: null };
  const workshops = quickWorkshops(interruptions);
  const addWorker = async (): Promise<PushWorker> => {
    const worker = await startPush({
      database,
      secrets,
      workshops,
      vendors: createVendorDirectory(workshops, quotas),
      overrides,
      clock: systemClock,
      log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
      queue: null,
      policy: QUICK_POLICY,
      tickMs: 40,
    });
    workers.push(worker);
    return worker;
  };
  for (let started = 0; started < (options.workers ?? 1); started += 1) await addWorker();
  return {
    ...house,
    interruptions,
    addWorker,
    pullDeals: async (vendor, { full = false, beforeItEnds = async () => {} } = {}) => {
      const id = demoConnectionId(VAR, vendor);
      if (full) {
        await house.db.as(
          demoPartnerId(VAR),
          (trx) => trx.updateTable('connection').set({ full_requested: true }).where('id', '=', id).execute(),
          'partnergraph_sync',
        );
      }
      const row = await connectionById(database.kysely, id);
      if (!row) throw new Error(`the partner has no connection to ${vendor}`);
      const known = house.runOptions.workshops.get(vendor);
      const workshops = new Map(known ? [[vendor, dealsOf(known, beforeItEnds)]] : []);
      return runConnection({ ...house.runOptions, workshops }, row);
    },
    expireLeases: async (partner = VAR) => {
      const past = new Date(Date.now() - 1);
      await house.db.as(
        demoPartnerId(partner),
        (trx) =>
          sql`update operation set lease_until = ${past}, run_at = least(run_at, ${past}) where lease_until > ${past}`.execute(
            trx,
          ),
        'partnergraph_sync',
      );
    },
    hurry: async (partner = VAR) => {
      const past = new Date(Date.now() - 1);
      await house.db.as(
        demoPartnerId(partner),
        (trx) =>
          sql`update operation set run_at = ${past} where state in ('QUEUED', 'UNCERTAIN') and run_at > ${past}`.execute(
            trx,
          ),
        'partnergraph_sync',
      );
      for (const worker of workers) worker.nudge();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await house.close();
    },
  };
}
