import { fieldError } from '../../../platform/graph/field-errors.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { BenefitKind, BenefitStatus } from '../../../platform/records/vocabulary.ts';
import type { FundForm, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import type { BenefitRow } from '../store.ts';

type Fundable = Pick<
  BenefitRow,
  | 'benefit_kind'
  | 'status'
  | 'expires_on'
  | 'remaining_amount'
  | 'remaining_currency'
  | 'quantity_remaining'
  | 'quantity_unit'
>;

/**
 * Statuses in which money can be asked for: the fund is open, or was granted and not all of it has been asked for. What was
 * asked for waits for the vendor or the partner, what was claimed or paid is spent. One that nobody could read is no reason.
 */
const OPEN: readonly BenefitStatus[] = ['AVAILABLE', 'PRE_APPROVED', 'UNKNOWN'];

function wrongState(message: string): VendorFieldError {
  return fieldError('/benefit', 'WRONG_STATE', message);
}

/** Whether anything is known to be left: told in money, or in things that are no money; null where nothing says otherwise. */
function leftError(benefit: Fundable): VendorFieldError | null {
  const amount = benefit.remaining_amount === null ? null : exactDecimal(benefit.remaining_amount);
  if (amount !== null) {
    const isLeft = amount !== '0' && !amount.startsWith('-');
    const what = `must be one that funds are left of; ${amount} ${benefit.remaining_currency} remain of this one`;
    return isLeft ? null : wrongState(what);
  }
  if (benefit.quantity_remaining === null) return null;
  return wrongState(`must be one that is money; this one is counted in ${benefit.quantity_unit ?? 'other units'}`);
}

/**
 * Why no funds can be asked of a benefit: its kind, its status, its end, or that nothing is left of it. The first reason alone.
 * @param today calendar date, UTC
 */
export function fundableErrors(form: FundForm, benefit: Fundable, today: string): VendorFieldError[] {
  const kind = benefit.benefit_kind as BenefitKind;
  if (form.kinds && !form.kinds.includes(kind)) {
    const message = `must be one that funds are asked of (${form.kinds.join(', ')}); this one is ${kind}`;
    return [fieldError('/benefit', 'NOT_ALLOWED', message)];
  }
  if (!OPEN.some((status) => status === benefit.status)) {
    return [wrongState(`must be AVAILABLE or PRE_APPROVED, so that funds can be asked of it; it is ${benefit.status}`)];
  }
  if (benefit.expires_on !== null && benefit.expires_on < today) {
    return [wrongState(`ended on ${benefit.expires_on}; today is ${today}`)];
  }
  const left = leftError(benefit);
  return left ? [left] : [];
}
