import type { Logger } from 'pino';
import type { JsonValue } from '../../../platform/records/json.ts';
import { orAborted } from '../../../platform/resilience/or-aborted.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import type { MalformedItem, PulledItem } from '../../../platform/vendor/contract.ts';
import { malformed } from '../../../platform/vendor/shape-check.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { sortBadges } from '../badges/sort-badges.ts';
import type { CredlyClient } from '../client/client.ts';
import { readEmployeeBadges } from './employee-badges.ts';
import { listEmployees, type Employee } from './employees.ts';

/** Employees whose badges are asked for at the same time. */
const AT_ONCE = 4;

/** When so many employees in a row can't be read, and none could, it is the service. */
const TOO_MANY_FAILURES = 8;

/** The badges of one employee, as they came. */
export interface HeldBadges {
  readonly employee: Employee;
  readonly badges: readonly JsonValue[];
}

/** What the whole staff holds. */
export interface StaffRecords {
  /** Certifications by vendor, in the order of their ids; also those that can't be read. */
  readonly byVendor: ReadonlyMap<string, readonly PulledItem[]>;
  /** Trouble that may concern any vendor. */
  readonly faults: readonly MalformedItem[];
}

export interface StaffBadgesOptions {
  readonly client: CredlyClient;
  readonly organizationId: string;
  readonly connectionId: string;
  readonly log: Logger;
}

/**
 * The badges of an employer's staff, read once a session: an answer tells an employee's badges of all issuers, and each
 * vendor's feed takes its own from it.
 */
export class StaffBadges {
  readonly #options: StaffBadgesOptions;
  #reading: { readonly records: Promise<StaffRecords>; readonly signal: AbortSignal } | null = null;

  constructor(options: StaffBadgesOptions) {
    this.#options = options;
  }

  /**
   * What the staff holds: as read before, or read now, on the account and under the signal of this run. A reading that
   * failed or was stopped is forgotten.
   * @throws VendorError when the staff can't be listed, or nobody's badges can be read
   */
  read(run: CallRun): Promise<StaffRecords> {
    if (this.#reading === null || this.#reading.signal.aborted) this.#reading = this.#begin(run);
    return orAborted(this.#reading.records, run.signal);
  }

  #begin(run: CallRun): { records: Promise<StaffRecords>; signal: AbortSignal } {
    const records = this.#readAll(run).catch((error: unknown) => {
      if (this.#reading?.records === records) this.#reading = null;
      throw error;
    });
    return { records, signal: run.signal };
  }

  async #readAll(run: CallRun): Promise<StaffRecords> {
    const { client, organizationId, connectionId, log } = this.#options;
    const { employees, faults: unreadable } = await listEmployees(client, organizationId, run);
    const held: HeldBadges[] = [];
    const failures: VendorError[] = [];
    let hidden: VendorError | null = null;
    for (let at = 0; at < employees.length; at += AT_ONCE) {
      const part = employees.slice(at, at + AT_ONCE);
      const read = await Promise.all(
        part.map((employee) => readEmployeeBadges(client, { organizationId, employee }, run)),
      );
      for (const [index, employee] of part.entries()) {
        const found = read[index];
        if (!found) continue;
        if ('badges' in found) held.push({ employee, badges: found.badges });
        else if (found.hidden) hidden ??= found.failure;
        else failures.push(found.failure);
      }
      const [first] = failures;
      if (first && held.length === 0 && failures.length >= TOO_MANY_FAILURES) throw first;
    }
    const nobody = held.length === 0 ? (failures[0] ?? hidden) : null;
    if (nobody) throw nobody;
    log.debug({ employees: employees.length, read: held.length, failed: failures.length }, 'the staff was read');
    const sorted = sortBadges(connectionId, employees, held);
    return { ...sorted, faults: [...unreadable, ...failures.map(faultOf), ...sorted.faults] };
  }
}

/** Whose badges these are is known, which badges is not: so nothing may be taken for gone. */
function faultOf({ httpStatus }: VendorError): MalformedItem {
  const got = httpStatus === undefined ? "an answer that can't be read" : `HTTP ${httpStatus}`;
  return malformed({ path: '', problem: `expected an employee's badges, got ${got}` }, null);
}
