import type { WriteIntent } from '../../../platform/vendor/write-contract.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { canonicalJson } from '../../../platform/records/canonical-json.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { redrive } from '../../../platform/writes/redrive.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { tellDeal } from './own-deal-store.ts';

/** What is asked for, whatever the record's number is known to be by now. */
function essence(intent: WriteIntent): string {
  return canonicalJson({ ...intent, remoteId: null } as unknown as JsonValue);
}

/**
 * The operation that is the same wish and still on its way: one that waits for a person, wherever it stands, or the last one.
 * An older one that waits its turn is another wish: something else was asked for in between.
 */
export function sameWish(open: readonly OperationRow[], intent: WriteIntent): OperationRow | undefined {
  const wanted = essence(intent);
  const isSame = (operation: OperationRow | undefined): boolean =>
    operation?.intent !== undefined && operation.intent !== null && essence(operation.intent) === wanted;
  const last = open.at(-1);
  return (
    open.find((operation) => operation.state === 'NEEDS_REVIEW' && isSame(operation)) ??
    (isSame(last) ? last : undefined)
  );
}

/**
 * The same wish again under another key: it adds nothing to what is on its way. What waits for a person goes on, since a
 * person has asked for it.
 */
export function repeatOf({ trx, deal, actor, now }: ChangeBench, operation: OperationRow): Decision {
  const apply = async (): Promise<void> => {
    if (operation.state !== 'NEEDS_REVIEW' || !(await redrive(trx, operation, now))) return;
    const { status } = deal;
    await tellDeal(trx, deal, { at: now, actor, kind: 'WRITE_QUEUED', from: status, to: status, note: operation.kind });
  };
  return { intent: null, state: 'DONE', storedAs: 'REPEAT', apply };
}
