import { MembershipRef, PartnerRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { moneyOf } from '../../platform/graph/shared-types.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import { FundRequest } from './fund-request-type.ts';
import type { BenefitEventRow, BenefitRow, FundRequestRow } from './store.ts';
import { Benefit, BenefitEvent, Quantity } from './types.ts';

function quantityOf(row: BenefitRow): Quantity | null {
  if (row.quantity_total === null) return null;
  return Object.assign(new Quantity(), {
    total: row.quantity_total,
    used: row.quantity_used,
    remaining: row.quantity_remaining,
    unit: row.quantity_unit,
  });
}

/** A benefit as the graph shows it. */
export function toBenefit(row: BenefitRow): Benefit {
  return Object.assign(new Benefit(), {
    mirror: row,
    id: toNodeId('Benefit', row.id),
    name: row.name,
    kind: row.benefit_kind,
    benefitStatus: row.status,
    vendor: vendorRef(row.vendor_id),
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
    membership: refTo(MembershipRef, 'Membership', row.membership_id),
    allocated: moneyOf(row.allocated_amount, row.allocated_currency),
    used: moneyOf(row.used_amount, row.used_currency),
    remaining: moneyOf(row.remaining_amount, row.remaining_currency),
    quantity: quantityOf(row),
    percent: row.percent,
    startsOn: row.starts_on,
    expiresOn: row.expires_on,
    claimBy: row.claim_by,
  });
}

/** A line of a benefit's history as the graph shows it. */
export function toBenefitEvent(row: BenefitEventRow): BenefitEvent {
  return Object.assign(new BenefitEvent(), {
    id: row.id,
    at: row.at,
    actor: row.actor,
    from: row.from_status,
    to: row.to_status,
    note: row.note,
  });
}

/** A request for funds as the graph shows it. */
export function toFundRequest(row: FundRequestRow): FundRequest {
  return Object.assign(new FundRequest(), {
    mirror: row,
    benefitRowId: row.benefit_id,
    jointWithRowId: row.joint_with_id,
    id: toNodeId('FundRequest', row.id),
    activity: row.activity,
    requested: moneyOf(row.requested_amount, row.requested_currency),
    approved: moneyOf(row.approved_amount, row.approved_currency),
    claimed: moneyOf(row.claimed_amount, row.claimed_currency),
    paid: moneyOf(row.paid_amount, row.paid_currency),
    requestStatus: row.status,
    activityOn: row.activity_on,
    claimBy: row.claim_by,
  });
}
