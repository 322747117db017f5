import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import type { DealStatus } from '../../../platform/records/vocabulary.ts';
import type { VendorFieldError, WriteIntent } from '../../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import type { WriteKind } from '../../../platform/writes/vocabulary.ts';
import { ENDED_STATUSES } from '../lifecycle.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { snapshotOf } from './deal-intent.ts';
import type { OwnDealRow } from './own-deal-store.ts';
import { repeatOf, sameWish } from './repeat.ts';
import { dealFormOf, notSupported, operationOf } from './requirements.ts';

/** Changes after which there is nothing left to change. */
const FINAL: ReadonlySet<string> = new Set<WriteKind>(['WITHDRAW_DEAL', 'DECLINE_OFFER', 'CLOSE_WON', 'CLOSE_LOST']);

/** The error of a change that comes when all is over; null as long as it is not. */
export function endedError(
  context: GraphContext,
  deal: Pick<OwnDealRow, 'status' | 'vendor_id' | 'remote_id' | 'external_id'>,
): VendorFieldError | null {
  if (!ENDED_STATUSES.includes(deal.status as DealStatus)) return null;
  const where = isUnnamed(deal) ? '' : ` at ${context.services.vendors.nameOf(deal.vendor_id)}`;
  return fieldError('/id', 'WRONG_STATE', `is ${deal.status}${where}: nothing of it can be changed any more`);
}

/** What on its way would leave nothing to change, or answers the same question in another way. */
function inTheWay(open: readonly OperationRow[], kind: WriteKind): OperationRow | undefined {
  return open.find((each) => FINAL.has(each.kind) || (each.kind === 'ACCEPT_OFFER' && kind === 'DECLINE_OFFER'));
}

/**
 * A change of a deal that the vendor has, queued for it: after the vendor's own rules, as far as they are known, have
 * been asked, so that what it would refuse is told now.
 * @param what the change is, for the error of a vendor that has no way for it: `close a deal`
 */
export function decideVendorChange(
  context: GraphContext,
  bench: ChangeBench,
  intent: WriteIntent,
  what: string,
): Decision {
  const { deal, open, now } = bench;
  const { vendors } = context.services;
  const operation = operationOf(vendors.writes(deal.vendor_id), intent.kind);
  if (!operation) return { errors: [notSupported(vendors, deal.vendor_id, what)] };
  const ended = endedError(context, deal);
  if (ended) return { errors: [ended] };
  const same = sameWish(open, intent);
  if (same) return repeatOf(bench, same);
  const other = inTheWay(open, intent.kind);
  if (other) {
    const message = `has ${other.kind} on its way to ${vendors.nameOf(deal.vendor_id)}; wait for that to end`;
    return { errors: [fieldError('/id', 'LOCKED', message)] };
  }
  const judged = dealFormOf(vendors, deal.vendor_id)?.judge?.(intent, snapshotOf(deal), now);
  if (judged && judged.errors.length > 0) return { errors: judged.errors };
  const byHand = operation.transport === 'PORTAL';
  return {
    intent,
    state: byHand ? 'AWAITING_PORTAL' : 'QUEUED',
    warnings: judged?.warnings ?? [],
    reason: byHand ? `${vendors.nameOf(deal.vendor_id)} takes this in its portal: do it there, and confirm it.` : null,
  };
}
