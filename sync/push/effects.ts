import { utcDate } from '../../platform/records/dates.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { VendorRecord } from '../../platform/records/records.ts';
import { storable } from '../../platform/records/storable.ts';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import type { WritePlan, WriteProgress } from '../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import type { IngestTable } from '../pull/ingests.ts';
import type { WriteTarget } from './target.ts';
import type { Step } from './trouble.ts';

/** The vendor has the record under a number that another record of the partner has here: a person must look. */
export class NumberTakenError extends Error {
  readonly number: string;
  constructor(number: string) {
    super('another record of the partner has the number');
    this.name = 'NumberTakenError';
    this.number = number;
  }
}

export interface EffectsOptions {
  readonly workshops: ReadonlyMap<string, VendorWorkshop>;
  readonly ingests: IngestTable;
  readonly targets: readonly WriteTarget[];
}

/** What a result does beside the operation's own row, in the same transaction. */
export interface Effects {
  /** The vendor's id of the record as it is known by now: what was queued behind a submission was asked without it. */
  remoteId(trx: WriteTransaction, operation: OperationRow): Promise<string | null>;
  sent(trx: WriteTransaction, operation: OperationRow, now: Date): Promise<void>;
  /** A step had its effect: the vendor may have named the record. @throws NumberTakenError */
  reached(trx: WriteTransaction, operation: OperationRow, progress: WriteProgress): Promise<void>;
  /** The vendor holds all of it; the record as it was read is stored as its feed would store it. @throws NumberTakenError */
  done(trx: WriteTransaction, operation: OperationRow, plan: Extract<WritePlan, { kind: 'done' }>): Promise<void>;
  /** The state that comes next, told where its owner looks. */
  told(
    trx: WriteTransaction,
    told: { readonly operation: OperationRow; readonly step: Step; readonly now: Date },
  ): Promise<void>;
}

/** Kinds whose target may not have a number at the vendor yet. */
const NAMING: ReadonlySet<string> = new Set(['SUBMIT_DEAL', 'REQUEST_FUNDS']);

/** Whether an operation is what brings its record to the vendor; every other one needs a record that is there. */
export function isNaming({ kind }: Pick<OperationRow, 'kind'>): boolean {
  return NAMING.has(kind);
}

/** Gives a record of ours its number. @throws NumberTakenError when another record of the partner has it */
export async function nameTarget(
  trx: WriteTransaction,
  target: WriteTarget,
  operation: OperationRow,
  named: { readonly remoteId: string; readonly now: Date },
): Promise<void> {
  await target.named(trx, operation, named.remoteId, named.now);
  if ((await target.remoteId(trx, operation)) !== named.remoteId) throw new NumberTakenError(named.remoteId);
}

/** Makes the effects from the domains' targets. */
export function createEffects(options: EffectsOptions, now: () => Date): Effects {
  const targetOf = (operation: OperationRow): WriteTarget | undefined =>
    options.targets.find((target) => target.kind === operation.target_kind);

  const name = async (trx: WriteTransaction, operation: OperationRow, remoteId: unknown): Promise<void> => {
    const target = targetOf(operation);
    if (typeof remoteId !== 'string' || !isNaming(operation) || !target) return;
    await nameTarget(trx, target, operation, { remoteId, now: now() });
  };

  const storeRecord = async (
    trx: WriteTransaction,
    operation: OperationRow,
    plan: Extract<WritePlan, { kind: 'done' }>,
  ): Promise<void> => {
    const feed = options.workshops.get(operation.vendor_id)?.feeds.find(({ name: known }) => known === plan.feed);
    if (plan.record === null || !feed || operation.connection_id === null) return;
    const origin = {
      partnerId: operation.partner_id,
      connectionId: operation.connection_id,
      vendorId: operation.vendor_id,
      feed: feed.name,
      area: feed.area,
      transport: feed.transport,
      runId: operation.id,
      fetchedAt: now(),
    };
    const record = storable(plan.record);
    if (!('record' in record)) return;
    const kind: VendorRecord['kind'] = record.record.kind;
    for (const ingest of options.ingests[kind]) await ingest.store(trx, origin, [record]);
  };

  return {
    remoteId: async (trx, operation) => (await targetOf(operation)?.remoteId(trx, operation)) ?? null,
    sent: async (trx, operation, at) => {
      await targetOf(operation)?.tell(trx, operation, { kind: 'WRITE_SENT', at, note: operation.kind });
    },
    reached: (trx, operation, progress) => name(trx, operation, progress['remoteId']),
    done: async (trx, operation, plan) => {
      await name(trx, operation, plan.remoteId);
      await storeRecord(trx, operation, plan);
    },
    told: async (trx, { operation, step, now: at }) => {
      const target = targetOf(operation);
      if (step.state === 'DONE') {
        await target?.tell(trx, operation, { kind: 'RECONCILED', at, note: `${operation.kind} ${utcDate(at)}` });
      }
      if (step.state === 'REFUSED' || step.state === 'NEEDS_REVIEW') {
        await target?.tell(trx, operation, { kind: 'WRITE_FAILED', at, note: step.reason });
      }
    },
  };
}
