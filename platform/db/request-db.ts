import type { ControlledTransaction, Kysely } from 'kysely';
import { beginScoped, type TenantScope } from './tenant-scope.ts';
import type { Tables } from './tables.ts';

/** A transaction that only reads, as a store's function takes it. */
export type ReadTransaction = ControlledTransaction<Tables>;

/**
 * The database as one request sees it: one read-only transaction, begun with the first statement and shared by every
 * loader of the request, so that a page, its count and its aggregates tell of the same moment.
 *
 * Statements of one request run one after the other on one connection. A statement that fails ends the transaction;
 * the next reader gets a new one, so one field's error does not take its neighbours down.
 */
export class RequestDb {
  readonly #db: Kysely<Tables>;
  readonly #scope: () => TenantScope;
  #trx: ReadTransaction | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(db: Kysely<Tables>, scope: () => TenantScope) {
    this.#db = db;
    this.#scope = scope;
  }

  /**
   * Reads in the request's transaction.
   * @throws Error when the request has already ended, and whatever the statement throws
   */
  read<T>(work: (trx: ReadTransaction) => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => this.#run(work));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Ends the transaction so that the next read sees what has been committed since (after a mutation). */
  refresh(): Promise<void> {
    const done = this.#queue.then(() => this.#end());
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Gives the connection back. Idempotent; always called when a request ends, however it ends. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue;
    await this.#end();
  }

  async #run<T>(work: (trx: ReadTransaction) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the request has ended');
    this.#trx ??= await beginScoped(this.#db, this.#scope(), { isolation: 'repeatable read', readOnly: true });
    try {
      return await work(this.#trx);
    } catch (error) {
      await this.#abandon();
      throw error;
    }
  }

  async #abandon(): Promise<void> {
    const trx = this.#trx;
    this.#trx = undefined;
    await trx
      ?.rollback()
      .execute()
      .catch(() => undefined);
  }

  async #end(): Promise<void> {
    const trx = this.#trx;
    this.#trx = undefined;
    // A commit that fails keeps the connection; the rollback behind it gives it back, whatever state it is in.
    await trx
      ?.commit()
      .execute()
      .catch(() => trx.rollback().execute())
      .catch(() => undefined);
  }
}
