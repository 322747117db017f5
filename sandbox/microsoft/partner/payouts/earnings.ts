import { SeededRandom } from '../../../kernel/random.ts';
import type { JsonObject } from '../../common/json.ts';
import { seededHex } from '../../common/seeded.ts';
import { DAY, wholeSeconds } from '../../common/time.ts';
import type { PayoutKind } from './payout-kinds.ts';

/** Whose earnings, and as of when. */
export interface EarningsOwner {
  readonly seed: number;
  /** The partner's index. */
  readonly index: number;
  readonly name: string;
  readonly mpnId: string;
  /** Start of the stand-in's time, in milliseconds. */
  readonly startedAt: number;
}

const MONTHS = 12;
const CURRENCIES = ['EUR', 'USD', 'GBP'] as const;

/** Rebate, co-op and fee programmes and their levers, after the samples `[PAY]`. */
const PROGRAMS = [
  { type: 'REBATE', program: 'CSP Direct Bill Partner', lever: 'CSP Direct Partner: Core' },
  { type: 'COOP', program: 'CSP Indirect Reseller', lever: 'CSP Indirect Reseller: Co-op' },
  { type: 'FEE', program: 'CSP 1T Direct Partner', lever: 'CSP 1T Direct Partner: Adoption' },
] as const;

function payoutStatus(age: number): string {
  if (age > 75 * DAY) return 'SENT';
  return age > 40 * DAY ? 'IN PROGRESS' : 'UPCOMING';
}

function earning(owner: EarningsOwner, month: number, which: number): JsonObject {
  const plan = PROGRAMS[which] ?? PROGRAMS[0];
  const random = new SeededRandom(`${owner.seed}:microsoft:earning:${owner.index}:${month}:${which}`);
  const earnedAt = owner.startedAt - month * 30 * DAY - random.int(1, 28) * DAY;
  const status = payoutStatus(owner.startedAt - earnedAt);
  const currency = random.pick(CURRENCIES);
  const cents = random.int(500_000, 9_000_000);
  const hex = seededHex(owner.seed, 'earning', owner.index, month, which);
  return {
    earningId: hex.slice(0, 16),
    enrollmentParticipantId: owner.mpnId,
    participantName: owner.name,
    programName: plan.program,
    payableSubType: plan.type,
    payoutOrderType: plan.type,
    earningForDate: wholeSeconds(earnedAt),
    leverCode: plan.lever,
    transactionAmount: (cents / 100).toFixed(2),
    transactionCurrency: currency,
    earningAmount: (Math.round(cents * 0.04) / 100).toFixed(2),
    earningCurrencyCode: currency,
    paymentAmount: (Math.round(cents * 0.04) / 100).toFixed(2),
    paymentCurrencyCode: currency,
    paymentMethod: 'Electronic bank transfer',
    payoutStatus: status,
    payoutStatusUpdateTS: wholeSeconds(earnedAt + 60 * DAY),
    paymentId: status === 'SENT' ? `0${Number.parseInt(hex.slice(16, 24), 16)}` : '',
    estimatedPayoutMonth: new Date(earnedAt + 60 * DAY).toISOString().slice(0, 7),
  };
}

/** A year of earnings: a rebate every month, co-op every second, a fee every third. Payments are those already sent. */
export function earningsOf(owner: EarningsOwner, kind: PayoutKind): JsonObject[] {
  const rows: JsonObject[] = [];
  for (let month = 0; month < MONTHS; month += 1) {
    for (const which of PROGRAMS.keys()) {
      if (month % (which + 1) === 0) rows.push(earning(owner, month, which));
    }
  }
  return kind === 'payments' ? rows.filter((row) => row['payoutStatus'] === 'SENT') : rows;
}
