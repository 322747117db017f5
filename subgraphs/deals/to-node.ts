import { MembershipRef, PartnerRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { moneyOf } from '../../platform/graph/shared-types.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { DealEventRow, DealRow } from './store.ts';
import { Deal, DealEvent, EndCustomer, Protection, StatusDetail } from './types.ts';

function statusDetailOf(row: DealRow): StatusDetail {
  return Object.assign(new StatusDetail(), {
    raw: row.raw_status,
    rawSub: row.raw_sub_status,
    rule: row.status_rule,
    exact: row.status_exact,
    reason: row.status_reason,
  });
}

/** What a record tells of the customer, as the graph shows it. */
export function customerOf(
  row: Pick<DealRow, 'customer_name' | 'customer_country' | 'customer_website' | 'customer_duns' | 'customer_city'>,
): EndCustomer {
  return Object.assign(new EndCustomer(), {
    id: null,
    name: row.customer_name,
    country: row.customer_country,
    website: row.customer_website,
    duns: row.customer_duns,
    city: row.customer_city,
    maskedByConsent: false,
  });
}

function protectionOf(row: DealRow): Protection {
  return Object.assign(new Protection(), {
    state: row.protection_state,
    startsOn: row.protection_starts_on,
    endsOn: row.protection_ends_on,
    priceEndsOn: row.price_ends_on,
    daysLeft: row.protection_days_left,
    extension: row.extension,
    extensionDeadline: row.extension_deadline,
  });
}

/** A deal as the graph shows it. */
export function toDeal(row: DealRow): Deal {
  return Object.assign(new Deal(), {
    mirror: row,
    opportunityRowId: row.opportunity_id,
    teamRowIds: row.team,
    id: toNodeId('Deal', row.id),
    name: row.name,
    vendor: vendorRef(row.vendor_id),
    kind: row.deal_kind,
    direction: row.direction,
    dealStatus: row.status,
    statusDetail: statusDetailOf(row),
    stage: row.stage,
    value: moneyOf(row.value_amount, row.value_currency),
    closeOn: row.close_on,
    customer: customerOf(row),
    products: row.products,
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
    membership: refTo(MembershipRef, 'Membership', row.membership_id),
    distribution: row.distribution_shown,
    distributor: refTo(PartnerRef, 'Partner', row.distributor_id),
    vendorSelling: row.vendor_selling,
    protection: protectionOf(row),
  });
}

/** A line of a deal's history as the graph shows it. */
export function toDealEvent(row: DealEventRow): DealEvent {
  return Object.assign(new DealEvent(), {
    id: toNodeId('DealEvent', row.id),
    at: row.at,
    actor: row.actor,
    kind: row.kind,
    from: row.from_status,
    to: row.to_status,
    note: row.note,
    dealRowId: row.deal_id,
  });
}
