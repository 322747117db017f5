import type { QuotaGate } from '../../platform/quota/quota-gate.ts';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';
import type { WriteSession } from '../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import { prepareSession, type SessionFactoryOptions } from '../pull/open-session.ts';
import { onlyInTime } from './call-time.ts';
import { RefusedSignIns } from './refused-sign-ins.ts';
import { signInRefused } from './words.ts';

export interface WriteSessionsOptions extends SessionFactoryOptions {
  readonly workshops: ReadonlyMap<string, VendorWorkshop>;
  /** Longest wait for a call budget inside a worker, in milliseconds. */
  readonly quotaPatienceMs: number;
  /** A session that nobody uses is closed after this time, in milliseconds. */
  readonly idleMs: number;
  /** How long a connection is left alone whose sign-in is refused again and again, in milliseconds. */
  readonly refusedRestMs: number;
}

/** What a session is held for. */
export type HoldFor = Pick<OperationRow, 'vendor_id' | 'partner_id' | 'connection_id'>;

/** A session in somebody's hands. */
export interface HeldSession {
  readonly writes: WriteSession;
  readonly quota: QuotaGate;
  /** The vendor has answered something: its sign-in is good. */
  works(): void;
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
 * refresh token is used up by it. There are never more than the connections that were written to of late.
 */
export class WriteSessions {
  readonly #options: WriteSessionsOptions;
  readonly #open = new Map<string, Promise<Open>>();
  readonly #ending = new Set<Promise<void>>();
  readonly #refused: RefusedSignIns;

  constructor(options: WriteSessionsOptions) {
    this.#options = options;
    this.#refused = new RefusedSignIns(options.clock, options.refusedRestMs);
  }

  /**
   * A session for the connection of an operation.
   * @throws VendorError `auth_expired` when there are no usable credentials, or they were refused again and again just now;
   * `refused` when the vendor takes no writes, or is not in the registry. SecretBoxError when the credentials can't be opened
   */
  async hold(operation: HoldFor): Promise<HeldSession> {
    const { connection_id: connectionId } = operation;
    if (connectionId === null) throw this.#takesNone(operation.vendor_id);
    const retryAfterMs = this.#refused.restOf(connectionId);
    if (retryAfterMs > 0) throw this.#refusedOf(operation.vendor_id, retryAfterMs);
    const opening = this.#open.get(connectionId) ?? this.#begin(connectionId, operation);
    this.#open.set(connectionId, opening);
    let open: Open;
    try {
      open = await opening;
    } catch (error) {
      if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      throw error;
    }
    return this.#handOut(connectionId, opening, open);
  }

  #handOut(connectionId: string, opening: Promise<Open>, open: Open): HeldSession {
    open.holders += 1;
    if (open.idle !== null) clearTimeout(open.idle);
    open.idle = null;
    let held = true;
    return {
      writes: open.writes,
      quota: open.quota,
      works: () => this.#refused.works(connectionId),
      release: () => {
        if (!held) return;
        held = false;
        open.holders -= 1;
        this.#settle(connectionId, opening, open);
      },
      discard: () => {
        open.discarded = true;
        this.#refused.refused(connectionId);
        if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      },
    };
  }

  /** Closes every session, those in use when their holders give them back, and waits for those that are closing. */
  async close(): Promise<void> {
    const opening = [...this.#open.values()];
    this.#open.clear();
    for (const each of opening) {
      const open = await each.catch(() => null);
      if (open === null) continue;
      open.discarded = true;
      if (open.holders === 0) this.#end(open);
    }
    await Promise.all(this.#ending);
  }

  #settle(connectionId: string, opening: Promise<Open>, open: Open): void {
    if (open.holders > 0) return;
    if (open.discarded) {
      this.#end(open);
      return;
    }
    open.idle = setTimeout(() => {
      if (this.#open.get(connectionId) === opening) this.#open.delete(connectionId);
      this.#end(open);
    }, this.#options.idleMs);
    open.idle.unref();
  }

  #end(open: Open): void {
    if (open.idle !== null) clearTimeout(open.idle);
    open.idle = null;
    const ending = open
      .close()
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'a session did not close well'))
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #begin(connectionId: string, operation: HoldFor): Promise<Open> {
    const workshop = this.#options.workshops.get(operation.vendor_id);
    const open = workshop?.writes?.open;
    if (!workshop || !open) throw this.#takesNone(operation.vendor_id);
    const connection = { connectionId, partnerId: operation.partner_id };
    const prepared = await prepareSession(this.#options, workshop, connection, this.#options.quotaPatienceMs);
    try {
      const writes = open.call(workshop.writes, { ...prepared.deps, http: onlyInTime(prepared.deps.http) });
      const close = (): Promise<void> => writes.close().finally(() => prepared.close());
      return { writes, quota: prepared.deps.quota, close, holders: 0, discarded: false, idle: null };
    } catch (error) {
      await prepared.close();
      throw error;
    }
  }

  #takesNone(vendor: string): VendorError {
    return new VendorError({ vendor, kind: 'refused', publicMessage: `${vendor} takes no changes through an API.` });
  }

  #refusedOf(vendor: string, retryAfterMs: number): VendorError {
    const name = this.#options.workshops.get(vendor)?.facts.name ?? vendor;
    return new VendorError({ vendor, kind: 'auth_expired', publicMessage: signInRefused(name), retryAfterMs });
  }
}
