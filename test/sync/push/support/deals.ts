import { randomUUID } from 'node:crypto';
import type { DealRecord } from '../../../../platform/records/records.ts';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
import { dealIngest } from '../../../../subgraphs/deals/ingest.ts';
import { storeDrafts, storeOpportunity } from '../../../../subgraphs/deals/writes/draft-store.ts';
import { ALL_INGESTS } from '../../../../sync/all-ingests.ts';
import { ALL_WRITE_TARGETS } from '../../../../sync/all-write-targets.ts';
import { createEffects, type Effects } from '../../../../sync/push/effects.ts';
import { dealRecord } from '../../../subgraphs/deals/records.ts';
import { MemoryVendor } from './memory-vendor.ts';
import type { PushBench } from './push-bench.ts';
import { testWorkshop } from './test-workshop.ts';

const CUSTOMER = {
  name: 'Acme GmbH',
  country: 'DE',
  website: null,
  duns: null,
  city: null,
  street: null,
  postalCode: null,
  state: null,
  industry: null,
};

const CONTENT: DealContent = {
  name: 'A data lake',
  description: null,
  value: null,
  closeOn: '2026-12-31',
  products: [],
  stage: null,
  dealKind: 'CO_SELL',
  customer: CUSTOMER,
  distributor: null,
  vendorFields: {},
};

/** A draft of the bench's partner. @returns its id, which is its number until the vendor has one */
export async function addDraft(bench: PushBench): Promise<string> {
  const [id, opportunityId] = [randomUUID(), randomUUID()];
  const { partnerId, connectionId, vendorId } = bench.firm;
  const now = bench.clock.now();
  await bench.db.as(partnerId, async (trx) => {
    await storeOpportunity(trx, { id: opportunityId, partnerId, name: 'A sale', now }, CUSTOMER);
    const draft = { id, partnerId, connectionId, vendorId, content: CONTENT, distributorId: null };
    await storeDrafts(trx, [draft], { opportunityId, actor: 'tester', now });
  });
  return id;
}

export function dealOf(bench: PushBench, id: string) {
  return bench.as((trx) => trx.selectFrom('deal').selectAll().where('id', '=', id).executeTakeFirst());
}

/** Kinds of the lines of a deal's history, oldest first. */
export async function history(bench: PushBench, id: string): Promise<string[]> {
  const rows = await bench.as((trx) =>
    trx.selectFrom('deal_event').select('kind').where('deal_id', '=', id).orderBy('at').orderBy('kind').execute(),
  );
  return rows.map(({ kind }) => kind);
}

/** Stores a record as a run of its feed does. @returns the run's id */
export async function bring(bench: PushBench, told: Partial<DealRecord>): Promise<string> {
  const { partnerId, connectionId, vendorId } = bench.firm;
  const runId = randomUUID();
  const record = dealRecord(told);
  await bench.as((trx) =>
    dealIngest.store(
      trx,
      {
        partnerId,
        connectionId,
        vendorId,
        feed: 'deals',
        area: 'DEAL',
        transport: 'API',
        runId,
        fetchedAt: bench.clock.now(),
      },
      [{ record, payload: { id: record.remoteId } }],
    ),
  );
  return runId;
}

const FEED = {
  name: 'deals',
  area: 'DEAL',
  kinds: ['deal'],
  support: 'FULL',
  transport: 'API',
  mode: 'full',
} as const;

/** The effects of the house, over a vendor whose deals come by one feed. */
export function realEffects(bench: PushBench): Effects {
  const workshop = testWorkshop(() => memoryVendor(bench).session());
  const workshops = new Map([['alpha', { ...workshop, feeds: [FEED] }]]);
  return createEffects({ workshops, ingests: ALL_INGESTS, targets: ALL_WRITE_TARGETS }, () => bench.clock.now());
}

export function memoryVendor(bench: PushBench): MemoryVendor {
  return new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => 'ok',
  );
}

/** The vendor reads back what it has taken, as this record. */
export function readingBack(vendor: MemoryVendor, told: Partial<DealRecord>): Pick<MemoryVendor, 'session'> {
  const session = vendor.session();
  return {
    session: () => ({
      ...session,
      plan: async (intent, progress, signal) => {
        const plan = await session.plan(intent, progress, signal);
        if (plan.kind !== 'done') return plan;
        const record = dealRecord({ remoteId: plan.remoteId ?? '', externalId: intent.externalId, ...told });
        return { ...plan, record: { record, payload: { id: record.remoteId } }, feed: FEED.name };
      },
    }),
  };
}
