import type { QuotaGate } from '../../platform/quota/quota-gate.ts';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';
import type { WriteSession } from '../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import { prepareSession, type SessionFactoryOptions } from '../pull/open-session.ts';

export interface WriteSessionsOptions extends SessionFactoryOptions {
  readonly workshops: ReadonlyMap<string, VendorWorkshop>;
  /** Longest wait for a call budget inside a worker, in milliseconds. */
  readonly quotaPatienceMs: number;
  /** A session that nobody uses is closed after this time, in milliseconds. */
  readonly idleMs: number;
}

/** A session in somebody's hands. */
export interface HeldSession {
  readonly writes: WriteSession;
  readonly quota: QuotaGate;
  /** Gives it back; it stays open for the next operation of the same connection. */
  release(): void;
  /** The vendor refused its sign-in: the next holder gets a new one, with the credentials as they are stored then. */
  discard(): void;
}

interface Open {
  readonly writes: WriteSession;
  readonly quota: QuotaGate;
  readonly close: () => Promise<void>;
  holders: number;
  discarded: boolean;
  idle: NodeJS.Timeout | null;
}

/**
 * Sessions that write, one a connection, shared by the operations of the connection: a sign-in costs calls, and a
 * refresh token is used up by it.
 */
export class WriteSessions {
  readonly #options: WriteSessionsOptions;
  readonly #open = new Map<string, Promise<Open>>();

  constructor(options: WriteSessionsOptions) {
    this.#options = options;
  }

  /**
   * A session for the connection of an operation.
   * @throws VendorError `auth_expired` when there are no usable credentials, `refused` when the vendor takes no writes
   */
  async hold(operation: Pick<OperationRow, 'vendor_id' | 'partner_id' | 'connection_id'>): Promise<HeldSession> {
    const { connection_id: connectionId } = operation;
    if (connectionId === null) throw this.#refused(operation.vendor_id);
    const opening = this.#open.get(connectionId) ?? this.#begin(connectionId, operation);
    this.#open.set(connectionId, opening);
    let open: Open;
    try {
      open = await opening;
    } catch (error) {
      if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      throw error;
    }
    open.holders += 1;
    if (open.idle !== null) clearTimeout(open.idle);
    open.idle = null;
    let held = true;
    return {
      writes: open.writes,
      quota: open.quota,
      release: () => {
        if (!held) return;
        held = false;
        open.holders -= 1;
        this.#settle(connectionId, opening, open);
      },
      discard: () => {
        open.discarded = true;
        if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      },
    };
  }

  /** Closes every session, those in use when their holders give them back. */
  async close(): Promise<void> {
    const opening = [...this.#open.values()];
    this.#open.clear();
    const closing = opening.map(async (each) => {
      const open = await each.catch(() => null);
      if (open === null) return;
      open.discarded = true;
      if (open.holders === 0) await this.#end(open);
    });
    await Promise.allSettled(closing);
  }

  #settle(connectionId: string, opening: Promise<Open>, open: Open): void {
    if (open.holders > 0) return;
    if (open.discarded) {
      void this.#end(open);
      return;
    }
    open.idle = setTimeout(() => {
      if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      void this.#end(open);
    }, this.#options.idleMs);
    open.idle.unref();
  }

  async #end(open: Open): Promise<void> {
    if (open.idle !== null) clearTimeout(open.idle);
    await open
      .close()
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'a session did not close well'));
  }

  async #begin(connectionId: string, operation: Pick<OperationRow, 'vendor_id' | 'partner_id'>): Promise<Open> {
    const workshop = this.#options.workshops.get(operation.vendor_id);
    const open = workshop?.writes?.open;
    if (!workshop || !open) throw this.#refused(operation.vendor_id);
    const connection = { connectionId, partnerId: operation.partner_id };
    const prepared = await prepareSession(this.#options, workshop, connection, this.#options.quotaPatienceMs);
    const writes = open.call(workshop.writes, prepared.deps);
    const close = async (): Promise<void> => {
      await writes.close();
      await prepared.close();
    };
    return { writes, quota: prepared.deps.quota, close, holders: 0, discarded: false, idle: null };
  }

  #refused(vendor: string): VendorError {
    return new VendorError({ vendor, kind: 'refused', publicMessage: `${vendor} takes no changes through an API.` });
  }
}
