import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import { cancel } from '../../../platform/writes/redrive.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { intentOf } from './deal-intent.ts';
import { decideVendorChange, endedError } from './decide-vendor-change.ts';
import { storeOwnStatus, tellDeal } from './own-deal-store.ts';

function locked({ state }: OperationRow): VendorFieldError {
  const may = 'may have reached the vendor';
  if (state === 'UNCERTAIN') return fieldError('/id', 'LOCKED', `${may}; withdraw it once that is known`);
  if (state === 'NEEDS_REVIEW') {
    return fieldError('/id', 'LOCKED', `${may}: look there, and submit it again here to have that found out`);
  }
  return fieldError('/id', 'LOCKED', 'is being sent to the vendor at this moment; try again when that has ended');
}

/** Takes back a deal that no vendor has. */
async function withdrawHere(
  { deal, open, trx, actor, now }: ChangeBench,
  reason: string | null,
): Promise<readonly VendorFieldError[]> {
  for (const operation of open) if (!(await cancel(trx, operation, now))) return [locked(operation)];
  const raw = 'withdrawn before it was sent';
  await storeOwnStatus(trx, deal, { status: 'WITHDRAWN', raw, rule: 'withdrawn-draft', now });
  const { status: from } = deal;
  await tellDeal(trx, deal, { at: now, actor, kind: 'STATUS_CHANGED', from, to: 'WITHDRAWN', note: reason });
  return [];
}

/** Takes a deal back: at once where nothing has reached the vendor, else by the vendor's own means. */
export function decideWithdraw(context: GraphContext, bench: ChangeBench, reason: string | null): Decision {
  const { deal } = bench;
  if (!isUnnamed(deal)) {
    const intent = intentOf(deal, 'WITHDRAW_DEAL', { reason });
    return decideVendorChange(context, bench, intent, 'withdraw a deal it already has');
  }
  const ended = endedError(context, deal);
  if (ended) return { errors: [ended] };
  return { intent: null, state: 'DONE', apply: () => withdrawHere(bench, reason) };
}
