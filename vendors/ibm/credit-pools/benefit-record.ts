import { subtractDecimal } from '../../../platform/records/decimal.ts';
import type { BenefitRecord, MoneyRecord } from '../../../platform/records/records.ts';
import { dateOf } from '../wire/iso-date.ts';
import type { CreditPool, TermCredits } from './credit-pool-wire.ts';

/** The credits of one term as a benefit. IBM gives them no status: what is left decides it. */
export function toBenefit(pool: CreditPool, term: TermCredits): BenefitRecord {
  const moneyOf = moneyIn(pool.currency_code);
  const isUsedUp = Number(term.current_balance) <= 0;
  return {
    kind: 'benefit',
    remoteId: termId(pool, term),
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    name: nameOf(pool, term),
    benefitKind: 'CREDIT',
    status: isUsedUp ? 'PAID' : 'AVAILABLE',
    rawStatus: '',
    // Bought with a subscription, not granted by a level of Partner Plus.
    program: null,
    allocated: moneyOf(term.total_credits),
    used: moneyOf(subtractDecimal(term.total_credits, term.current_balance)),
    remaining: moneyOf(term.current_balance),
    quantity: null,
    percent: null,
    startsOn: dateOf(term.start_date),
    expiresOn: dateOf(term.end_date),
    claimBy: null,
  };
}

/** A name that stays through months and balances: one subscription has a term a year, all under its own id. */
export function termId(
  pool: Pick<CreditPool, 'billing_unit_id'>,
  term: Pick<TermCredits, 'billing_option_id' | 'category' | 'start_date'>,
): string {
  const parts = [pool.billing_unit_id, term.billing_option_id, term.category ?? '', dateOf(term.start_date) ?? ''];
  return parts.map((part) => encodeURIComponent(part.trim())).join('/');
}

/** `IBM Cloud platform credits: Example Dairy`. */
function nameOf(pool: CreditPool, term: TermCredits): string {
  const category = (term.category ?? pool.type ?? '').trim().toLowerCase();
  const what = ['IBM Cloud', category, 'credits'].filter((word) => word !== '').join(' ');
  const customer = pool.customer_name?.trim() || pool.customer_id?.trim();
  return customer ? `${what}: ${customer}` : what;
}

/** Money needs both halves: without a currency the amounts stay in the payload. */
function moneyIn(currencyCode: string | null | undefined): (amount: string) => MoneyRecord | null {
  const currency = currencyCode?.trim().toUpperCase() ?? '';
  return (amount) => (/^[A-Z]{3}$/.test(currency) ? { amount, currency } : null);
}
