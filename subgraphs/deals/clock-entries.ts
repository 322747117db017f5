import type { GraphContext } from '../../platform/graph/context.ts';
import { vendorRef } from '../../platform/graph/refs.ts';
import type { BidClockRow } from './clock-bids.ts';
import type { ClockRow } from './clock-store.ts';
import { ClockEntry } from './clock-types.ts';
import { ClockKindEnum, type ClockKind } from './report-enums.ts';
import { dateIn, daysLeft } from './special-bid-status.ts';

interface Ending {
  readonly vendor: string;
  readonly on: string;
  readonly canExtend: boolean;
}

const NEXT_ACTIONS: Readonly<Record<ClockKind, (ending: Ending) => string>> = {
  REGISTRATION_ENDS: ({ vendor, on, canExtend }) =>
    canExtend
      ? `Close the deal or ask ${vendor} for an extension by ${on}.`
      : `Close the deal by ${on}: the registration with ${vendor} ends.`,
  PRICE_PROTECTION_ENDS: ({ vendor, on }) => `Order by ${on}: the price of ${vendor} holds until then.`,
  EXTENSION_DEADLINE: ({ vendor, on }) => `Ask ${vendor} for an extension by ${on}.`,
  OFFER_LAPSES: ({ vendor, on }) => `Accept or decline the offer of ${vendor} by ${on}.`,
  BID_EXPIRES: ({ vendor, on }) => `Order by ${on}: the special price of ${vendor} expires.`,
};

/** A date of a deal as the graph shows it. */
export function entryOfDeal(context: GraphContext, row: ClockRow): ClockEntry {
  const vendor = context.services.vendors.nameOf(row.vendor_id);
  return Object.assign(new ClockEntry(), {
    on: row.ends_on,
    daysLeft: row.days_left,
    kind: row.kind,
    benefit: null,
    certification: null,
    vendor: vendorRef(row.vendor_id),
    nextAction: NEXT_ACTIONS[row.kind]({ vendor, on: row.ends_on, canExtend: row.extension === 'AVAILABLE' }),
    dealRowId: row.deal_id,
    bidRowId: null,
  });
}

/** A date of a special bid as the graph shows it, counted in the bid's own zone. */
export function entryOfBid(context: GraphContext, row: BidClockRow): ClockEntry {
  const vendor = context.services.vendors.nameOf(row.vendor_id);
  return Object.assign(new ClockEntry(), {
    on: row.ends_on,
    daysLeft: daysLeft(row.ends_on, dateIn(row.time_zone, context.services.clock.now())),
    kind: row.kind,
    benefit: null,
    certification: null,
    vendor: vendorRef(row.vendor_id),
    nextAction: NEXT_ACTIONS[row.kind]({ vendor, on: row.ends_on, canExtend: false }),
    dealRowId: null,
    bidRowId: row.bid_id,
  });
}

const KINDS: readonly string[] = Object.keys(ClockKindEnum);

/** Soonest first, then in the order of the kinds; those that are equal stay as they came. */
export function soonestFirst(entries: readonly ClockEntry[]): ClockEntry[] {
  return entries.toSorted((a, b) => {
    if (a.on !== b.on) return a.on < b.on ? -1 : 1;
    return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  });
}
