import { subtractDecimal } from '../../../platform/records/decimal.ts';
import type { BenefitRecord } from '../../../platform/records/records.ts';
import type { BenefitKind, BenefitStatus } from '../../../platform/records/vocabulary.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { malformed } from '../../../platform/vendor/shape-check.ts';
import { CSP_PROGRAM } from '../programs.ts';
import { fold } from '../wire/texts.ts';
import type { Earnings } from './earnings.ts';

/** What counts as a benefit. FEE and SELL pay for services and marketplace sales: income, not an entitlement. */
const KINDS: Readonly<Record<string, { readonly kind: BenefitKind; readonly word: string }>> = {
  COOP: { kind: 'COOP', word: 'co-op' },
  REBATE: { kind: 'REBATE', word: 'rebate' },
};

const SENT = 'SENT';

/** Payout states on their way [PAY], folded: the amount is settled, the money is not there. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['upcoming', 'inprogress']);

/** Whether a kind of earning is shown as a benefit. */
export function isBenefit(earnings: Earnings): boolean {
  return Object.hasOwn(KINDS, earnings.subType);
}

/**
 * A month's earnings as a benefit: `allocated` is what was earned, `used` what was paid out, `remaining` what is still
 * to come. A sum that can't be told is an item that says so, rather than a smaller sum.
 */
export function toBenefitItem(earnings: Earnings): PulledItem {
  if (earnings.total === null) {
    const problem = 'expected a decimal number in every row, got text';
    return malformed({ path: '/earningAmount', problem }, earnings.id);
  }
  return {
    record: toBenefit(earnings, earnings.total),
    payload: {
      programName: earnings.program,
      payableSubType: earnings.subType,
      currency: earnings.currency,
      month: earnings.month,
      rows: earnings.rows,
      byPayoutStatus: { ...earnings.byPayoutStatus },
    },
  };
}

function toBenefit(earnings: Earnings, total: string): BenefitRecord {
  const { currency, month, program, subType } = earnings;
  const paid = earnings.byPayoutStatus[SENT] ?? '0';
  // Without the column nobody knows what was paid.
  const known = !('' in earnings.byPayoutStatus);
  return {
    kind: 'benefit',
    remoteId: earnings.id,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: `${program} ${KINDS[subType]?.word ?? subType} ${month}`,
    benefitKind: KINDS[subType]?.kind ?? 'OTHER',
    status: statusOf(Object.keys(earnings.byPayoutStatus)),
    rawStatus: Object.keys(earnings.byPayoutStatus).sort().join(', '),
    program: /^csp\b/i.test(program) ? CSP_PROGRAM : null,
    allocated: { amount: total, currency },
    used: known ? { amount: paid, currency } : null,
    remaining: known ? { amount: subtractDecimal(total, paid), currency } : null,
    quantity: null,
    percent: null,
    startsOn: `${month}-01`,
    expiresOn: null,
    claimBy: null,
  };
}

function statusOf(states: readonly string[]): BenefitStatus {
  if (states.every((state) => state === SENT)) return 'PAID';
  return states.every((state) => state === SENT || ON_THE_WAY.has(fold(state))) ? 'PRE_APPROVED' : 'UNKNOWN';
}
