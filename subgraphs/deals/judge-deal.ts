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

function sameVendorAdvice({ status, vendorName, own }: FoundDeal): [ConflictSeverity, string] {
  const whose = own ? 'You have' : 'Another partner has';
  if (status === 'OFFERED') return ['WARNING', `Answer the offer that ${vendorName} made for this customer instead.`];
  if (status === 'DRAFT')
    return ['WARNING', `${whose} a draft for this customer with ${vendorName}: go on with that one.`];
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
  const { status, sameVendor, vendorName, own, score } = deal;
  if (!sameVendor) {
    if (ENDED_STATUSES.includes(status)) return null;
    const whose = own ? 'You have' : 'Another partner has';
    const severity = eased(REGISTERED_STATUSES.includes(status) ? 'WARNING' : 'INFO', score);
    const advice = `${whose} an open deal with this customer at ${vendorName}: make sure that both may go on.`;
    return { kind: 'COMPETING_VENDOR', severity, advice };
  }
  if (NO_LONGER.includes(status)) return null;
  const isRefusal = status === 'REJECTED' || status === 'REVOKED' || status === 'DECLINED';
  const [severity, advice] = isRefusal ? refusalAdvice(deal) : sameVendorAdvice(deal);
  const kind = isRefusal ? 'PRIOR_REJECTION' : 'SAME_VENDOR_SAME_CUSTOMER';
  return { kind, severity: eased(severity, score), advice };
}
