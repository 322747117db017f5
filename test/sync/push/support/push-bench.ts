import { randomUUID } from 'node:crypto';
import type { Updateable } from 'kysely';
import { pino } from 'pino';
import type { WriteTransaction } from '../../../../platform/ingest/ingest.ts';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { RetryBudgets } from '../../../../platform/resilience/retry-budgets.ts';
import type { WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { OperationTable } from '../../../../platform/writes/migration.ts';
import { storeOperation, type OperationRow } from '../../../../platform/writes/operation-store.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import type { Effects } from '../../../../sync/push/effects.ts';
import { dueOperations } from '../../../../sync/push/due-operations.ts';
import { PUSH_POLICY } from '../../../../sync/push/policy.ts';
import { runOperation, type RunOperationOptions } from '../../../../sync/push/run-operation.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../../support/migrated-database.ts';
import { TestClock } from '../../../subgraphs/support/test-clock.ts';
import type { MemoryVendor } from './memory-vendor.ts';

/** Thrown where a process would have ended: nothing after it is stored. */
export class Killed extends Error {}

/** When the process dies in a turn. */
export type Death = 'never' | 'before the call' | 'before the result is stored' | 'as the result is stored';

const NO_CARE = { works: () => undefined, release: () => undefined, discard: () => undefined };
const NO_RATE = { take: async () => undefined, pause: async () => undefined };

/** A partner with a connection to a vendor. */
export interface Firm {
  readonly partnerId: string;
  readonly connectionId: string;
  readonly vendorId: string;
}

/** A database with operations, and workers that can be killed at every point that matters. */
export class PushBench {
  readonly db: MigratedDatabase;
  readonly clock: TestClock;
  readonly firm: Firm = { partnerId: randomUUID(), connectionId: randomUUID(), vendorId: 'alpha' };
  readonly #firms: Firm[] = [];
  /** Numbers that records have got, by target. */
  readonly numbers = new Map<string, string>();

  private constructor(db: MigratedDatabase, clock: TestClock) {
    this.db = db;
    this.clock = clock;
  }

  static async open(clock = new TestClock()): Promise<PushBench> {
    const bench = new PushBench(await openMigratedDatabase(), clock);
    await bench.#add(bench.firm);
    return bench;
  }

  get partnerId(): string {
    return this.firm.partnerId;
  }

  get connectionId(): string {
    return this.firm.connectionId;
  }

  /** Another partner with a connection to a vendor. */
  async addFirm(vendorId = 'alpha'): Promise<Firm> {
    const firm = { partnerId: randomUUID(), connectionId: randomUUID(), vendorId };
    await this.#add(firm);
    return firm;
  }

  /** Whatever was queued by anybody is over. */
  async clear(): Promise<void> {
    for (const { partnerId } of this.#firms) {
      const end = async (trx: WriteTransaction): Promise<void> => {
        await trx.updateTable('operation').set({ state: 'CANCELLED', lease_token: null, lease_until: null }).execute();
      };
      await this.db.as(partnerId, end, 'partnergraph_sync');
    }
  }

  async #add(firm: Firm): Promise<void> {
    const { partnerId, connectionId, vendorId } = firm;
    this.#firms.push(firm);
    await this.db.addPartner(partnerId, 'A partner');
    const values = {
      id: connectionId,
      partner_id: partnerId,
      vendor_id: vendorId,
      running_since: null,
      last_attempt_at: null,
      last_success_at: null,
      next_attempt_at: this.clock.now(),
    };
    await this.db.as(
      partnerId,
      async (trx) => void (await trx.insertInto('connection').values(values).execute()),
      'partnergraph_sync',
    );
  }

  close(): Promise<void> {
    return this.db.close();
  }

  as<T>(
    work: Parameters<MigratedDatabase['as']>[1] extends (trx: infer Trx) => unknown ? (trx: Trx) => Promise<T> : never,
  ) {
    return this.db.as(this.partnerId, work, 'partnergraph_sync');
  }

  /** Queues a write. @returns the operation's id */
  async queue(
    what: {
      readonly kind?: WriteKind;
      readonly key?: string;
      readonly input?: JsonValue;
      readonly target?: string;
      readonly firm?: Firm;
    } = {},
  ): Promise<string> {
    const { partnerId, connectionId, vendorId } = what.firm ?? this.firm;
    const id = randomUUID();
    const target = what.target ?? randomUUID();
    const kind = what.kind ?? 'SUBMIT_DEAL';
    const intent: WriteIntent = {
      kind,
      externalId: target,
      remoteId: null,
      content: null,
      patch: null,
      funds: null,
      reason: null,
      closedOn: null,
      until: null,
    };
    const author = { partnerId, actor: 'tester', actorPartnerId: partnerId };
    const asked = { kind, idempotencyKey: what.key ?? id, input: what.input ?? {} };
    const operation = {
      id,
      vendorId,
      area: 'DEAL',
      connectionId,
      target: { kind: 'DEAL', id: target },
      intent,
      answer: {},
      state: 'QUEUED',
      now: this.clock.now(),
    } as const;
    await this.db.as(partnerId, (trx) => storeOperation(trx, author, asked, operation), 'partnergraph_sync');
    return id;
  }

  operation(id: string): Promise<OperationRow> {
    return this.as((trx) => trx.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  }

  /** Changes what is stored of an operation, as no worker would. */
  async change(id: string, change: Updateable<OperationTable>): Promise<void> {
    await this.as(async (trx) => {
      await trx.updateTable('operation').set(change).where('id', '=', id).execute();
    });
  }

  attempts(id: string) {
    return this.as((trx) =>
      trx.selectFrom('vendor_attempt').selectAll().where('operation_id', '=', id).orderBy('n').execute(),
    );
  }

  /** Everybody who held an operation is gone: their leases have run out. */
  async expireLeases(): Promise<void> {
    await this.as(async (trx) => {
      await trx
        .updateTable('operation')
        .set({ lease_until: new Date(0) })
        .where('lease_until', 'is not', null)
        .execute();
    });
  }

  /** What is due now. */
  due(perConnection = 100) {
    return dueOperations(this.db.database.kysely, this.clock.now(), { limit: 100, perConnection });
  }

  /** The effects of this bench: they keep numbers, and fail when the process has died. */
  #effects(life: { dead: boolean }, death: Death): Effects {
    const live = async (): Promise<void> => {
      if (life.dead) throw new Killed();
    };
    return {
      remoteId: async (_trx, operation) => this.numbers.get(operation.target_id) ?? null,
      sent: live,
      reached: async (_trx, operation, progress) => {
        await live();
        const { remoteId } = progress;
        if (typeof remoteId === 'string') this.numbers.set(operation.target_id, remoteId);
      },
      done: live,
      told: async (_trx, { step }) => {
        if (death === 'as the result is stored' && step.state !== 'SENDING') life.dead = true;
        await live();
      },
    };
  }

  /** What one worker runs with. */
  options(
    vendor: Pick<MemoryVendor, 'session'>,
    death: Death = 'never',
    more: Partial<RunOperationOptions> = {},
  ): RunOperationOptions {
    const life = { dead: false };
    const session = vendor.session();
    const dying = {
      ...session,
      send: async (...args: Parameters<typeof session.send>) => {
        if (death === 'before the call') {
          life.dead = true;
          throw new Killed();
        }
        const outcome = await session.send(...args);
        if (death === 'before the result is stored') life.dead = true;
        return outcome;
      },
    };
    return {
      db: this.db.database.kysely,
      sessions: {
        hold: async () => ({ ...NO_CARE, writes: dying, quota: NO_RATE }),
        close: async () => undefined,
      },
      effects: this.#effects(life, death),
      budgets: new RetryBudgets(),
      policy: PUSH_POLICY,
      clock: this.clock,
      log: pino({ level: 'silent' }),
      chance: () => 0.5,
      nameOf: () => 'Alpha Systems',
      signal: new AbortController().signal,
      callSignal: new AbortController().signal,
      ...more,
    };
  }

  /** Gives everything that is due one turn. A killed worker is no error here. */
  async turn(
    vendor: Pick<MemoryVendor, 'session'>,
    death: Death = 'never',
    more: Partial<RunOperationOptions> = {},
  ): Promise<void> {
    for (const due of await this.due()) {
      await runOperation(this.options(vendor, death, more), due).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    }
  }

  /** Turns until nothing is open any more, time passing in between. */
  async settle(vendor: Pick<MemoryVendor, 'session'>, turns = 40): Promise<void> {
    for (let made = 0; made < turns; made += 1) {
      this.clock.advance(60 * 60_000);
      await this.expireLeases();
      if ((await this.due()).length === 0) return;
      await this.turn(vendor);
    }
  }
}
