import type { SeededRandom } from '../../kernel/random.ts';
import { DAY } from '../table.ts';

/** A fund as its statement tells it. */
export interface Fund {
  readonly id: string;
  readonly currency: string;
  /** Whole units of the currency. */
  readonly total: number;
  /** What of it has been claimed, in whole units. */
  readonly used: number;
  /** Milliseconds since 1970, as all instants here. */
  readonly ends: number;
  readonly claimBy: number;
}

/** A request that draws on a fund; what has not happened yet is null. */
export interface FundRequest {
  readonly fund: Fund;
  readonly activity: string;
  readonly state: 'SUBMITTED' | 'APPROVED' | 'CLAIMED' | 'PAID' | 'REJECTED';
  readonly requested: number;
  readonly approved: number | null;
  readonly claimed: number | null;
  readonly paid: number | null;
  /** The day of the activity. */
  readonly on: number;
}

const ACTIVITIES = [
  'Customer breakfast',
  'Trade show stand',
  'Web seminar series',
  'Search campaign',
  'Demonstration day',
  'Direct mail',
] as const;

/**
 * The requests behind a fund: what is claimed of it adds up to what the fund's statement says. Beside these there may be
 * one that nobody has decided yet or that is approved, within what is left, and one that was refused.
 */
export function requestsOn(fund: Fund, random: SeededRandom): FundRequest[] {
  const made: FundRequest[] = [];
  const nothing = { approved: null, claimed: null, paid: null };
  const add = (state: FundRequest['state'], requested: number, more: Partial<FundRequest> = {}): void => {
    const on = fund.ends - random.int(5, 80) * DAY;
    made.push({ fund, activity: random.pick(ACTIVITIES), state, requested, ...nothing, on, ...more });
  };
  if (fund.used > 0) {
    const isPaid = random.chance(0.5);
    const claimed = { approved: fund.used, claimed: fund.used, paid: isPaid ? fund.used : null };
    add(isPaid ? 'PAID' : 'CLAIMED', fund.used, claimed);
  }
  const left = fund.total - fund.used;
  if (left > 0 && random.chance(0.6)) {
    const requested = Math.max(1, Math.round(left * random.pick([0.25, 0.5, 1])));
    if (random.chance(0.5)) add('APPROVED', requested, { approved: requested });
    else add('SUBMITTED', requested);
  }
  if (random.chance(0.3)) add('REJECTED', Math.round(fund.total / 2));
  return made;
}
