import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { RetryBudgets } from '../../../../platform/resilience/retry-budgets.ts';
import type { WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import { storeOperation, type OperationRow } from '../../../../platform/writes/operation-store.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import type { Effects } from '../../../../sync/push/effects.ts';
import { dueOperations } from '../../../../sync/push/operation-lease.ts';
import { PUSH_POLICY } from '../../../../sync/push/policy.ts';
import { runOperation, type RunOperationOptions } from '../../../../sync/push/run-operation.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../../support/migrated-database.ts';
import { TestClock } from '../../../subgraphs/support/test-clock.ts';
import type { MemoryVendor } from './memory-vendor.ts';

/** Thrown where a process would have ended: nothing after it is stored. */
export class Killed extends Error {}

/** When the process dies in a turn. */
export type Death = 'never' | 'before the call' | 'before the result is stored' | 'as the result is stored';

const NO_RATE = { take: async () => undefined, pause: async () => undefined };

/** A database with operations, and workers that can be killed at every point that matters. */
export class PushBench {
  readonly db: MigratedDatabase;
  readonly clock = new TestClock();
  readonly partnerId = randomUUID();
  readonly connectionId = randomUUID();
  /** Effects that were committed, by operation: `named R-1`, `told DONE`. */
  readonly told: string[] = [];

  private constructor(db: MigratedDatabase) {
    this.db = db;
  }

  static async open(): Promise<PushBench> {
    const bench = new PushBench(await openMigratedDatabase());
    await bench.db.addPartner(bench.partnerId, 'A partner');
    await bench.as(async (trx) => {
      await trx
        .insertInto('connection')
        .values({
          id: bench.connectionId,
          partner_id: bench.partnerId,
          vendor_id: 'alpha',
          running_since: null,
          last_attempt_at: null,
          last_success_at: null,
          next_attempt_at: bench.clock.now(),
        })
        .execute();
    });
    return bench;
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
      readonly connectionId?: string;
    } = {},
  ): Promise<string> {
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
    const author = { partnerId: this.partnerId, actor: 'tester', actorPartnerId: this.partnerId };
    const asked = { kind, idempotencyKey: what.key ?? id, input: what.input ?? {} };
    await this.as((trx) =>
      storeOperation(trx, author, asked, {
        id,
        vendorId: 'alpha',
        area: 'DEAL',
        connectionId: what.connectionId ?? this.connectionId,
        target: { kind: 'DEAL', id: target },
        intent,
        answer: {},
        state: 'QUEUED',
        now: this.clock.now(),
      }),
    );
    return id;
  }

  operation(id: string): Promise<OperationRow> {
    return this.as((trx) => trx.selectFrom('operation').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
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

  /** The effects of this bench: they remember, and die when the process has. */
  #effects(life: { dead: boolean }, death: Death): Effects {
    const note = async (text: string): Promise<void> => {
      if (life.dead) throw new Killed();
      this.told.push(text);
    };
    return {
      remoteId: async () => null,
      sent: async () => {
        if (life.dead) throw new Killed();
      },
      reached: (_trx, operation, progress) => note(`reached ${operation.id} ${JSON.stringify(progress)}`),
      done: (_trx, operation, plan) => note(`done ${operation.id} ${plan.remoteId}`),
      told: async (_trx, { operation, step }) => {
        if (death === 'as the result is stored' && step.state !== 'SENDING') life.dead = true;
        await note(`told ${operation.id} ${step.state}`);
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
        hold: async () => ({ writes: dying, quota: NO_RATE, release: () => undefined, discard: () => undefined }),
        close: async () => undefined,
      },
      effects: this.#effects(life, death),
      budgets: new RetryBudgets(),
      policy: PUSH_POLICY,
      clock: this.clock,
      log: pino({ level: 'silent' }),
      chance: () => 0.5,
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
