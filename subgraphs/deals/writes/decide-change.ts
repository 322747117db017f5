import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { DealStage, DealStatus } from '../../../platform/records/vocabulary.ts';
import type {
  DealContent,
  DealSnapshot,
  VendorFieldError,
  WriteIntent,
} from '../../../platform/vendor/write-contract.ts';
import { ENDED_STATUSES } from '../lifecycle.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { merged } from './deal-content.ts';
import { intentOf } from './decide-submit.ts';
import { storeDraftChange, storeTeam, type OwnDealRow } from './own-deal-store.ts';
import { dealFormOf, notSupported, operationOf } from './requirements.ts';

function snapshotOf(deal: OwnDealRow): DealSnapshot {
  return {
    status: deal.status as DealStatus,
    rawStatus: deal.raw_status,
    stage: deal.stage as DealStage | null,
    direction: deal.direction === 'INBOUND' ? 'INBOUND' : 'OUTBOUND',
    createdAt: deal.created_at,
    protectionEndsOn: deal.protection_ends_on,
    extensionDeadline: deal.extension_deadline,
  };
}

/**
 * A change of a deal that the vendor has, queued for it: after the vendor's own rules, as far as they are known, have
 * been asked, so that what it would refuse is told now.
 */
export function decideVendorChange(
  context: GraphContext,
  { deal, now }: ChangeBench,
  intent: WriteIntent,
  what: string,
): Decision {
  const { vendors } = context.services;
  const operation = operationOf(vendors.writes(deal.vendor_id), intent.kind);
  if (!operation) return { errors: [notSupported(vendors, deal.vendor_id, what)] };
  if (ENDED_STATUSES.includes(deal.status as DealStatus)) {
    return {
      errors: [
        fieldError(
          '/id',
          'WRONG_STATE',
          `is ${deal.status} at ${vendors.nameOf(deal.vendor_id)}: nothing of it can be changed any more`,
        ),
      ],
    };
  }
  const judged = dealFormOf(vendors, deal.vendor_id)?.judge?.(intent, snapshotOf(deal), now) ?? {
    errors: [],
    warnings: [],
  };
  if (judged.errors.length > 0) return { errors: judged.errors };
  return {
    intent,
    state: operation.transport === 'PORTAL' ? 'AWAITING_PORTAL' : 'QUEUED',
    warnings: judged.warnings,
  };
}

/** A draft is changed at once; a deal that the vendor has, there. Who works on it is ours alone. */
export function decideUpdate(
  context: GraphContext,
  bench: ChangeBench,
  patch: {
    readonly content: Partial<DealContent>;
    readonly distributorId: string | null | undefined;
    readonly team: readonly string[] | null;
  },
): Decision {
  const { deal, open, trx, now } = bench;
  const { content, team } = patch;
  const changesContent = Object.keys(content).length > 0;
  const applyTeam = async (): Promise<void> => {
    if (team !== null) await storeTeam(trx, deal, team, now);
  };
  if (!changesContent) return { intent: null, state: 'DONE', storedAs: 'EDIT_DRAFT', apply: applyTeam };
  const { draft } = deal;
  if (draft !== null && deal.status === 'DRAFT' && open.length === 0) {
    const distributorId = patch.distributorId === undefined ? deal.chosen_distributor_id : patch.distributorId;
    const apply = async (): Promise<void> => {
      await storeDraftChange(trx, deal, { content: merged(draft, content), distributorId, now });
      await applyTeam();
    };
    return { intent: null, state: 'DONE', storedAs: 'EDIT_DRAFT', apply };
  }
  if (open.some((operation) => operation.state === 'AWAITING_PORTAL')) {
    return {
      errors: [fieldError('/id', 'LOCKED', 'waits for its entry in the portal; confirm that first, or withdraw it')],
    };
  }
  if (deal.remote_id === deal.external_id) {
    return { errors: [fieldError('/id', 'LOCKED', 'is on its way to the vendor; change it once the vendor has it')] };
  }
  const decision = decideVendorChange(
    context,
    bench,
    intentOf(deal, 'UPDATE_DEAL', { patch: content }),
    'change a deal it already has',
  );
  return 'errors' in decision ? decision : { ...decision, apply: applyTeam };
}

/** The vendor is asked to protect the deal for longer. */
export function decideExtension(
  context: GraphContext,
  bench: ChangeBench,
  asked: { readonly until: string; readonly reason: string },
): Decision {
  const { deal, now } = bench;
  const { vendors } = context.services;
  const intent = intentOf(deal, 'EXTEND_DEAL', { until: asked.until, reason: asked.reason });
  if (!operationOf(vendors.writes(deal.vendor_id), 'EXTEND_DEAL')) {
    return { errors: [notSupported(vendors, deal.vendor_id, 'extend the protection of a deal')] };
  }
  const today = utcDate(now);
  const errors: VendorFieldError[] = [];
  const ends = deal.protection_ends_on;
  if (ends === null) errors.push(fieldError('/id', 'WRONG_STATE', 'has no protection that could be extended'));
  else if (asked.until <= ends)
    errors.push(
      fieldError('/until', 'OUT_OF_RANGE', `must be after ${ends}, when the protection ends, not ${asked.until}`),
    );
  if (deal.extension_deadline !== null && deal.extension_deadline < today) {
    errors.push(
      fieldError('/id', 'WRONG_STATE', `could be extended until ${deal.extension_deadline}; today is ${today}`),
    );
  }
  if (asked.reason.trim() === '') errors.push(fieldError('/reason', 'REQUIRED', 'must say why'));
  return errors.length > 0 ? { errors } : decideVendorChange(context, bench, intent, 'extend the protection of a deal');
}

/** An offer of the vendor is taken, or left. */
export function decideResponse(
  context: GraphContext,
  bench: ChangeBench,
  answer: { readonly accept: boolean; readonly reason: string | null },
): Decision {
  const { deal } = bench;
  const kind = answer.accept ? 'ACCEPT_OFFER' : 'DECLINE_OFFER';
  const what = answer.accept ? 'accept an offer' : 'decline an offer';
  if (!operationOf(context.services.vendors.writes(deal.vendor_id), kind)) {
    return { errors: [notSupported(context.services.vendors, deal.vendor_id, what)] };
  }
  if (deal.status !== 'OFFERED') {
    return {
      errors: [
        fieldError('/id', 'WRONG_STATE', `must be an offer that waits for an answer; this deal is ${deal.status}`),
      ],
    };
  }
  return decideVendorChange(context, bench, intentOf(deal, kind, { reason: answer.reason }), what);
}

/** The sale was won or lost. */
export function decideClose(
  context: GraphContext,
  bench: ChangeBench,
  close: { readonly won: boolean; readonly closedOn: string; readonly reason: string | null },
): Decision {
  const { deal, now } = bench;
  const kind = close.won ? 'CLOSE_WON' : 'CLOSE_LOST';
  const today = utcDate(now);
  const what = 'close a deal';
  if (!operationOf(context.services.vendors.writes(deal.vendor_id), kind)) {
    return { errors: [notSupported(context.services.vendors, deal.vendor_id, what)] };
  }
  if (close.closedOn > today) {
    return { errors: [fieldError('/closedOn', 'OUT_OF_RANGE', `must be ${today} or before, not ${close.closedOn}`)] };
  }
  if (deal.remote_id === deal.external_id || deal.status === 'DRAFT') {
    return { errors: [fieldError('/id', 'WRONG_STATE', 'was never submitted; withdraw it instead')] };
  }
  const intent = intentOf(deal, kind, { closedOn: close.closedOn, reason: close.reason });
  return decideVendorChange(context, bench, intent, what);
}
