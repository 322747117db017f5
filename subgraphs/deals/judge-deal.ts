import { SAME_FIRM_SCORE } from '../../platform/matching/match-customer.ts';
import type { DealStatus } from '../../platform/records/vocabulary.ts';
import { ENDED_STATUSES, REGISTERED_STATUSES } from './lifecycle.ts';
import type { ConflictKind, ConflictSeverity } from './report-enums.ts';

/** A deal with a customer that may be the same, as far as it matters to a new one. */
export interface FoundDeal {
  readonly status: DealStatus;
  readonly sameVendor: boolean;
  readonly vendorName: string;
  /** True when it is a deal of the partner that the new one is for. */
  readonly own: boolean;
  /** True when it is a deal of the caller's own firm: not so where a distributor asks for one of its resellers. */
  readonly callers: boolean;
  /** 0 to 1: how sure it is that it is the same customer. */
  readonly score: number;
  /** The vendor's reason, where it gave one. */
  readonly reason: string | null;
}

/** What a deal that is already there means for a new one. */
export interface Judgement {
  readonly kind: ConflictKind;
  readonly severity: ConflictSeverity;
  readonly advice: string;
}

const NO_LONGER: readonly DealStatus[] = ['LOST', 'EXPIRED', 'WITHDRAWN'];

/** A customer that is only possibly the same makes everything a step less grave. */
export function eased(severity: ConflictSeverity, score: number): ConflictSeverity {
  if (score >= SAME_FIRM_SCORE) return severity;
  return severity === 'BLOCKING' ? 'WARNING' : 'INFO';
}

/** Whose it is, as the caller would say it. */
function holder({ own, callers }: FoundDeal): string {
  if (callers) return 'You have';
  return own ? 'The partner that you ask for has' : 'Another partner has';
}

/** What is begun already is gone on with by whose it is; with anybody else it is agreed who goes on. */
function draftAdvice(deal: FoundDeal): string {
  const there = `${holder(deal)} a draft for this customer with ${deal.vendorName}`;
  if (deal.own) return `${there}: go on with that one.`;
  return deal.callers ? `${there}: decide which of the two goes on.` : `${there}: agree on who goes on.`;
}

function offerAdvice({ vendorName, own, callers }: FoundDeal): string {
  if (own && callers) return `Answer the offer that ${vendorName} made for this customer instead.`;
  const to = callers ? 'you' : own ? 'the partner that you ask for' : 'another partner';
  return `${vendorName} made ${to} an offer for this customer: see first what becomes of that one.`;
}

function sameVendorAdvice(deal: FoundDeal): [ConflictSeverity, string] {
  const { status, vendorName } = deal;
  const whose = holder(deal);
  if (status === 'OFFERED') return ['WARNING', offerAdvice(deal)];
  if (status === 'DRAFT') return ['WARNING', draftAdvice(deal)];
  if (status === 'WON') {
    return ['INFO', `${whose} won a deal with this customer at ${vendorName}: it may not count as new business.`];
  }
  if (REGISTERED_STATUSES.includes(status)) {
    return [
      'BLOCKING',
      `${whose} a deal with this customer registered with ${vendorName}: it would refuse a second one.`,
    ];
  }
  return [
    'WARNING',
    `${whose} a deal with this customer at ${vendorName}, in a state that can't be read: look there first.`,
  ];
}

function refusalAdvice({ status, vendorName, reason }: FoundDeal): [ConflictSeverity, string] {
  const why = reason === null ? '' : ` (${reason})`;
  if (status === 'DECLINED') return ['INFO', `An offer of ${vendorName} for this customer was declined${why}.`];
  const did = status === 'REVOKED' ? 'took back' : 'rejected';
  return ['WARNING', `${vendorName} ${did} a deal with this customer${why}: clear that up before registering again.`];
}

/** What a found deal means for a draft; null when it is no matter any more. */
export function judgeDeal(deal: FoundDeal): Judgement | null {
  const { status, sameVendor, vendorName, score } = deal;
  if (!sameVendor) {
    if (ENDED_STATUSES.includes(status)) return null;
    const severity = eased(REGISTERED_STATUSES.includes(status) ? 'WARNING' : 'INFO', score);
    const advice = `${holder(deal)} an open deal with this customer at ${vendorName}: make sure that both may go on.`;
    return { kind: 'COMPETING_VENDOR', severity, advice };
  }
  if (NO_LONGER.includes(status)) return null;
  const isRefusal = status === 'REJECTED' || status === 'REVOKED' || status === 'DECLINED';
  const [severity, advice] = isRefusal ? refusalAdvice(deal) : sameVendorAdvice(deal);
  const kind = isRefusal ? 'PRIOR_REJECTION' : 'SAME_VENDOR_SAME_CUSTOMER';
  return { kind, severity: eased(severity, score), advice };
}
